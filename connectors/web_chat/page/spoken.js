// What is only read out.

import { byId } from "./dom.js";

/** What is being waited for. */
export const announce = (text) => { byId("status").textContent = text; };

/** What changes beside the conversation. The same words twice are not read out again. */
export const tell = (text) => { byId("news").textContent = text; };
