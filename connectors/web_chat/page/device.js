// What this device remembers. A browser that allows no storage still gets a page that works.

const CONVERSATION = "civicdesk.conversation";
const REGION = "civicdesk.region";

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Private windows refuse; the conversation then ends with the page.
  }
}

// null: never asked; "": the reader is not sure.
export const readRegion = () => read(REGION);
export const writeRegion = (region) => write(REGION, region);

export function readConversation() {
  try {
    return JSON.parse(read(CONVERSATION));
  } catch {
    return null;
  }
}

export const writeConversation = (conversation) =>
  write(CONVERSATION, conversation && JSON.stringify(conversation));

// crypto.randomUUID exists only on secure origins, and an office may serve plain HTTP inside its network.
export function newMessageId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
