// The sequence of a chain as a list to pick from, with the choices of how it is drawn.
// Python owns what is drawn; this file owns what is focused, picked and said.

const ROW = 10; // residues a row
const PAUSE_MS = 120; // after the last pick, before Python hears of it: what is dragged over is drawn once

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// JupyterLab takes arrow keys and letters for itself unless the focused element says no.
const QUIET = { "data-lm-suppress-shortcuts": "true" };

function drawsMolecules() {
  try {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
  } catch {
    return false;
  }
}

function render({ model, el }) {
  const unique = `il2-${Math.random().toString(36).slice(2, 9)}`;
  const residues = model.get("residues");
  const resolved = residues.filter((residue) => residue[3]);
  const title = model.get("title");
  let picked = new Set(model.get("selected"));
  let anchor = null;
  let waiting = 0;
  let dragging = false;

  // --- controls ---
  const choice = (label, name, options) => {
    const select = element("select", { id: `${unique}-${name}`, ...QUIET });
    for (const option of options) select.append(element("option", { value: option }, option));
    select.addEventListener("change", () => {
      model.set(name, select.value);
      model.save_changes();
      say(`${label} ${select.value}`);
    });
    const follow = () => (select.value = model.get(name));
    model.on(`change:${name}`, follow);
    follow();
    return element("div", { class: "il2-choice" }, element("label", { for: select.id }, label), select);
  };
  const status = element("p", { class: "il2-unseen", role: "status" });
  const say = (text) => (status.textContent = text);

  const typed = element("input", { id: `${unique}-typed`, type: "text", placeholder: "F42, 85-97", autocomplete: "off", "aria-describedby": `${unique}-refused`, ...QUIET });
  const refused = element("p", { id: `${unique}-refused`, class: "il2-refused", role: "alert" });
  let asked = "";
  const ask = () => {
    if (typed.value === asked) return;
    asked = typed.value;
    model.send({ kind: "typed", text: asked });
  };
  typed.addEventListener("change", ask);
  typed.addEventListener("keydown", (event) => event.key === "Enter" && ask());
  model.on("msg:custom", (message) => {
    if (message.kind !== "refused") return;
    refused.textContent = message.text;
    typed.setAttribute("aria-invalid", message.text ? "true" : "false");
  });

  const labels = element("input", { id: `${unique}-labels`, type: "checkbox", ...QUIET });
  labels.addEventListener("change", () => {
    model.set("labels", labels.checked);
    model.save_changes();
  });
  const followLabels = () => (labels.checked = model.get("labels"));
  model.on("change:labels", followLabels);
  followLabels();

  const button = (text, act) => {
    const made = element("button", { type: "button", ...QUIET }, text);
    made.addEventListener("click", act);
    return made;
  };
  const clear = button("Clear selection", () => pick(new Set()));
  const reset = button("Reset view", () => {
    typed.value = asked = refused.textContent = "";
    model.send({ kind: "reset" });
    say("View reset");
  });

  // --- the sequence ---
  const list = element("div", {
    class: "il2-sequence",
    role: "listbox",
    "aria-multiselectable": "true",
    "aria-label": `Sequence of ${title}; space picks, shift with arrows picks a range`,
  });
  const cells = new Map();
  for (let start = 0; start < residues.length; start += ROW) {
    const some = residues.slice(start, start + ROW);
    const row = element("div", {
      class: "il2-row",
      role: "group",
      "aria-label": `residues ${some[0][0]} to ${some.at(-1)[0]}`,
      "data-number": some[0][0],
    });
    for (const [number, letter, , here] of some) {
      const cell = element("div", { role: "option", tabindex: "-1", "data-residue": number, ...QUIET }, letter);
      if (!here) cell.setAttribute("aria-disabled", "true");
      cells.set(number, cell);
      row.append(cell);
    }
    list.append(row);
  }
  let current = picked.size ? Math.min(...picked) : resolved[0][0];
  cells.get(current).tabIndex = 0;

  const paint = () => {
    model.get("paint").forEach(([color, ink, note], place) => {
      const [number, letter, name, here] = residues[place];
      const cell = cells.get(number);
      cell.style.background = color ?? "";
      cell.style.color = ink ?? "";
      const words = [`${letter}${number}`, name, here ? note : "no coordinates"].filter(Boolean).join(", ");
      cell.setAttribute("aria-label", words);
      cell.title = words;
    });
  };
  const mark = () => {
    for (const [number, cell] of cells) cell.setAttribute("aria-selected", String(picked.has(number)));
  };
  const pick = (numbers) => {
    picked = numbers;
    mark();
    say(picked.size ? `${picked.size} selected: ${[...picked].sort((a, b) => a - b).slice(0, 8).map((number) => cells.get(number).textContent + number).join(", ")}${picked.size > 8 ? " …" : ""}` : "Nothing selected");
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      model.set("selected", [...picked].sort((a, b) => a - b));
      model.save_changes();
    }, PAUSE_MS);
  };
  const between = (one, other) => {
    const [low, high] = one < other ? [one, other] : [other, one];
    return resolved.map((residue) => residue[0]).filter((number) => low <= number && number <= high);
  };
  const focus = (number) => {
    cells.get(current).tabIndex = -1;
    current = number;
    cells.get(current).tabIndex = 0;
    cells.get(current).focus();
  };
  const toggled = (number) => {
    const next = new Set(picked);
    if (!next.delete(number)) next.add(number);
    return next;
  };
  const isHere = (number) => cells.get(number).getAttribute("aria-disabled") !== "true";

  list.addEventListener("keydown", (event) => {
    const first = residues[0][0];
    const last = residues.at(-1)[0];
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ROW, ArrowUp: -ROW };
    let target = null;
    if (event.key in steps) target = current + steps[event.key];
    else if (event.key === "Home") target = event.ctrlKey ? first : current - ((current - first) % ROW);
    else if (event.key === "End") target = event.ctrlKey ? last : Math.min(last, current - ((current - first) % ROW) + ROW - 1);
    if (target !== null) {
      event.preventDefault();
      if (target < first || target > last) return;
      if (event.shiftKey) {
        anchor ??= current;
        pick(new Set(between(anchor, target)));
      } else anchor = null;
      focus(target);
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      anchor = current;
      if (isHere(current)) pick(event.shiftKey ? new Set([...picked, current]) : toggled(current));
      else say(`${cells.get(current).getAttribute("aria-label")}: cannot be selected`);
    } else if (event.key === "Escape") {
      event.preventDefault();
      pick(new Set());
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      pick(new Set(between(first, last)));
    }
  });

  // A click picks one, with Ctrl one more, with Shift or by dragging a range.
  list.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("[role=option]");
    if (!cell || event.button) return;
    event.preventDefault();
    const number = Number(cell.dataset.residue);
    const from = anchor ?? current;
    focus(number);
    if (event.shiftKey) return pick(new Set(between(from, number)));
    anchor = number;
    if (!isHere(number)) return say(`${cell.getAttribute("aria-label")}: cannot be selected`);
    if (event.ctrlKey || event.metaKey) return pick(toggled(number));
    dragging = true;
    pick(picked.size === 1 && picked.has(number) ? new Set() : new Set([number]));
  });
  list.addEventListener("pointerover", (event) => {
    const cell = dragging && event.target.closest("[role=option]");
    if (cell && Number(cell.dataset.residue) !== current) {
      focus(Number(cell.dataset.residue));
      pick(new Set(between(anchor, current)));
    }
  });
  const drop = () => (dragging = false);
  window.addEventListener("pointerup", drop);

  model.on("change:paint", paint);
  const followSelected = () => {
    picked = new Set(model.get("selected"));
    mark();
  };
  model.on("change:selected", followSelected);
  paint();
  mark();

  el.classList.add("il2-strip");
  el.append(
    choice("Show as", "representation", model.get("representations")),
    choice("Color by", "coloring", model.get("colorings")),
    list,
    element("div", { class: "il2-choice" }, element("label", { for: typed.id }, "Select"), typed),
    refused,
    element("div", { class: "il2-tick" }, labels, element("label", { for: labels.id }, "Label the selection")),
    element("div", { class: "il2-buttons" }, clear, reset),
    status,
  );
  if (!drawsMolecules()) model.send({ kind: "no-webgl" });
  return () => {
    clearTimeout(waiting);
    window.removeEventListener("pointerup", drop);
  };
}

export default { render };
