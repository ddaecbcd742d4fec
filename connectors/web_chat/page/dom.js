// Builds nodes. Text is always a text node: nothing that came over the wire is read as markup.

export const texts = JSON.parse(document.getElementById("texts").textContent);

export const byId = (id) => document.getElementById(id);

export const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") node.addEventListener("click", value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null && child !== false && child !== ""));
  return node;
}

// Hotlines a reader may want to ring: a whole figure, and not a figure with a unit behind it.
const HOTLINES = ["12345", "12333", "12356", "110", "120"];
const UNIT = /^[%万亿元个名人家件户]/;

export function withHotlines(text) {
  const parts = text.split(/(\d[\d.,]*)/);
  return parts.map((part, index) =>
    HOTLINES.includes(part) && !UNIT.test(parts[index + 1]) ? el("a", { href: `tel:${part}` }, part) : part,
  );
}

const time = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
const dayAndTime = new Intl.DateTimeFormat("zh-CN", {
  month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
});

export function momentText(date) {
  return (date.toDateString() === new Date().toDateString() ? time : dayAndTime).format(date);
}
