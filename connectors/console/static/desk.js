// What the pages do beyond their forms. Without this script everything still works, only with more steps.

const button = document.querySelector(".menu-button");
const navigation = document.getElementById("navigation");
if (button && navigation) {
  button.hidden = false;
  document.documentElement.classList.add("scripted");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    navigation.classList.toggle("open", open);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !navigation.classList.contains("open")) return;
    navigation.classList.remove("open");
    button.setAttribute("aria-expanded", "false");
    button.focus();
  });
}

const range = document.getElementById("as-of-range");
const day = document.getElementById("as-of-day");
if (range && day) {
  const today = Date.parse(range.dataset.today);
  const oneDay = 24 * 60 * 60 * 1000;
  range.hidden = false;
  range.addEventListener("input", () => {
    day.value = new Date(today + Number(range.value) * oneDay).toISOString().slice(0, 10);
    range.setAttribute("aria-valuetext", day.value);
  });
  day.addEventListener("change", () => { range.value = String((Date.parse(day.value) - today) / oneDay); });
}

// A form that is on its way is not sent a second time by an impatient press.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  const pressed = event.target.querySelectorAll("button:not([type=button])");
  setTimeout(() => pressed.forEach((one) => { one.disabled = true; }));
});
// Coming back by the browser's arrow shows the page as it was left: its buttons work again.
addEventListener("pageshow", () => {
  document.querySelectorAll("form button:disabled").forEach((one) => { one.disabled = false; });
});

// A connection that fails says so where the answer would have stood.
document.addEventListener("htmx:sendError", () => tell("unsent"));
document.addEventListener("htmx:timeout", () => tell("unanswered"));

function tell(what) {
  const notices = document.getElementById("notices");
  if (!notices) return;
  const notice = document.createElement("p");
  notice.className = "notice red";
  notice.setAttribute("role", "alert");
  notice.textContent = notices.dataset[what];
  notices.replaceChildren(notice);
}
