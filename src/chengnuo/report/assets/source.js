// The source beside everything else: the words lit in their text, page, fields, doubts, decision.
const WINDOW = 1500;
const places = new WeakMap();
let current = null;

// A button with words that stand in the source; pressing it lights them there.
function wordsButton(end, label) {
  const place = placeOf(end);
  const text = label ?? brief(readingOf(place), 160);
  const button = el("button", { type: "button", class: "words", onclick: () => open(button) }, text.trim() || "…");
  if (place.row !== null) button.dataset.row = place.row;
  places.set(button, place);
  return button;
}

function open(button) {
  for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
  (button.closest("tr.item, .cell") ?? button).classList.add("current");
  for (const old of document.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  current = button;
  show(places.get(button), WINDOW, WINDOW);
}

function show(place, before, after) {
  const pane = document.getElementById("source");
  const head = el("h2", {}, titleOf(place));
  const where = [place.text >= 0 ? D.texts[place.text].source : "", whereOf(place)].filter(Boolean).join(" · ");
  const top = el("div", { class: "top" }, head, el("p", { class: "dim" }, where));
  const body = el("div", { class: "body", tabindex: "0", role: "region", "aria-label": say("source") });
  if (place.row !== null) top.append(decideBar(place.row), doubtList(R.doubts[place.row]) ?? "");
  if (place.row !== null) top.append(el("details", { id: "correct", open: Boolean(decisions.get(R.id[place.row])?.fields) }, el("summary", {}, say("correct-field"), " ", el("kbd", {}, "c")), correctForm(place.row)));
  if (place.row !== null) top.append(el("details", {}, el("summary", {}, say("fields")), fieldList(place.row)));
  body.append(place.text < 0 ? el("p", {}, el("mark", {}, place.quote), " ", el("span", { class: "dim" }, say("text-gone"))) : lit(place, before, after));
  pane.replaceChildren(top, body);
  const mark = body.querySelector("mark");
  // The body is what the mark is placed in, so its own place does not count.
  if (mark) body.scrollTop = Math.max(mark.offsetTop - body.clientHeight / 4, 0);
}

// The text around a place: pages marked, the quotation lit, the number in it lit more strongly.
function lit(place, before, after) {
  const from = place.start - before;
  const to = place.end + after;
  const box = el("div", {});
  const pre = el("div", { class: "text", lang: "zh" });
  const pieces = D.texts[place.text].pieces.filter(([at, piece]) => at < to && at + piece.length > from);
  let shownTo = null;
  for (const [at, piece] of pieces) {
    const a = Math.max(from, at);
    const b = Math.min(to, at + piece.length);
    if (shownTo !== null && a > shownTo) pre.append(el("span", { class: "gap" }, "\n[……]\n"));
    fill(pre, place, a, b);
    shownTo = b;
  }
  const all = D.texts[place.text].pieces;
  const first = all.length ? all[0][0] : 0;
  const last = all.length ? all.at(-1)[0] + all.at(-1)[1].length : 0;
  if (from > first) box.append(el("button", { type: "button", onclick: () => show(place, before * 4, after) }, say("earlier-text")));
  box.append(pre);
  if (to < last) box.append(el("button", { type: "button", onclick: () => show(place, before, after * 4) }, say("later-text")));
  if (!D.whole) box.append(el("p", { class: "dim" }, say("cut")));
  return box;
}

function fill(pre, place, a, b) {
  const cuts = new Set([a, b]);
  const pages = D.texts[place.text].pages.filter(([, at]) => at >= a && at < b);
  const points = [place.start, place.end, ...(place.mark ?? []), ...pages.map(([, at]) => at)];
  for (const point of points) if (point > a && point < b) cuts.add(point);
  const sorted = [...cuts].sort((x, y) => x - y);
  for (let k = 0; k < sorted.length; k++) {
    const page = pages.find(([, at]) => at === sorted[k]);
    if (page && k < sorted.length - 1) pre.append(el("span", { class: "page" }, say("page", { page: page[0] })));
    if (k === sorted.length - 1) break;
    const text = slice(place.text, sorted[k], sorted[k + 1]);
    const inside = sorted[k] >= place.start && sorted[k] < place.end;
    const value = place.mark && sorted[k] >= place.mark[0] && sorted[k] < place.mark[1];
    pre.append(inside || value ? el("mark", { class: value ? "value" : null }, text) : text);
  }
}

function doubtList(doubts) {
  if (!doubts.length) return null;
  const items = doubts.map((n) => D.doubts[n]).map(([code, reason, others]) =>
    el("li", {}, `${say("doubts")} · ${code}: ${reason[lang]}`, others.length ? ` (${others.join(" / ")})` : ""),
  );
  return el("ul", { class: "doubts" }, items);
}

function fieldList(i) {
  const value = (name) => word(name, i);
  const pairs = [
    ["status", value("status") && say(value("status"))],
    ["kind", kindWord(value("kind"))],
    ["indicator", value("indicator")],
    ["indicator_id", value("indicator_id") === value("indicator") ? null : value("indicator_id")],
    ["subject", value("subject")],
    ["amount", friendly(value("amount"))],
    ["deadline", value("deadline")],
    ["recurrence", value("recurrence")],
    ["baseline", value("baseline")],
    ["binding", value("binding") && say(value("binding"))],
    ["scope", value("scope")],
    ["units", unitsOf(i).join("、")],
    ["place", value("place")],
    ["rule", value("rule")],
    ["id", R.id[i]],
  ];
  const list = el("dl", { class: "fields" });
  for (const [name, text] of pairs) if (text) list.append(el("dt", {}, say(name)), el("dd", {}, text));
  return list;
}
