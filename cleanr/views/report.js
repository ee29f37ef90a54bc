"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const make = (name, props = {}, ...inside) => {
    const node = Object.assign(document.createElement(name), props);
    node.append(...inside);
    return node;
  };
  const number = (n) => n.toLocaleString("en");
  // documents: [name, characters before, after, changed, {category: segments}, [rule numbers], [reason of each mark]]
  // reasons: [head, [weight, rule, words], ...]; about: {rule or category: [what it is, its kind]}
  const data = JSON.parse($("data").textContent);
  const { rules, reasons } = data, about = new Map(Object.entries(data.about));
  const list = $("names"), text = $("text"), find = $("find"), why = $("why");
  const category = $("category"), pick = $("rule"), sort = $("sort"), only = $("changed");
  const hidden = new Set();
  const reasonOf = new WeakMap();  // mark → its reason
  let shown = [], current = -1, clean = false;

  // A document's address is its name; a second one of the same name is NAME~2.
  const byAddress = new Map();
  const documents = data.documents.map(([name, before, after, changed, found, used, marks], at) => {
    let id = name;
    for (let copy = 2; byAddress.has(id); copy += 1) id = `${name}~${copy}`;
    byAddress.set(id, at);
    const share = before ? Math.max(0, before - after) / before : 0;
    return { name, before, after, changed, found, used, marks, share, address: `#doc=${encodeURIComponent(id)}` };
  });

  // --- the list ---------------------------------------------------------------------------------------------------

  // What all names begin with, up to a folder's end, says nothing in a list.
  const folder = documents.reduce((least, { name }) => {
    let same = 0;
    while (same < least.length && least[same] === name[same]) same += 1;
    return least.slice(0, least.slice(0, same).lastIndexOf("/") + 1);
  }, documents[0]?.name ?? "");

  const percent = (share) => `${share < .01 ? "<1" : Math.round(share * 100)}%`;

  const entry = (at) => {
    const { name, share, changed, address } = documents[at];
    const bar = make("span", { className: "bar" }, make("i"));
    bar.firstChild.style.width = `${Math.round(share * 100)}%`;
    const said = share > 0 ? `${percent(share)} removed` : changed ? "changed" : "";
    const link = make("a", { href: address }, make("b", { textContent: name.slice(folder.length), dir: "auto" }),
      make("small", { textContent: said }), bar);
    link.dataset.at = at;
    return make("li", {}, link);
  };

  const orders = {
    most: (a, b) => documents[b].share - documents[a].share || a - b,
    least: (a, b) => documents[a].share - documents[b].share || a - b,
    given: (a, b) => a - b,
  };

  const narrow = () => {
    const words = find.value.trim().toLowerCase(), rule = pick.value === "" ? -1 : Number(pick.value);
    shown = documents.map((_, at) => at).filter((at) => {
      const one = documents[at];
      return (!words || one.name.toLowerCase().includes(words)) && (rule < 0 || one.used.includes(rule))
        && (!category.value || Object.hasOwn(one.found, category.value)) && (!only.checked || one.changed);
    }).sort(orders[sort.value]);
    list.replaceChildren(...shown.map(entry));
    $("count").textContent = shown.length === documents.length ? counted(shown.length)
      : `${number(shown.length)} of ${counted(documents.length)}`;
    for (const button of document.querySelectorAll("button[data-rule]"))
      button.setAttribute("aria-pressed", String(Number(button.dataset.rule) === rule));
    for (const button of document.querySelectorAll("button[data-category]"))
      button.setAttribute("aria-pressed", String(button.dataset.category === category.value));
    if (!shown.includes(current)) show(richest());
    else mark();
    reveal();
    dim();
  };

  const counted = (count) => `${number(count)} document${count === 1 ? "" : "s"}`;

  // The first to see is the one with the most kinds of furniture in it.
  const richest = () => shown.reduce((best, at) => (best < 0 || kinds(at) > kinds(best) ? at : best), -1);
  const kinds = (at) => Object.keys(documents[at].found).length;

  const mark = () => {
    for (const link of list.querySelectorAll("a"))
      link.setAttribute("aria-current", String(Number(link.dataset.at) === current));
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
    location.replace(documents[current].address);
    reveal();
  };

  // Shows the document that the address of the page names, if it names one.
  const follow = () => {
    if (!location.hash.startsWith("#doc=")) return false;
    let name = location.hash.slice(5);
    try { name = decodeURIComponent(name); } catch { /* then it stands for itself */ }
    const at = byAddress.get(name);
    $("missing").textContent = at === undefined ? `There is no document ${name} on this page.` : "";
    if (at === undefined) return false;
    if (at !== current) show(at);
    reveal();
    return true;
  };

  // --- the document -----------------------------------------------------------------------------------------------

  const show = (at) => {
    current = at;
    close();
    mark();
    $("link").hidden = at < 0;
    if (at < 0) {
      $("name").textContent = "No document";
      $("sizes").textContent = "";
      text.replaceChildren();
      $("switches").replaceChildren();
      return;
    }
    const { name, before, after, share, found, marks, address } = documents[at];
    $("name").textContent = name;
    $("sizes").textContent = `${number(before)} characters, ${number(after)} kept${share ? `, ${percent(share)} removed` : ""}.`;
    $("link").href = address;
    text.replaceChildren($(`d${at}`).content.cloneNode(true));
    text.querySelectorAll("mark").forEach((place, number) => enrich(place, reasons[marks[number]]));
    switches(found);
    hide();
    dim();
  };

  const enrich = (place, reason) => {
    reasonOf.set(place, reason);
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
      label.dataset.c = label.dataset.about = category;
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
    const rule = pick.value === "" ? null : rules[Number(pick.value)], wanted = category.value;
    for (const place of text.querySelectorAll("mark")) {
      const other = rule !== null && !reasonOf.get(place).slice(1).some((voice) => voice[1] === rule);
      place.classList.toggle("dim", other || (wanted !== "" && place.dataset.c !== wanted));
    }
  };

  // --- what things are, and why they are there ----------------------------------------------------------------------

  const what = (name) => about.get(name)?.[0] ?? "";

  // Of a mark: its sum, each rule with what it is. Of a rule or a category: what it is.
  const told = (place) => {
    if (place.localName !== "mark") {
      const name = place.dataset.about;
      return [make("p", { textContent: name }), make("p", { textContent: what(name) }),
        make("p", { className: "soft", textContent: about.get(name)?.[1] ?? "" })];
    }
    const [head, ...voices] = reasonOf.get(place);
    return [make("p", { textContent: head }), make("p", { className: "soft", textContent: `${place.dataset.c}: ${what(place.dataset.c)}` }),
      make("ul", {}, ...voices.map(([weight, rule, said]) => make("li", {},
        make("b", { textContent: `${weight > 0 ? "+" : "−"}${Math.abs(weight)} ${rule}` }), ` ${said}`,
        make("p", { className: "soft", textContent: what(rule) }))))];
  };

  // Where a mouse, a finger or the focus asks: a mark by its chip, all else by itself.
  const asked = (target) => target.closest?.("#text mark,[data-about]");
  const handle = (place) => place.querySelector(".chip") ?? place.querySelector("input") ?? place;
  let open = null, held = false;

  const tell = (place) => {
    close();
    open = place;
    why.replaceChildren(...told(place));
    why.hidden = false;
    const at = (place.querySelector(".chip") ?? place).getBoundingClientRect(), wide = document.documentElement.clientWidth;
    why.style.left = `${Math.max(8, Math.min(at.left, wide - why.offsetWidth - 8)) + scrollX}px`;
    const below = at.bottom + 6 + why.offsetHeight < innerHeight || at.top < why.offsetHeight + 12;
    why.style.top = `${(below ? at.bottom + 6 : at.top - why.offsetHeight - 6) + scrollY}px`;
    place.classList.add("open");
    handle(place).setAttribute("aria-describedby", "why");
    if (place.localName === "mark") handle(place).setAttribute("aria-expanded", "true");
  };

  const close = () => {
    why.hidden = true;
    if (!open) return;
    open.classList.remove("open");
    const part = handle(open);
    part.removeAttribute("aria-describedby");
    if (part.matches(".chip")) part.setAttribute("aria-expanded", "false");
    open = null;
    held = false;
  };

  // Hover and focus tell; a tap or a press of the chip tells and holds, until the next one.
  document.addEventListener("pointerover", (event) => {
    const place = asked(event.target);
    if (event.pointerType === "mouse" && place && !held) tell(place);
  });
  document.addEventListener("pointerout", (event) => {
    const to = event.relatedTarget;  // what it says may be pointed at, too: to read on, to copy from it
    if (event.pointerType === "mouse" && !held && open && !to?.closest?.("#why") && !asked(to ?? document)) close();
  });
  document.addEventListener("focusin", (event) => {
    const place = asked(event.target);
    if (place && event.target.matches(":focus-visible") && !held) tell(place);
  });
  document.addEventListener("focusout", () => { if (!held) close(); });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#why,.switch")) return;
    const place = asked(event.target), again = held && place === open;
    const pressed = place && (place.localName === "mark" || event.pointerType !== "mouse");
    if (!place || pressed) close();
    if (pressed && !again) {
      tell(place);
      held = true;
    }
  });

  // --- hands ------------------------------------------------------------------------------------------------------

  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    show(Number(link.dataset.at));
    if (matchMedia("(max-width:56rem)").matches) $("doc").scrollIntoView();
  });
  addEventListener("hashchange", follow);
  find.addEventListener("input", narrow);
  for (const choice of [category, pick, sort, only]) choice.addEventListener("change", narrow);
  const toggles = (name, choice) => {
    for (const button of document.querySelectorAll(`button[data-${name}]`))
      button.addEventListener("click", () => {
        choice.value = choice.value === button.dataset[name] ? "" : button.dataset[name];
        narrow();
      });
  };
  toggles("rule", pick);
  toggles("category", category);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
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
  follow();
  document.documentElement.dataset.ready = "true";
})();
