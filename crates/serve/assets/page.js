// What makes pages quicker; all of them are whole without it.
"use strict";

// Search as it is typed: the same address is asked, and what it found takes the place of what is there.
(() => {
  const field = document.getElementById("q");
  if (!field || !document.getElementById("found")) return;
  let asking = null;
  let wait = 0;
  const show = async (address, isKept) => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("found");
      if (!found) return;
      document.getElementById("found").replaceWith(found);
      document.title = page.title;
      const tabs = page.querySelector(".top nav");
      if (tabs) document.querySelector(".top nav").replaceWith(tabs);
      if (isKept) history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      const address = new URL(field.form.action);
      // The last word is still being written.
      const typed = field.value;
      const isOpen = /[\p{L}\p{N}]$/u.test(typed) && !/["”)]\s*$/.test(typed) && !/\S:\S*$/.test(typed);
      address.searchParams.set("q", isOpen ? typed + "*" : typed);
      show(address, false);
      const kept = new URL(field.form.action);
      kept.searchParams.set("q", typed);
      history.replaceState(null, "", kept);
    }, 120);
  });
})();

// A time is chosen by dragging over the bars of a chart.
(() => {
  let drag = null;
  const barAt = (chart, x) => {
    const bars = [...chart.querySelectorAll("a[data-time]")];
    return bars.find((bar) => x <= bar.getBoundingClientRect().right) ?? bars.at(-1);
  };
  const paint = () => {
    const all = [...drag.chart.querySelectorAll("a[data-time]")];
    const ends = [all.indexOf(drag.from), all.indexOf(drag.to)].sort((a, b) => a - b);
    all.forEach((bar, n) => bar.querySelector(".space").classList.toggle("brush", n >= ends[0] && n <= ends[1]));
    return ends.map((n) => all[n].dataset.time);
  };
  document.addEventListener("pointerdown", (event) => {
    const chart = event.target.closest?.(".chart[data-search]");
    if (!chart || event.button !== 0) return;
    const bar = barAt(chart, event.clientX);
    drag = { chart, from: bar, to: bar, x: event.clientX };
  });
  document.addEventListener("dragstart", (event) => drag && event.preventDefault());
  document.addEventListener("pointermove", (event) => {
    if (!drag || Math.abs(event.clientX - drag.x) < 4) return;
    drag.to = barAt(drag.chart, event.clientX);
    drag.times = paint();
  });
  document.addEventListener("pointerup", () => {
    if (drag?.times) {
      const [from, to] = drag.times;
      const time = from === to ? from : `${from}..${to}`;
      const address = new URL(drag.chart.dataset.search, location.href);
      address.searchParams.set("q", `${drag.chart.dataset.rest} published:${time}`.trim());
      location.assign(address);
    }
    drag = null;
  });
})();

// Words of an article and their entry beside it point to each other.
(() => {
  const of = (target) => {
    const words = target.closest?.("[data-entry]");
    const card = target.closest?.(".beside .card");
    return words ? words.dataset.entry.split(" ")[0] : card?.id;
  };
  const mark = (id, isOn) => {
    if (!id) return;
    document.getElementById(id)?.classList.toggle("near", isOn);
    for (const words of document.querySelectorAll(`[data-entry~="${CSS.escape(id)}"]`)) words.classList.toggle("near", isOn);
  };
  let tip = null;
  const drop = () => { tip?.remove(); tip = null; };
  const raise = (words, id) => {
    drop();
    const card = document.getElementById(id);
    // Whoever sees the entry beside the words needs no copy of it.
    const seen = card?.getBoundingClientRect();
    if (!card || (seen.bottom > 0 && seen.top < innerHeight - 80)) return;
    tip = document.createElement("div");
    tip.className = "tip compact";
    tip.setAttribute("aria-hidden", "true");
    const copy = card.cloneNode(true);
    copy.removeAttribute("id");
    copy.classList.remove("near");
    for (const link of copy.querySelectorAll("a")) link.tabIndex = -1;
    tip.append(copy);
    document.body.append(tip);
    const box = words.getClientRects()[0];
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 16);
    tip.style.left = `${Math.max(8, left) + scrollX}px`;
    tip.style.top = `${box.bottom + scrollY + 8 + (words.getClientRects().length - 1) * box.height}px`;
  };
  for (const [on, off] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(on, (event) => {
      const id = of(event.target);
      mark(id, true);
      const words = event.target.closest?.(".said");
      if (words) raise(words, id);
    });
    document.addEventListener(off, (event) => { mark(of(event.target), false); drop(); });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") drop(); });
})();

// What stands around an article comes into its fold when that is opened.
for (const fold of document.querySelectorAll("details[data-from]")) {
  fold.addEventListener("toggle", async () => {
    const answer = await fetch(fold.dataset.from, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const around = page.getElementById("around");
    // A fold within a page: its headings are those of a part.
    for (const head of around?.querySelectorAll("h2") ?? []) {
      const part = document.createElement("h3");
      part.append(...head.childNodes);
      head.replaceWith(part);
    }
    if (around) fold.querySelector("p").replaceWith(around);
  }, { once: true });
}

// A page is read by dropping its file.
(() => {
  const form = document.querySelector("form[data-drop]");
  if (!form) return;
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
      if (name !== "drop") return;
      const files = event.dataTransfer.files;
      const text = event.dataTransfer.getData("text/uri-list") || event.dataTransfer.getData("text/plain");
      if (files.length) form.elements.page.files = files;
      else if (/^https?:\S+$/.test(text)) form.elements.address.value = text;
      else if (text) form.elements.text.value = text;
      form.requestSubmit();
    });
  }
})();

// What the machine is not sure of is mended by keyboard, for whoever has the token.
(() => {
  const list = document.getElementById("review");
  const signature = document.getElementById("signature");
  if (!list || !signature) return;
  const told = document.getElementById("told");
  signature.addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["token", "by"]) {
    const field = signature.elements[name];
    field.value = sessionStorage.getItem(`onrecord ${name}`) ?? "";
    field.addEventListener("change", () => sessionStorage.setItem(`onrecord ${name}`, field.value));
  }
  const ask = async (method, path, body) => {
    const answer = await fetch(`${list.dataset.api}${path}`, {
      method,
      headers: { authorization: `Bearer ${signature.elements.token.value}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) told.textContent = [said.detail ?? answer.statusText, said.hint].filter(Boolean).join(" – ");
    return answer.ok ? said : null;
  };
  const items = [...list.querySelectorAll(".item")];
  let here = -1;
  const go = (to) => { here = Math.max(0, Math.min(items.length - 1, to)); items[here]?.focus(); };
  const send = async (item, change) => {
    const said = await ask("POST", "/corrections", { target: item.dataset.target, by: signature.elements.by.value, ...change });
    if (!said) return;
    const undo = item.querySelector("[name=undo]");
    undo.dataset.ids = JSON.stringify((said.corrections ?? []).map((one) => one.id));
    undo.hidden = false;
    item.classList.add("done");
    told.textContent = "Kept.";
    go(items.indexOf(item) + 1);
  };
  const undo = async (item) => {
    const button = item.querySelector("[name=undo]");
    for (const id of JSON.parse(button.dataset.ids ?? "[]")) if (!(await ask("DELETE", `/corrections/${id}`))) return;
    button.hidden = true;
    item.classList.remove("done");
    told.textContent = "Taken back.";
  };
  list.addEventListener("focusin", (event) => { here = items.indexOf(event.target.closest(".item")); });
  list.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const change = {};
    const put = (kind, name, value) => { change[kind] = { ...change[kind], [name]: value }; };
    for (const field of form.querySelectorAll("[data-field], [data-part], [data-own]")) {
      const was = field.options ? [...field.options].find((one) => one.defaultSelected)?.value : field.defaultValue;
      if (field.value === was) continue;
      const { field: code, part, own } = field.dataset;
      if (code) put("codes", code, field.value);
      else if (part) put("actors", part, field.value.split(";").map((name) => name.trim()).filter(Boolean));
      else if (own === "words") change.words = field.value.split(" … ").map((text) => ({ text }));
      else change[own] = field.value;
    }
    if (Object.keys(change).length) send(form.closest(".item"), change);
    else told.textContent = "Nothing was changed.";
  });
  document.addEventListener("click", async (event) => {
    const item = event.target.closest?.(".item");
    if (item && event.target.name === "none") send(item, { not_on_record: true });
    if (item && event.target.name === "right") send(item, { reviewed: true });
    if (item && event.target.name === "undo") undo(item);
    const id = event.target.dataset?.undo;
    if (id && (await ask("DELETE", `/corrections/${id}`))) { event.target.remove(); told.textContent = "Taken back."; }
  });
  if ("keys" in list.dataset) document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, textarea, select");
    if (event.key === "Escape" && isTyping) return go(here);
    // A line is kept by Enter; words may be of several lines.
    if (event.key === "Enter" && event.target.name === "words") { event.preventDefault(); event.target.form.requestSubmit(); return; }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const item = items[here];
    const to = { j: () => go(here + 1), k: () => go(here - 1) }[event.key];
    const at = item && {
      y: () => send(item, { reviewed: true }),
      n: () => send(item, { not_on_record: true }),
      x: () => send(item, { not_on_record: true }),
      r: () => send(item, { target: item.dataset.article, reviewed: true }),
      s: () => item.querySelector("[name=people]").focus(),
      a: () => item.querySelector("[name=code]").focus(),
      w: () => item.querySelector("[name=words]").focus(),
      d: () => item.querySelector("[name=when]").focus(),
      u: () => undo(item),
    }[event.key];
    if (to ?? at) { event.preventDefault(); (to ?? at)(); }
  });
})();

// Words that are chosen in an article lead to the same words on the outlet's page.
(() => {
  const text = document.querySelector(".text[data-outward]");
  if (!text) return;
  let link = null;
  document.addEventListener("selectionchange", () => {
    link?.remove();
    const selection = getSelection();
    const words = selection.toString().trim().split(/\s+/).filter(Boolean);
    if (selection.isCollapsed || !words.length || !text.contains(selection.anchorNode)) return;
    const code = (some) => encodeURIComponent(some.join(" ")).replaceAll("-", "%2D");
    const part = words.length > 8 ? `${code(words.slice(0, 4))},${code(words.slice(-4))}` : code(words);
    link = Object.assign(document.createElement("a"), {
      className: "button words-link", rel: "noreferrer nofollow",
      href: `${text.dataset.outward.split("#")[0]}#:~:text=${part}`, textContent: "These words on the outlet’s page",
    });
    link.addEventListener("pointerdown", (event) => event.preventDefault());
    document.body.append(link);
    const box = selection.getRangeAt(0).getBoundingClientRect();
    link.style.left = `${Math.max(8, Math.min(box.left, innerWidth - link.offsetWidth - 16)) + scrollX}px`;
    link.style.top = `${box.bottom + scrollY + 8}px`;
  });
})();

// A citation is copied in one click.
for (const form of document.querySelectorAll(".cite pre")) {
  const copy = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "Copy" });
  copy.setAttribute("aria-label", `Copy ${form.previousElementSibling?.textContent ?? ""}`);
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(form.textContent);
    copy.textContent = "Copied";
  });
  form.before(copy);
}
