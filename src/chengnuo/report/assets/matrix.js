// Indicators down, places across; the national standard stands beside each indicator.
const FIRST_CITIES = 6;
const IN_A_CELL = 3;

function comparePanel() {
  const counts = new Map();
  for (const one of D.comparisons) {
    if (one.read) continue;
    one.rows = one.rows.map(([i, ...words]) => [i, ...words.map((k) => (k >= 0 ? D.strings[k] : null))]);
    one.read = true; // a change of language builds the table anew
  }
  for (const one of D.comparisons) for (const [, city] of one.rows) counts.set(city, (counts.get(city) ?? 0) + 1);
  const cities = [...counts.keys()].sort((a, b) => (a === "-") - (b === "-") || counts.get(b) - counts.get(a) || byWords(a, b));
  const chosen = new Set(cities.slice(0, FIRST_CITIES));
  const box = el("div");
  const wanted = { find: "", comparable: false, several: false, status: "" };
  const summary = el("summary");
  let table = null;

  function build() {
    const across = cities.filter((city) => chosen.has(city));
    summary.textContent = say("cities", { shown: across.length, total: cities.length });
    const items = D.comparisons.filter(
      (one) =>
        (!wanted.comparable || one.comparable) &&
        (!wanted.several || new Set(one.rows.map(([, city]) => city)).size > 1) &&
        (!wanted.find || `${one.indicator} ${one.id}`.toLowerCase().includes(wanted.find)) &&
        one.rows.some(([i, city]) => chosen.has(city) && passes(i)),
    );
    const columns = [
      { key: "indicator", title: say("indicator"), sort: (one) => one.indicator, cell: indicatorCell },
      { key: "national", title: say("national"), class: "national", sort: nationalNumber, cell: nationalCell },
      ...across.map((city) => ({
        key: `city ${city}`,
        title: city,
        sort: (one) => cityNumber(one, city),
        cell: (one) => cityCell(one, city),
      })),
    ];
    const caption = shown(items.length, D.comparisons.length);
    table = lazyTable({ columns, items, caption, attributes: { class: "matrix" } });
    box.replaceChildren(table.box);
  }
  const passes = (i) => !wanted.status || word("status", i) === wanted.status;
  const of = (one, city) => one.rows.filter(([i, c]) => c === city && passes(i));
  const nationalNumber = (one) => (one.national.length ? one.national[0].value : null);
  function cityNumber(one, city) {
    const numbers = of(one, city).map(([i]) => R.number[i]).filter((n) => n !== null);
    return numbers.length ? Math.max(...numbers) : null;
  }
  function indicatorCell(one) {
    const verdict = one.comparable ? chip("kept", say("comparable")) : chip("not_comparable", say("not-comparable"));
    return [el("div", {}, one.indicator), verdict, one.because ? el("div", { class: "because" }, one.because) : null];
  }
  function nationalCell(one) {
    if (!one.national.length) return el("span", { class: "dim" }, "—");
    return one.national.map((n) =>
      el("span", { class: "cell" }, `${n.subject ? n.subject + " " : ""}${signOf(n.op)}${n.value}${n.unit ?? ""}`, el("br"), el("small", {}, n.source)),
    );
  }
  function cityCell(one, city) {
    const rows = of(one, city);
    const cells = rows.slice(0, IN_A_CELL).map(entry);
    if (rows.length > IN_A_CELL) {
      const rest = el("button", { type: "button", onclick: () => rest.replaceWith(...rows.slice(IN_A_CELL).map(entry)) },
        say("cell-more", { count: rows.length - IN_A_CELL }));
      cells.push(rest);
    }
    return cells;
  }
  function entry([i, , mark, against]) {
    const label = [word("subject", i), friendly(word("amount", i)) || word("indicator", i)].filter(Boolean).join(" ");
    const more = [word("deadline", i), word("status", i) === "achieved" ? say("achieved") : word("binding", i) && say(word("binding", i)), mark && say(mark)];
    const unit = unitsOf(i).join("、");
    return el("span", { class: "cell", "data-id": R.id[i] },
      wordsButton(i, label), doubtChip(i), el("br"),
      el("small", {}, more.filter(Boolean).join(" · ")),
      against ? [el("br"), el("small", {}, against)] : null,
      unit ? [el("br"), el("small", {}, unit)] : null);
  }

  const boxes = cities.map((city) => {
    const tick = el("input", { type: "checkbox", onchange: () => (tick.checked ? chosen.add(city) : chosen.delete(city), build()) });
    tick.checked = chosen.has(city);
    return el("li", {}, el("label", {}, tick, ` ${city} (${counts.get(city)})`));
  });
  const filters = filterBar(
    [
      { name: "find", kind: "search", title: say("filter") },
      { name: "status", kind: "choice", title: say("status"), options: [["pledged", say("pledged")], ["achieved", say("achieved")]] },
      { name: "several", kind: "flag", title: say("only-several") },
      { name: "comparable", kind: "flag", title: say("only-comparable") },
    ],
    (values) => (Object.assign(wanted, values), build()),
  );
  build();
  return { nodes: [filters, el("details", { class: "cities" }, summary, el("ul", {}, boxes)), box], grow: () => table.grow(CHUNK), print: () => table.print() };
}

const signOf = (op) => ({ ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ " })[op] ?? "";
