// The sheets: sources, district, review, and leaving a person for a new conversation. Esc and the close button are
// the browser's and ours; the focus goes back to where the sheet was opened.

import { stars } from "./choices.js";
import { byId, el, fill, texts } from "./dom.js";

export function prepareDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
  }
}

export function openDialog(dialog, opener) {
  dialog.addEventListener("close", () => opener?.focus(), { once: true });
  dialog.showModal();
}

export function showSources(answer, n, opener) {
  const items = answer.citations.map((citation) => source(citation, answer, citation.n === n));
  byId("sheet-items").replaceChildren(...items);
  openDialog(byId("sheet"), opener);
  byId("sheet").scrollTop = 0;
  byId("sheet-items").focus({ preventScroll: true });
  byId("sheet-items").querySelector(".chosen")?.scrollIntoView({ block: "start" });
}

function source(citation, answer, chosen) {
  const kind = texts.quoteKinds[citation.quote_kind] ?? "";
  return el("article", { class: chosen ? "source chosen" : "source" },
    el("h3", {}, el("span", { class: "number" }, String(citation.n)), kind),
    el("blockquote", {}, citation.quote),
    el("div", { class: "mark-row" }, ...marks(citation, answer)),
    el("p", {}, el("strong", {}, citation.title)),
    facts(citation),
    documentLink(citation.url));
}

function marks(citation, answer) {
  const mark = (colour, text) => el("span", { class: `mark ${colour}` }, text);
  const found = [];
  if (texts.validity[citation.validity]) found.push(mark("red", texts.validity[citation.validity]));
  if (citation.period_to && answer.as_of && citation.period_to < answer.as_of) {
    found.push(mark("amber", texts.warnings.period_ended));
  }
  if (answer.warnings?.includes("plan_not_rule")) found.push(mark("", texts.warnings.plan_not_rule));
  return found;
}

function facts(citation) {
  const values = {
    document_number: citation.document_number,
    issuer: citation.issuer,
    published_on: citation.published_on,
    region: texts.regions[citation.region] ?? citation.region,
    section: (citation.section ?? []).join(" › "),
    period: citation.period_to,
  };
  const rows = Object.entries(values).filter(([, value]) => value);
  return el("dl", {}, ...rows.flatMap(([name, value]) => [el("dt", {}, texts.fields[name]), el("dd", {}, value)]));
}

function documentLink(url) {
  if (!/^https?:\/\//.test(url ?? "")) return null;
  const attributes = { href: url, target: "_blank", rel: "noopener noreferrer" };
  return el("p", {}, el("a", attributes, texts.openDocument));
}

/** `send(level, comment)` resolves to the review that is stored, which may be an earlier one. */
export function prepareReview(send) {
  const [dialog, form, entry] = [byId("review"), byId("review-form"), byId("open-review")];
  for (const radio of form.elements.level) radio.after(stars(radio.value));
  entry.addEventListener("click", () => openDialog(dialog, entry));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const level = new FormData(form).get("level");
    byId("review-error").textContent = "";
    try {
      const stored = await send(level, byId("comment").value.trim());
      showReviewed(stored.level, stored.said);
    } catch (error) {
      byId("review-error").textContent = error.message;
      return;
    }
    dialog.close();
    form.reset();
    byId("text").focus();
  });
}

export function showReviewed(level, said = "") {
  byId("open-review").hidden = Boolean(level);
  byId("reviewed").hidden = !level;
  byId("reviewed").textContent = level ? said + fill(texts.reviewed, { level }) : "";
}

/** `leave()` is called when the citizen is sure. */
export function prepareLeaving(leave) {
  byId("leave-person").addEventListener("click", () => {
    byId("leaving").close();
    leave();
  });
}

/** `choose(region)` is called with a code, or "" for not sure. */
export function prepareDistricts(choose) {
  const dialog = byId("districts");
  byId("district").addEventListener("click", () => openDialog(dialog, byId("district")));
  const choices = [...byId("district-choices").children];
  for (const original of choices) {
    const copy = original.cloneNode(true);
    for (const button of [original, copy]) {
      button.addEventListener("click", () => {
        dialog.close();
        choose(button.dataset.region);
      });
    }
    byId("first-districts").append(copy);
  }
}

export function showDistrict(region) {
  for (const button of document.querySelectorAll("#district-choices button, #first-districts button")) {
    const chosen = button.dataset.region === region;
    button.setAttribute("aria-pressed", String(chosen));
    if (chosen) byId("district-name").textContent = button.dataset.short;
  }
  for (const button of byId("suggestions").children) {
    button.hidden = Boolean(region && button.dataset.region && button.dataset.region !== region);
  }
}
