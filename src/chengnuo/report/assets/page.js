// The page: sections made when they are first looked at, keys, language.
const SECTIONS = ["overview", "compare", "timeline", "check", "diff", "rows"];
let section = "overview";
let panels = {};

function overviewPanel() {
  const counts = new Map();
  for (const i of D.listed) counts.set(R.document[i], (counts.get(R.document[i]) ?? 0) + 1);
  const items = D.documents.map((document_, n) => ({ ...document_, at: n, count: counts.get(n) ?? 0 }));
  const text = (key, title = say(key), cell = (d) => d[key] ?? "") => ({ key, title, sort: (d) => d[key], cell });
  const columns = [
    { key: "title", wide: true, title: say("documents"), sort: (d) => d.title || d.source, cell: (d) => wordsButton({ text: d.text, start: d.start, end: Math.min(d.start + Math.max((d.title ?? "").length, 12), d.end), document: d.at }, d.title || d.source) },
    { ...text("city"), class: "city" },
    { ...text("genre"), class: "short" },
    { ...text("status", say("status"), (d) => say(d.status)), class: "short" },
    { ...text("date"), class: "short" },
    text("number"),
    text("issuer"),
    { key: "count", title: say("commitments"), number: true, sort: (d) => d.count, cell: (d) => String(d.count) },
  ];
  const table = lazyTable({ columns, items, caption: shown(items.length, items.length) });
  const filters = filterBar([{ name: "find", kind: "search", title: say("filter") }], (v) => {
    const kept = items.filter((d) => [d.title, d.source, d.city, d.issuer, d.number, d.genre].join(" ").toLowerCase().includes(v.find));
    table.set(kept, shown(kept.length, items.length));
  });
  return { nodes: [el("p", {}, tally()), el("p", { class: "dim" }, say("data-note")), filters, table.box], grow: () => table.grow(CHUNK), print: table.print };
}

function tally() {
  const by = (name, label) => {
    const counts = new Map();
    for (const i of D.listed) counts.set(word(name, i), (counts.get(word(name, i)) ?? 0) + 1);
    return [...counts].filter(([key]) => key).sort((a, b) => b[1] - a[1]).map(([key, n]) => `${label(key)} ${n}`);
  };
  return [...by("status", say), ...by("kind", kindWord), ...by("binding", say)].join(" · ");
}

const MAKERS = {
  overview: overviewPanel,
  compare: comparePanel,
  timeline: timelinePanel,
  check: () => pairsPanel(D.findings, { left: say("before"), right: say("after") }),
  diff: () => pairsPanel(D.differences, { layers: true, left: say("draft-side"), right: say("final-side") }),
  rows: rowsPanel,
};

function make(name) {
  if (panels[name]) return panels[name];
  const panel = MAKERS[name]();
  document.getElementById(`panel-${name}`).append(...panel.nodes);
  return (panels[name] = panel);
}

function build() {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  const other = document.getElementById("language");
  other.textContent = lang === "zh" ? "English" : "中文";
  other.lang = lang === "zh" ? "en" : "zh-CN";
  count();
  const tabs = document.getElementById("tabs");
  tabs.replaceChildren(...SECTIONS.map((name) => el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, onclick: () => go(name) }, say(name))));
  const main = document.getElementById("main");
  main.replaceChildren(...SECTIONS.map((name) =>
    el("section", { role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}`, hidden: true },
      el("h2", {}, say(name)), el("p", { class: "print-only dim" }, say("printed", { count: PRINTED })))));
  document.getElementById("source").replaceChildren(el("p", { class: "dim" }, say("no-source")));
  document.getElementById("keys").replaceChildren(...["j", "k", "a", "c", "r", "u", "n", "/", "1", "?"].flatMap((key) => [el("dt", {}, el("kbd", {}, key === "1" ? "1–6" : key)), el("dd", {}, say(`key-${key}`))]));
  panels = {};
  current = null;
  go(section);
}

function count() {
  const places_ = new Set(D.documents.map((d) => d.city).filter(Boolean));
  const doubted = D.listed.filter((i) => R.doubts[i].length).length;
  document.getElementById("counts").textContent = say("counts", { files: D.texts.length, documents: D.documents.length, cities: places_.size, rows: D.listed.length, doubted });
}

function go(name) {
  section = name;
  for (const other of SECTIONS) {
    document.getElementById(`tab-${other}`).setAttribute("aria-selected", String(other === name));
    document.getElementById(`tab-${other}`).tabIndex = other === name ? 0 : -1;
    document.getElementById(`panel-${other}`).hidden = other !== name;
  }
  make(name);
}

// The next or previous words in the section; rows that are not made yet are made.
function step(by) {
  const panel = document.getElementById(`panel-${section}`);
  let all = [...panel.querySelectorAll("button.words")];
  let n = all.indexOf(current) + (current && all.includes(current) ? by : all.includes(current) ? by : by > 0 ? 1 : 0);
  if (n >= all.length && make(section).grow()) all = [...panel.querySelectorAll("button.words")];
  n = Math.min(Math.max(n, 0), all.length - 1);
  if (!all[n]) return;
  open(all[n]);
  all[n].focus({ preventScroll: true });
  all[n].scrollIntoView({ block: "center" });
}

const onCurrent = (change) => {
  const row = current && places.get(current).row;
  if (row !== null && row !== undefined) decide(row, change);
};
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => onCurrent({ verdict: "accept" }),
  r: () => onCurrent({ verdict: "reject" }),
  u: () => onCurrent({ verdict: null }),
  c: () => {
    const box = document.getElementById("correct");
    if (!box) return;
    box.open = true;
    box.querySelector("input").focus();
  },
  n: () => document.getElementById("note")?.focus(),
  "/": () => document.querySelector(`#panel-${section} .find`)?.focus(),
  "?": () => document.getElementById("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("help").open) return;
  const target = event.target;
  if (target.matches("input, select, textarea")) {
    if (event.key === "Escape") target.blur();
    return;
  }
  if (target.getAttribute("role") === "tab" && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    const next = SECTIONS[(SECTIONS.indexOf(section) + (event.key === "ArrowRight" ? 1 : -1) + SECTIONS.length) % SECTIONS.length];
    go(next);
    document.getElementById(`tab-${next}`).focus();
    return;
  }
  const named = SECTIONS[Number(event.key) - 1];
  const act = named ? () => go(named) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
document.getElementById("language").addEventListener("click", () => ((lang = lang === "zh" ? "en" : "zh"), build()));
document.getElementById("help-open").addEventListener("click", () => document.getElementById("help").showModal());
document.getElementById("take").addEventListener("click", take);
document.getElementById("reviewer").addEventListener("change", keep);
window.addEventListener("beforeprint", () => SECTIONS.forEach((name) => make(name).print()));
window.addEventListener("afterprint", () => panels.timeline?.screen());

restore();
build();
