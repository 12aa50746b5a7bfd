// What the course adds to the theme: everything by keyboard, a filter of the ledger, sources behind the numbers.
{

// Whatever scrolls sideways or in a box of its own can be scrolled by keyboard: it takes focus while it overflows.
const BOXES = ".il2-wide, .table-wrapper, pre, .highlight, .il2-facts ul, .sidebar-scroll, .toc-scroll";

function reachable(box) {
  const overflows = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
  if (overflows) box.classList.toggle("il2-crowded", box.matches(".table-wrapper")); // it scrolls: let columns be readable
  const scrolls = overflows && !box.querySelector("a, button, input");
  if (!scrolls) return box.removeAttribute("tabindex");
  box.tabIndex = 0;
  if (box.matches(".il2-facts ul, pre, .highlight")) return undefined; // what they are stands before them
  box.setAttribute("role", "group");
  const what = box.matches(".table-wrapper") ? "Table" : box.querySelector(".il2-formula") ? "Formula" : "Picture";
  box.setAttribute("aria-label", `${what}, scrolls sideways`);
}

const boxes = [...document.querySelectorAll(BOXES)];
const watch = new ResizeObserver((entries) => entries.forEach((entry) => reachable(entry.target)));
boxes.forEach((box) => watch.observe(box));

// The theme opens its drawers with labels of hidden boxes, which no keyboard reaches: buttons take their place.
const drawers = [...document.querySelectorAll(".sidebar-toggle")];
for (const label of document.querySelectorAll(".nav-overlay-icon, .toc-overlay-icon")) {
  const box = document.getElementById(label.htmlFor);
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: label.className, innerHTML: label.innerHTML });
  button.setAttribute("aria-label", box.name === "__toc" ? "What is on this page" : "All pages");
  button.dataset.opens = box.id;
  const tell = () => button.setAttribute("aria-expanded", box.checked);
  button.addEventListener("click", () => box.click());
  box.addEventListener("change", tell);
  tell();
  label.replaceWith(button);
}
const close = (drawer) => { drawer.checked = false; drawer.dispatchEvent(new Event("change")); };
document.addEventListener("keydown", (event) => {
  const open = drawers.find((drawer) => drawer.checked);
  if (event.key !== "Escape" || !open) return;
  close(open);
  [...document.querySelectorAll(`[data-opens="${open.id}"]`)].find((button) => button.offsetWidth)?.focus();
});
document.querySelector(".toc-drawer")?.addEventListener("click", (event) => { if (event.target.closest("a")) drawers.forEach(close); });

// Landmarks by name, a heading where the theme has none, and no heading over a column without a name.
document.querySelector(".sidebar-drawer")?.setAttribute("aria-label", "All pages");
document.querySelector(".toc-drawer")?.setAttribute("aria-label", "On this page");
if (!document.querySelector("h1")) {
  const heading = document.createElement("h1");
  heading.textContent = document.title.split(" - ")[0];
  document.querySelector("article").prepend(heading);
}
for (const head of document.querySelectorAll("article th:not([id])")) {
  if (head.textContent.trim()) continue;
  head.replaceWith(document.createElement("td"));
}

// The ledger: show the rows that hold every word typed.
const table = document.querySelector(".il2-facts");
if (table) {
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const form = document.createElement("div");
  form.className = "il2-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Facts");
  form.innerHTML = `<label for="il2-words">Show facts that hold</label><input id="il2-words" type="search" autocomplete="off"><p role="status"></p>`;
  const [input, status] = [form.querySelector("input"), form.querySelector("p")];
  const filter = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
    status.textContent = `${rows.filter(({ row }) => !row.hidden).length} of ${rows.length} facts`;
  };
  input.addEventListener("input", filter);
  addEventListener("hashchange", () => { input.value = ""; filter(); });
  table.before(form);
  filter();
}

// A lesson: the entry of the ledger behind every number.
const sources = document.querySelectorAll(".il2-source");
const title = document.querySelector("article h1");
if (sources.length && title) {
  const label = document.createElement("label");
  label.className = "il2-switch";
  label.innerHTML = `<input type="checkbox"> Show where each number comes from`;
  label.firstChild.addEventListener("change", (event) => document.body.classList.toggle("il2-sources", event.target.checked));
  (title.nextElementSibling?.matches(".admonition") ? title.nextElementSibling : title).after(label);
}
}
