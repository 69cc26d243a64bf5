// The reply check and the diff of draft and final: quotation beside quotation.
const DIFFED = 500;

function pairsPanel(items, { layers, left, right }) {
  const verdicts = [...new Set(items.flatMap((one) => one.verdicts))];
  const papers = [...new Set(items.map(paperOf).filter(Boolean))].sort(byWords);
  const columns = [
    { key: "verdict", title: say("verdict"), sort: (one) => one.verdicts[0], cell: (one) => one.verdicts.map((v) => chip(v)) },
    ...(layers ? [{ key: "layer", class: "short", title: say("layer"), sort: (one) => one.layer, cell: (one) => say(`layer.${one.layer}`) },
      { key: "task", wide: true, title: say("task"), sort: (one) => one.task, cell: (one) => one.task }] : []),
    { key: "before", title: left, cell: (one) => endCell(one, "before") },
    { key: "after", title: right, cell: (one) => endCell(one, "after") },
    { key: "because", title: say("because"), cell: (one) => [one.because, doubtList(one.doubts)] },
  ];
  const table = lazyTable({ columns, items, caption: shown(items.length, items.length) });
  const fields = [
    { name: "find", kind: "search", title: say("filter") },
    { name: "verdict", kind: "choice", title: say("verdict"), options: verdicts.map((v) => [v, say(v)]) },
  ];
  if (layers) fields.push({ name: "layer", kind: "choice", title: say("layer"), options: [...new Set(items.map((o) => o.layer))].map((l) => [l, say(`layer.${l}`)]) });
  if (papers.length > 1) fields.push({ name: "paper", kind: "choice", title: say("document"), options: papers.map((p) => [p, brief(p, 40)]) });
  const filters = filterBar(fields, (v) => {
    const kept = items.filter(
      (one) =>
        (!v.verdict || one.verdicts.includes(v.verdict)) &&
        (!v.layer || one.layer === v.layer) &&
        (!v.paper || paperOf(one) === v.paper) &&
        (!v.find || textOf(one).toLowerCase().includes(v.find)),
    );
    table.set(kept, shown(kept.length, items.length));
  });
  return { nodes: [filters, table.box], grow: () => table.grow(CHUNK), print: table.print };
}

const endsOf = (one) => [one.before, one.after].filter(Boolean).map(placeOf);
const textOf = (one) => [one.because, one.task ?? "", ...endsOf(one).map(readingOf)].join(" ");
function paperOf(one) {
  const end = one.after ?? one.before;
  return end ? titleOf(placeOf(end)) : "";
}

function endCell(one, side) {
  if (!one[side]) return el("span", { class: "dim" }, "—");
  const place = placeOf(one[side]);
  const other = one[side === "before" ? "after" : "before"];
  const button = wordsButton(one[side], "");
  button.replaceChildren();
  if (other) marked(button, readingOf(place), readingOf(placeOf(other)), side === "before" ? "del" : "ins");
  else button.append(brief(readingOf(place), DIFFED));
  if (!button.textContent.trim()) button.append("…");
  const doubt = place.row !== null ? doubtChip(place.row) : null;
  return [button, doubt, el("div", { class: "dim" }, [brief(titleOf(place), 36), whereOf(place)].filter(Boolean).join(" · "))];
}

// The words of one side, with what the other side lacks as <del> or <ins>.
function marked(node, mine, theirs, tag) {
  if (mine.length > DIFFED || theirs.length > DIFFED) return node.append(brief(mine, DIFFED));
  const same = common(mine, theirs);
  let at = 0;
  while (at < mine.length) {
    let end = at;
    while (end < mine.length && same[end] === same[at]) end += 1;
    const text = mine.slice(at, end);
    node.append(same[at] ? text : el(tag, {}, text));
    at = end;
  }
  return node;
}

// For each character of a, whether it belongs to a longest common subsequence with b.
function common(a, b) {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i * width + j] = a[i] === b[j] ? table[(i + 1) * width + j + 1] + 1 : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
  const same = new Array(a.length).fill(false);
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) (same[i] = true), i++, j++;
    else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) i++;
    else j++;
  }
  return same;
}
