// The gateway's HTTP API.

import { texts } from "./dom.js";

const BASE = "/api/v1/conversations";
const ANSWER_TIMEOUT_MS = 45000;
const RECONNECT_MS = [1000, 2000, 5000, 15000];

export class Refused extends Error {
  constructor({ code, message, status = 0 }) {
    super(message);
    this.code = code;
    this.status = status;
  }

  // Whether the same message may succeed later: not when the message itself is at fault.
  get mayResend() {
    return this.status !== 422;
  }

  get conversationGone() {
    return [401, 404].includes(this.status) || this.code === "conversation_closed";
  }
}

async function call(path, { method = "GET", body, token } = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_TIMEOUT_MS);
  const headers = { Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
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
  const { code = "internal", message = texts.slow } = content.error ?? {};
  throw new Refused({ code, message, status: response.status });
}

export async function openConversation(region) {
  const opened = await call("", { method: "POST", body: { channel: "web_chat", region: region || null } });
  return { id: opened.conversation_id, token: opened.token };
}

export const sendMessage = ({ id, token }, { clientId, text, payload }) =>
  call(`/${id}/messages`, {
    method: "POST", token, body: { client_message_id: clientId, ...(payload ? { payload } : { text }) },
  });

export async function readTranscript({ id, token }) {
  const transcript = await call(`/${id}/messages`, { token });
  let page = transcript;
  while (page.more) {
    page = await call(`/${id}/messages?after=${page.messages[page.messages.length - 1].sequence}`, { token });
    transcript.messages.push(...page.messages);
  }
  return transcript;
}

export const sendReview = ({ id, token }, review) =>
  call(`/${id}/review`, { method: "POST", token, body: review });

// Server-sent events over fetch: EventSource cannot carry the token in a header.
export function follow(conversation, after, onEntry) {
  const abort = new AbortController();
  let last = after;
  let tries = 0;

  async function listen() {
    const response = await fetch(`${BASE}/${conversation.id}/events`, {
      headers: { Authorization: `Bearer ${conversation.token}`, "Last-Event-ID": String(last) },
      signal: abort.signal,
    });
    if (!response.ok) return [401, 404].includes(response.status);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      tries = 0;
      const blocks = (rest + value.replaceAll("\r", "")).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const data = block.split("\n").filter((line) => line.startsWith("data:"));
        if (!data.length) continue;
        const entry = JSON.parse(data.map((line) => line.slice(5).trimStart()).join("\n"));
        last = Math.max(last, entry.sequence);
        onEntry(entry);
      }
    }
  }

  async function keepListening() {
    while (!abort.signal.aborted) {
      const over = await listen().catch(() => false);
      if (over || abort.signal.aborted) return;
      await new Promise((resume) => setTimeout(resume, RECONNECT_MS[Math.min(tries++, 3)]));
    }
  }

  keepListening();
  return () => abort.abort();
}
