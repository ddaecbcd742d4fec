// The gateway's HTTP API.

import { texts } from "./dom.js";

const BASE = "/api/v1/conversations";
const ANSWER_TIMEOUT_MS = 45000;
const STALLED_MS = 60000;

export class Refused extends Error {
  constructor({ code, message, status = 0 }) {
    super(message);
    this.code = code;
    this.status = status;
  }

  // Whether the same may succeed later: not when what was sent is itself at fault, or there is too much of it.
  get mayResend() {
    return ![413, 415, 422].includes(this.status) && this.code !== "files_too_many";
  }

  // The conversation is there, but only for whoever was signed in.
  get signInOver() {
    return this.code === "sign_in_over";
  }

  get conversationGone() {
    return !this.signInOver && ([401, 404].includes(this.status) || this.code === "conversation_closed");
  }
}

const authorised = ({ token }) => ({ Authorization: `Bearer ${token}` });

function refusal(status, content) {
  const { code = "internal", message = texts.slow } = content.error ?? {};
  return new Refused({ code, message, status });
}

async function call(path, { method = "GET", body, token } = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT_MS);
  const headers = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (token) Object.assign(headers, authorised({ token }));
  let response;
  let content;
  try {
    response = await fetch(BASE + path, {
      method, headers, signal: abort.signal, body: body && JSON.stringify(body),
    });
    content = await response.json().catch(() => ({}));
  } catch {
    throw new Refused({ code: "unreachable", message: abort.signal.aborted ? texts.slow : texts.offline });
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) return content;
  throw refusal(response.status, content);
}

export async function openConversation(region) {
  const opened = await call("", { method: "POST", body: { channel: "web_chat", region: region || null } });
  return { id: opened.conversation_id, token: opened.token };
}

export const sendMessage = ({ id, token }, { clientId, text, payload }) =>
  call(`/${id}/messages`, {
    method: "POST", token, body: { client_message_id: clientId, ...(payload ? { payload } : { text }) },
  });

/** All that was said after a sequence number, however many pages it fills. */
export async function readTranscript({ id, token }, after = 0) {
  const transcript = await call(`/${id}/messages?after=${after}`, { token });
  let page = transcript;
  while (page.more) {
    page = await call(`/${id}/messages?after=${page.messages[page.messages.length - 1].sequence}`, { token });
    transcript.messages.push(...page.messages);
  }
  return transcript;
}

export const sendReview = ({ id, token }, review) =>
  call(`/${id}/review`, { method: "POST", token, body: review });

/** `about`: the id of an answer, or of the question that it answers. */
export const sendFeedback = ({ id, token }, about, feedback) =>
  call(`/${id}/messages/${encodeURIComponent(about)}/feedback`, { method: "POST", token, body: feedback });

export const openSignIn = ({ id, token }) => call(`/${id}/sign-in`, { method: "POST", token });

export const completeSignIn = ({ id, token }) => call(`/${id}/sign-in/completion`, { method: "POST", token });

export const signOut = ({ id, token }) => call(`/${id}/sign-out`, { method: "POST", token });

export const openEvents = (conversation, { after, signal }) =>
  fetch(`${BASE}/${conversation.id}/events`, {
    headers: { ...authorised(conversation), "Last-Event-ID": String(after) }, signal,
  });

/**
 * Sends one file as it is. `onProgress(share)` is told how much has gone out, 0 to 1; `signal` calls it off.
 * A request of the older kind: fetch cannot tell how far it is.
 */
export function uploadFile(conversation, file, { key, onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (message, code = "unreachable") => reject(new Refused({ code, message }));
    let stalled;
    const watch = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED_MS);
    };
    request.open("POST", `${BASE}/${conversation.id}/files`);
    const headers = {
      ...authorised(conversation), Accept: "application/json", "Idempotency-Key": key,
      "Content-Type": file.type || "application/octet-stream", "X-File-Name": encodeURIComponent(file.name),
    };
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.addEventListener("progress", (event) => {
      watch();
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const content = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(content);
      else reject(refusal(request.status, content));
    });
    request.addEventListener("error", () => fail(texts.offlineFile));
    request.addEventListener("abort", () => (signal.aborted ? fail("", "cancelled") : fail(texts.slowFile)));
    request.addEventListener("loadend", () => clearTimeout(stalled));
    signal.addEventListener("abort", () => request.abort());
    watch();
    request.send(file);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

export const listFiles = ({ id, token }) => call(`/${id}/files`, { token });

/** The content of a file of this conversation. */
export async function readFile(conversation, fileId) {
  let response;
  try {
    response = await fetch(`${BASE}/${conversation.id}/files/${encodeURIComponent(fileId)}`, {
      headers: authorised(conversation),
    });
    if (response.ok) return await response.blob();
  } catch {
    throw new Refused({ code: "unreachable", message: texts.offlineFile });
  }
  throw refusal(response.status, await response.json().catch(() => ({})));
}
