// Accepting, correcting and rejecting, kept in this browser until they are exported as a file for `chengnuo review --read`.
const STORE = `chengnuo ${R.id ? R.id.length : 0} ${R.id?.[0] ?? ""} ${R.id?.at(-1) ?? ""}`;
const decisions = new Map();

function restore() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? "{}");
    for (const [id, decision] of Object.entries(kept.decisions ?? {})) decisions.set(id, decision);
    document.getElementById("reviewer").value = kept.reviewer ?? "";
  } catch {
    // A browser that keeps nothing for files: decisions last until the page is closed.
  }
}

function keep() {
  try {
    const reviewer = document.getElementById("reviewer").value;
    localStorage.setItem(STORE, JSON.stringify({ reviewer, decisions: Object.fromEntries(decisions) }));
  } catch {
    // See above.
  }
}

function decide(i, change) {
  const id = R.id[i];
  const now = { ...(decisions.get(id) ?? {}), ...change, decided: new Date().toISOString() };
  if (now.verdict !== "correct") delete now.fields;
  if (!now.verdict && !now.note) decisions.delete(id);
  else decisions.set(id, now);
  keep();
  paint(id);
  for (const bar of document.querySelectorAll(".decide")) if (Number(bar.dataset.row) === i) bar.replaceWith(decideBar(i));
  for (const form of document.querySelectorAll(".correct-form")) if (Number(form.dataset.row) === i && !now.fields) form.replaceWith(correctForm(i));
  if ("verdict" in change) announce(say(change.verdict ? `${change.verdict}ed` : "undone"));
}

function paint(id) {
  for (const node of document.querySelectorAll(`[data-id="${CSS.escape(id)}"]`)) {
    const verdict = decisions.get(id)?.verdict;
    const frame = node.closest("tr.item") ?? node;
    frame.classList.toggle("accept", verdict === "accept");
    frame.classList.toggle("correct", verdict === "correct");
    frame.classList.toggle("reject", verdict === "reject");
    if (node.classList.contains("decision")) node.replaceChildren(verdict ? chip(verdict) : "");
  }
}

function decideBar(i) {
  const decision = decisions.get(R.id[i]) ?? {};
  const button = (verdict, key) =>
    el("button", { type: "button", "aria-pressed": String(decision.verdict === verdict), "aria-keyshortcuts": key, onclick: () => decide(i, { verdict }) }, `${say(verdict)} `, el("kbd", {}, key));
  const note = el("input", { type: "text", id: "note", onchange: () => decide(i, { note: note.value.trim() }) });
  note.value = decision.note ?? "";
  return el("div", { class: "decide", "data-row": i }, button("accept", "a"), button("reject", "r"),
    el("button", { type: "button", "aria-keyshortcuts": "u", onclick: () => decide(i, { verdict: null }) }, `${say("undo")} `, el("kbd", {}, "u")),
    el("label", { class: "note" }, say("note"), " ", note));
}

// What can be corrected here: the fields, with their choices or what they must look like. `review --read` knows them all.
const FIELDS = {
  value: /^-?[\d,]+(\.\d+)?(\s*\.\.\s*-?[\d,]+(\.\d+)?)?$/,
  op: [">=", ">", "<=", "<", "=", "~", "range"],
  unit: null,
  deadline: /^\d{4}(-\d\d(-\d\d)?)?(\/\d{4}(-\d\d(-\d\d)?)?)?$/,
  status: ["pledged", "achieved"],
  indicator: null,
};
const NOTHING = "-";
const FILLED = new Set(["status", "indicator"]);

function correctForm(i) {
  const fields = decisions.get(R.id[i])?.fields ?? {};
  const lines = Object.entries(FIELDS).map(([name, rule]) => {
    const given = (fields[name] ?? word(name, i) ?? "").replace(/^-$/, "");
    const choices = Array.isArray(rule) ? [...(FILLED.has(name) ? [] : [""]), ...rule] : null;
    const input = choices
      ? el("select", { name }, choices.map((value) => el("option", { value }, name === "status" ? say(value) : value)))
      : el("input", { type: "text", name, autocomplete: "off" });
    input.value = given;
    input.addEventListener("change", () => correct(i, input.form));
    return el("label", {}, say(name), " ", input);
  });
  const form = el("form", { class: "correct-form", "data-row": i, onsubmit: (event) => (event.preventDefault(), correct(i, form)) }, lines,
    el("p", { class: "dim" }, say("correct-hint")));
  return form;
}

// Takes what the form says that the row does not; nothing is taken while a field is wrong.
function correct(i, form) {
  const { value, op } = form.elements;
  const range = value.value.includes("..");
  if (!value.value.trim()) op.value = "";
  else if (range !== (op.value === "range") || !op.value) op.value = range ? "range" : "=";
  const fields = {};
  let wrong = false;
  for (const [name, rule] of Object.entries(FIELDS)) {
    const input = form.elements[name];
    const text = input.value.trim();
    const same = text === (word(name, i) ?? "");
    const bad = !same && (text ? rule instanceof RegExp && !rule.test(text) : FILLED.has(name));
    input.setCustomValidity(bad ? say("correct-hint") : "");
    input.setAttribute("aria-invalid", String(bad));
    wrong ||= bad;
    if (!same) fields[name] = text || NOTHING;
  }
  if (wrong) return announce(say("correct-hint"));
  if (Object.keys(fields).length) decide(i, { verdict: "correct", fields });
  else if (decisions.get(R.id[i])?.verdict === "correct") decide(i, { verdict: null });
}

function take() {
  const box = document.getElementById("reviewer");
  const reviewer = box.value.trim();
  if (!decisions.size) return announceLoud(say("nothing-to-take"));
  if (!reviewer) return box.focus(), announceLoud(say("name-first"));
  const rows = [...decisions].map(([commitment, d]) => ({
    commitment,
    verdict: d.verdict ?? "note",
    note: d.note || null,
    ...(d.fields ? { fields: d.fields } : {}),
    decided: d.decided,
  }));
  const file = { format: "chengnuo-decisions", version: 1, reviewer, decisions: rows };
  const blob = new Blob([JSON.stringify(file, null, 1) + "\n"], { type: "application/json" });
  const link = el("a", { href: URL.createObjectURL(blob), download: "decisions.json" });
  document.body.append(link);
  link.click();
  link.remove();
  return announceLoud(say("taken", { count: rows.length }));
}

function announceLoud(text) {
  announce(text);
  document.getElementById("counts").textContent = text;
}

// The table of rows that the review and the timeline share.
function rowsTable(items, caption) {
  const columns = [
    { key: "words", wide: true, title: say("source"), sort: (i) => readingOf(placeOf(i)), cell: (i) => [wordsButton(i), doubtChip(i)].flat() },
    { key: "city", class: "city", title: say("city"), sort: (i) => word("city", i), cell: (i) => word("city", i) ?? "" },
    { key: "status", class: "short", title: say("status"), sort: (i) => word("status", i), cell: (i) => say(word("status", i)) },
    { key: "indicator", wide: true, title: say("indicator"), sort: (i) => word("indicator", i), cell: (i) => [word("subject", i), word("indicator", i)].filter(Boolean).join(" · ") },
    { key: "amount", title: say("amount"), number: true, sort: (i) => R.number[i], cell: (i) => friendly(word("amount", i)) },
    { key: "deadline", title: say("deadline"), class: "when", sort: (i) => word("day", i), cell: (i) => soft(word("deadline", i)) },
    { key: "units", class: "city", title: say("units"), sort: (i) => unitsOf(i).join(), cell: (i) => brief(unitsOf(i).join("、"), 40) },
    { key: "where", wide: true, title: say("where"), sort: (i) => titleOf(placeOf(i)), cell: (i) => [brief(titleOf(placeOf(i)), 30), whereOf(placeOf(i))].filter(Boolean).join(" · ") },
    { key: "decision", class: "short", title: say("decision"), sort: (i) => decisions.get(R.id[i])?.verdict ?? "", cell: (i) => el("span", { class: "decision", "data-id": R.id[i] }, decisions.get(R.id[i])?.verdict ? chip(decisions.get(R.id[i]).verdict) : "") },
  ];
  return lazyTable({ columns, items, caption, rowClass: (i) => decisions.get(R.id[i])?.verdict ?? "" });
}

function rowsPanel() {
  const total = D.listed.length;
  const table = rowsTable(D.listed, shown(total, total));
  const choices = (name, say_) => [...new Set(D.listed.map((i) => word(name, i)))].filter(Boolean).sort(byWords).map((w) => [w, say_(w)]);
  const filters = filterBar(
    [
      { name: "find", kind: "search", title: say("filter") },
      { name: "city", kind: "choice", title: say("city"), options: choices("city", (w) => w) },
      { name: "status", kind: "choice", title: say("status"), options: choices("status", say) },
      { name: "kind", kind: "choice", title: say("kind"), options: choices("kind", kindWord) },
      { name: "doubts", kind: "flag", title: say("only-doubts") },
      { name: "undecided", kind: "flag", title: say("only-open") },
    ],
    (v) => {
      const kept = D.listed.filter(
        (i) =>
          (!v.city || word("city", i) === v.city) &&
          (!v.status || word("status", i) === v.status) &&
          (!v.kind || word("kind", i) === v.kind) &&
          (!v.doubts || R.doubts[i].length > 0) &&
          (!v.undecided || !decisions.get(R.id[i])?.verdict) &&
          (!v.find || [quoteOf(i), word("clean", i) ?? "", word("indicator", i), word("indicator_id", i), word("subject", i), ...unitsOf(i)].join(" ").toLowerCase().includes(v.find)),
      );
      if (v.doubts) kept.sort((a, b) => R.doubts[b].length - R.doubts[a].length);
      table.set(kept, shown(kept.length, total));
    },
  );
  return { nodes: [filters, table.box], grow: () => table.grow(CHUNK), print: table.print };
}
