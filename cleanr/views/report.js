"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const make = (name, props = {}, ...inside) => {
    const node = Object.assign(document.createElement(name), props);
    node.append(...inside);
    return node;
  };
  const number = (n) => n.toLocaleString("en");
  // documents: [name, characters before, after, {category: segments}, [rule numbers], [reason number of each mark]]
  // reasons: [head, [weight, rule, words], ...]
  const { documents, rules, reasons } = JSON.parse($("data").textContent);
  const list = $("names"), text = $("text"), find = $("find"), pick = $("rule"), why = $("why");
  const hidden = new Set();
  const told = new WeakMap();  // mark → its reason
  let shown = [], current = -1, open = null, clean = false;

  // --- the list ---------------------------------------------------------------------------------------------------

  const entry = (at) => {
    const [name, before, after] = documents[at];
    const share = before ? (before - after) / before : 0;
    const bar = make("span", { className: "bar" }, make("i"));
    bar.firstChild.style.width = `${Math.round(share * 100)}%`;
    const button = make("button", { type: "button" }, make("b", { textContent: name, dir: "auto" }),
      make("small", { textContent: share > 0 ? `${share < .01 ? "<1" : Math.round(share * 100)} % goes` : "" }), bar);
    button.dataset.at = at;
    return make("li", {}, button);
  };

  const narrow = () => {
    const words = find.value.trim().toLowerCase(), rule = pick.value === "" ? -1 : Number(pick.value);
    shown = documents.map((_, at) => at).filter((at) =>
      (!words || documents[at][0].toLowerCase().includes(words)) && (rule < 0 || documents[at][4].includes(rule)));
    list.replaceChildren(...shown.map(entry));
    $("count").textContent = shown.length === documents.length ? `${number(shown.length)} documents`
      : `${number(shown.length)} of ${number(documents.length)} documents`;
    for (const button of document.querySelectorAll("button[data-rule]"))
      button.setAttribute("aria-pressed", String(Number(button.dataset.rule) === rule));
    if (!shown.includes(current)) show(richest());
    else mark();
    reveal();
    dim();
  };

  // The first to see is the one with the most kinds of furniture in it.
  const richest = () => shown.reduce((best, at) => (best < 0 || kinds(at) > kinds(best) ? at : best), -1);
  const kinds = (at) => Object.keys(documents[at][3]).length;

  const mark = () => {
    for (const button of list.querySelectorAll("button"))
      button.setAttribute("aria-current", String(Number(button.dataset.at) === current));
  };

  // Scrolls the list alone, and only as far as it must: the page stays where it is.
  const reveal = () => {
    const entry = list.children[shown.indexOf(current)];
    if (!entry) return;
    const top = entry.offsetTop - list.offsetTop;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + entry.offsetHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = top + entry.offsetHeight - list.clientHeight;
  };

  const step = (by) => {
    const place = shown.indexOf(current) + by;
    if (place < 0 || place >= shown.length) return;
    show(shown[place]);
    reveal();
  };

  // --- the document -----------------------------------------------------------------------------------------------

  const show = (at) => {
    current = at;
    close();
    mark();
    if (at < 0) {
      $("name").textContent = "No document";
      $("sizes").textContent = "";
      text.replaceChildren();
      $("switches").replaceChildren();
      return;
    }
    const [name, before, after, found, , why_of] = documents[at];
    $("name").textContent = name;
    $("sizes").textContent = `${number(before)} characters, ${number(after)} when cleaned`;
    text.replaceChildren($(`d${at}`).content.cloneNode(true));
    text.querySelectorAll("mark").forEach((place, number) => enrich(place, reasons[why_of[number]]));
    switches(found);
    hide();
    dim();
  };

  const enrich = (place, reason) => {
    told.set(place, reason);
    const chip = make("button", { type: "button", className: "chip", textContent: place.dataset.c });
    chip.setAttribute("aria-expanded", "false");
    place.prepend(chip);
  };

  const switches = (found) => {
    const box = $("switches"), legend = box.querySelector("legend") || make("legend", { textContent: "Show in the text" });
    const all = make("button", { type: "button", className: "plain", textContent: "As cleaned", id: "cleaned" });
    all.addEventListener("click", () => {
      clean = !clean;
      hide();
    });
    const ones = Object.entries(found).map(([category, count]) => {
      const input = make("input", { type: "checkbox", value: category });
      input.addEventListener("change", () => {
        if (input.checked) hidden.delete(category);
        else hidden.add(category);
        hide();
      });
      const label = make("label", { className: "switch" }, input, make("span", { className: "dot" }), `${category} ${count}`);
      label.dataset.c = category;
      return label;
    });
    box.replaceChildren(legend, all, ...ones);
  };

  const hide = () => {
    text.dataset.hide = [...hidden].join(" ");
    text.toggleAttribute("data-clean", clean);
    for (const input of $("switches").querySelectorAll("input")) input.checked = !hidden.has(input.value);
    $("cleaned")?.setAttribute("aria-pressed", String(clean));
    close();
  };

  const dim = () => {
    const rule = pick.value === "" ? null : rules[Number(pick.value)];
    for (const place of text.querySelectorAll("mark"))
      place.classList.toggle("dim", rule !== null && !told.get(place).slice(1).some((voice) => voice[1] === rule));
  };

  // --- reasons ----------------------------------------------------------------------------------------------------

  const tell = (place) => {
    close();
    open = place;
    const [head, ...voices] = told.get(place);
    why.replaceChildren(make("p", { textContent: head }), make("ul", {}, ...voices.map(([weight, rule, said]) =>
      make("li", {}, make("b", { textContent: `${weight > 0 ? "+" : "−"}${Math.abs(weight)} ${rule}` }), ` ${said}`))));
    why.hidden = false;
    const chip = place.querySelector(".chip");
    const at = chip.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    why.style.left = `${Math.max(8, Math.min(at.left, wide - why.offsetWidth - 8)) + scrollX}px`;
    const below = at.bottom + 6 + why.offsetHeight < innerHeight || at.top < why.offsetHeight + 12;
    why.style.top = `${(below ? at.bottom + 6 : at.top - why.offsetHeight - 6) + scrollY}px`;
    place.classList.add("open");
    chip.setAttribute("aria-expanded", "true");
    chip.setAttribute("aria-describedby", "why");
  };

  const close = () => {
    why.hidden = true;
    if (!open) return;
    open.classList.remove("open");
    const chip = open.querySelector(".chip");
    if (chip) {
      chip.setAttribute("aria-expanded", "false");
      chip.removeAttribute("aria-describedby");
    }
    open = null;
  };

  // Hover tells; a tap or a press of the chip tells and holds, until the next one.
  let held = false;
  text.addEventListener("pointerover", (event) => {
    const place = event.target.closest("mark");
    if (event.pointerType === "mouse" && place && !held) tell(place);
  });
  text.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && !held && !event.relatedTarget?.closest?.("mark")) close();
  });
  text.addEventListener("focusin", (event) => {
    if (event.target.matches(".chip:focus-visible") && !held) tell(event.target.parentElement);
  });
  text.addEventListener("focusout", () => { if (!held) close(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#why")) return;
    const place = event.target.closest("#text mark"), again = held && place === open;
    held = false;
    close();
    if (place && !again) {
      tell(place);
      held = true;
    }
  });

  // --- hands ------------------------------------------------------------------------------------------------------

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    show(Number(button.dataset.at));
    if (matchMedia("(max-width:56rem)").matches) $("doc").scrollIntoView();
  });
  find.addEventListener("input", narrow);
  pick.addEventListener("change", narrow);
  for (const button of document.querySelectorAll("button[data-rule]"))
    button.addEventListener("click", () => {
      pick.value = pick.value === button.dataset.rule ? "" : button.dataset.rule;
      narrow();
    });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      held = false;
      close();
    }
    if (event.target.closest("input,select,textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "c") $("cleaned")?.click();
    else if (event.key === "/") {
      event.preventDefault();
      find.focus();
    }
  });
  narrow();
  document.documentElement.dataset.ready = "true";
})();
