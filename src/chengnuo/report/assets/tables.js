// A table whose rows come into being as they are scrolled to, sortable by its column heads.
const CHUNK = 100;
const PRINTED = 300;

// columns: {key, title, cell(item) -> node or text, sort?(item) -> key, number?}; the first is the row's header.
function lazyTable({ columns, items, caption, rowClass, attributes }) {
  let list = items;
  let order = { key: null, down: false };
  let made = 0;
  const body = el("tbody");
  const head = el("tr", {}, columns.map((column) => headCell(column, (c) => resort(c))));
  const title = el("caption", {}, caption);
  const table = el("table", attributes ?? {}, title, el("thead", {}, head), body);
  const more = el("button", { type: "button", class: "more", onclick: () => grow(CHUNK) }, say("more"));
  const box = el("div", {}, el("div", { class: "scroll" }, table), more);
  const watcher = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && grow(CHUNK));
  watcher.observe(more);

  function line(item) {
    const row = el("tr", { class: `item ${rowClass ? rowClass(item) : ""}` });
    columns.forEach((column, k) => {
      const cell = k === 0 ? el("th", { scope: "row" }) : el("td", { class: column.number ? "number" : column.class ?? null });
      cell.append(...[column.cell(item)].flat(Infinity).filter((part) => part !== null && part !== undefined));
      row.append(cell);
    });
    return row;
  }
  function grow(count) {
    const next = list.slice(made, made + count);
    body.append(...next.map(line));
    made += next.length;
    more.hidden = made >= list.length;
    return next.length > 0;
  }
  function reset() {
    body.replaceChildren();
    made = 0;
    if (!list.length) body.append(el("tr", {}, el("td", { colspan: columns.length }, say("none"))));
    grow(CHUNK);
  }
  function sorted() {
    const column = columns.find((c) => c.key === order.key);
    if (!column) return;
    const keys = new Map(list.map((item) => [item, column.sort(item)]));
    const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : byWords(a, b));
    const empty = (key) => key === null || key === undefined || key === "";
    list = [...list].sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      if (empty(x) || empty(y)) return empty(x) - empty(y);
      return order.down ? compare(y, x) : compare(x, y);
    });
  }
  function resort(column) {
    order = { key: column.key, down: order.key === column.key && !order.down };
    for (const cell of head.children) cell.removeAttribute("aria-sort");
    head.children[columns.indexOf(column)].setAttribute("aria-sort", order.down ? "descending" : "ascending");
    sorted();
    reset();
  }
  function set(next, words) {
    list = next;
    if (words !== undefined) title.textContent = words;
    sorted();
    reset();
  }
  reset();
  return { box, set, grow, print: () => grow(Math.max(PRINTED - made, 0)) };
}

function headCell(column, onsort) {
  const wide = column.wide ? "wide" : column.class ?? null;
  if (!column.sort) return el("th", { scope: "col", class: wide }, column.title);
  return el("th", { scope: "col", class: wide }, el("button", { type: "button", title: say("sort"), onclick: () => onsort(column) }, column.title));
}

// A row of filters; `change` is called with their values. Kinds: search, choice (options), flag.
function filterBar(fields, change) {
  const values = {};
  const tell = () => change(values);
  const nodes = fields.map((field) => {
    values[field.name] = field.kind === "flag" ? false : "";
    if (field.kind === "flag") {
      const box = el("input", { type: "checkbox", onchange: () => ((values[field.name] = box.checked), tell()) });
      return el("label", {}, box, " ", field.title);
    }
    if (field.kind === "choice") {
      const options = [["", say("all")], ...field.options].map(([value, text]) => el("option", { value }, text));
      const list = el("select", { onchange: () => ((values[field.name] = list.value), tell()) }, options);
      list.value = values[field.name] = field.value ?? "";
      return el("label", {}, field.title, " ", list);
    }
    let timer = 0;
    const input = el("input", {
      type: "search",
      class: "find",
      oninput: () => {
        clearTimeout(timer);
        timer = setTimeout(() => ((values[field.name] = input.value.trim().toLowerCase()), tell()), 120);
      },
    });
    return el("label", {}, field.title, " ", input);
  });
  return el("div", { class: "filters" }, nodes);
}

// The doubts of a row as a chip that tells them when it is pointed at, with their number where they are several.
const doubtChip = (i) => {
  const doubts = R.doubts[i].map((n) => D.doubts[n]);
  if (!doubts.length) return null;
  const title = doubts.map(([, reason]) => reason[lang]).join("\n");
  return [" ", el("span", { class: "chip doubt", title }, say("doubts") + (doubts.length > 1 ? ` ${doubts.length}` : ""))];
};
const chip = (name, text) => el("span", { class: `chip ${name}` }, text ?? say(name));
const shown = (some, total) => say("shown", { shown: some, total });
