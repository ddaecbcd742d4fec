// Files as they are shown: the citizen's with a small picture of it, the office's with a way to fetch it.

import { el, fill, texts } from "./dom.js";
import { tell } from "./spoken.js";

const PICTURES = ["image/jpeg", "image/png", "image/webp"];
const MOST_BYTES_DRAWN = 30_000_000;
const DRAWN_PX = 320;
const TALLEST_PX = 480;
const KEPT_FOR_SAVING_MS = 60_000;

/** What the citizen sent earlier. Its picture is not fetched: whoever pays for the line has seen it. */
export const keptFile = ({ name, bytes }) => fileBubble({ name, size: bytes }, { said: texts.citizen });

export function fileBubble({ name, size }, { said }) {
  return el("div", { class: "bubble file" }, el("span", { class: "unseen" }, said), sign(name),
    el("span", { class: "file-words" }, el("span", { class: "file-name" }, name),
      el("span", { class: "file-size hint" }, sizeText(size))));
}

const sign = (name) =>
  el("span", { class: "file-sign", "aria-hidden": "true" }, extension(name) || texts.fileSign);

const extension = (name) => /\.([a-z0-9]{1,4})$/i.exec(name)?.[1].toUpperCase() ?? "";

/** Drawn, not linked to: the page may show no picture that has an address. A picture that is none is left out. */
export async function thumbnail(bubble, content) {
  if (!PICTURES.includes(content.type) || content.size > MOST_BYTES_DRAWN) return;
  try {
    const picture = await createImageBitmap(content, { resizeWidth: DRAWN_PX, resizeQuality: "medium" });
    const height = Math.min(picture.height, TALLEST_PX);
    const canvas = el("canvas", {
      class: "thumb", width: picture.width, height, role: "img", "aria-label": texts.thumbnail,
    });
    canvas.getContext("2d").drawImage(picture, 0, 0);
    picture.close();
    bubble.querySelector(".file-sign").replaceWith(canvas);
    bubble.classList.add("picture");
  } catch {
    // It stays a file with a name; whether it may be sent is for the office to say.
  }
}

const number = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 1 });

export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${number.format(Math.round(bytes / 1024))} KB`;
  return `${number.format(bytes / 1024 / 1024)} MB`;
}

/** A file that the office offers. `read(id)` resolves to its content. */
export function offeredFile({ id, name, bytes }, read) {
  const said = el("p", { class: "file-error", role: "alert" });
  const words = el("span", {}, texts.download);
  const button = el("button", { type: "button", class: "wide download" }, words);
  button.setAttribute("aria-label", `${texts.download}：${name}`);
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "";
    words.textContent = texts.downloading;
    try {
      save(await read(id), name);
      tell(fill(texts.downloaded, { name }));
    } catch (error) {
      said.textContent = `${texts.notDownloaded}。${error.message}`;
    } finally {
      words.textContent = texts.download;
      button.disabled = false;
      button.focus();
    }
  });
  const file = el("div", { class: "offered" }, sign(name), el("span", { class: "file-words" },
    el("span", { class: "file-name" }, name), bytes && el("span", { class: "file-size hint" }, sizeText(bytes))));
  return el("div", {}, file, button, said);
}

function save(content, name) {
  const address = URL.createObjectURL(content);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR_SAVING_MS);
}
