// What is said while the page is open: pushed by the gateway, or fetched where nothing can be pushed.
//
// Server-sent events over fetch, since EventSource cannot carry the token in a header. A network that holds the
// events back, or cuts them off, only costs time: between two tries the transcript is read on.

import { openEvents, readTranscript } from "./api.js";

const RECONNECT_MS = [1000, 2000, 5000];
const UNREACHABLE_MS = 15000;
const SILENT_MS = 40000; // the gateway pings every 15 s
const ROUNDS_WITHOUT_EVENTS = 24; // where a stream says nothing at all, it is tried again after these

/** Calls `onEntry` with what comes after `after`, and `onRead` with every transcript that was fetched. */
export function follow(conversation, after, { onEntry, onRead }) {
  const over = new AbortController();
  let last = after;
  let tries = 0;
  let mute = 0;

  function take(entry) {
    if (over.signal.aborted || entry.sequence <= last) return;
    last = entry.sequence;
    onEntry(entry);
  }

  /** Resolves when the stream ends; true when there is nothing more to hear. */
  async function listen() {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    let silence = setTimeout(() => {
      mute = ROUNDS_WITHOUT_EVENTS;
      stop();
    }, SILENT_MS);
    over.signal.addEventListener("abort", stop, { once: true });
    try {
      const response = await openEvents(conversation, { after: last, signal: attempt.signal });
      if (!response.ok) return [401, 404].includes(response.status);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return false;
        clearTimeout(silence);
        silence = setTimeout(stop, SILENT_MS);
        tries = 0;
        const blocks = (rest + value.replaceAll("\r", "")).split("\n\n");
        rest = blocks.pop();
        blocks.map(entryOf).filter(Boolean).forEach(take);
      }
    } finally {
      clearTimeout(silence);
      over.signal.removeEventListener("abort", stop);
    }
  }

  /** How long to wait after it. */
  async function fetchOn() {
    try {
      const transcript = await readTranscript(conversation, last);
      transcript.messages.forEach(take);
      if (!over.signal.aborted) onRead(transcript);
    } catch {
      return UNREACHABLE_MS;
    }
    return RECONNECT_MS[Math.min(tries++, RECONNECT_MS.length - 1)];
  }

  async function keepListening() {
    while (!over.signal.aborted) {
      if (mute > 0) mute -= 1;
      else if (await listen().catch(() => false)) return;
      if (over.signal.aborted) return;
      const pause = await fetchOn();
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }

  keepListening();
  return () => over.abort();
}

function entryOf(block) {
  const data = block.split("\n").filter((line) => line.startsWith("data:"));
  return data.length ? JSON.parse(data.map((line) => line.slice(5).trimStart()).join("\n")) : null;
}
