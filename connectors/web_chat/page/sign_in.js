// Signing in and out: the way to the provider and back, and the line that says who is signed in.

import { completeSignIn, openSignIn } from "./api.js";
import { byId, fill, texts } from "./dom.js";

const JUST_BACK = "#signed-in";

/** Goes on in this tab: the provider sends it back here. */
export async function leaveToSignIn(conversation) {
  const { url } = await openSignIn(conversation);
  location.assign(url);
}

export const isJustBack = () => location.hash === JUST_BACK;

/** The conversation under its new token. What was refused once is not tried again by a reload. */
export async function takeSignIn({ id, token }) {
  try {
    const { token: renewed } = await completeSignIn({ id, token });
    forgetJustBack();
    return { id, token: renewed };
  } catch (error) {
    if (error.status) forgetJustBack();
    throw error;
  }
}

const forgetJustBack = () => history.replaceState(null, "", location.pathname);

/** `signedIn` is {name}, or null for nobody. */
export function showSignedIn(signedIn) {
  byId("signed-in").hidden = !signedIn;
  byId("signed-in-name").textContent = signedIn ? fill(texts.signedInAs, signedIn) : "";
}
