// The data as the page found it, and words in the language chosen. Everything is written as text, never as HTML.
const D = JSON.parse(document.getElementById("data").textContent);
const WORDS = JSON.parse(document.getElementById("words").textContent);
const R = D.rows;
let lang = document.documentElement.dataset.lang;

function say(key, gaps = {}) {
  const text = WORDS[lang][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in gaps ? String(gaps[name]) : whole));
}

// An element; attributes whose name begins with "on" are listeners, null and false are left out.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const word = (name, i) => (R[name][i] >= 0 ? D.strings[R[name][i]] : null);
const unitsOf = (i) => R.units[i].map((k) => D.strings[k]);

// The words of a text between two places; what is not in the report is left out.
function slice(text, start, end) {
  let out = "";
  for (const [at, piece] of D.texts[text].pieces) {
    if (at < end && at + piece.length > start) out += piece.slice(Math.max(start - at, 0), end - at);
  }
  return out;
}

function quoteOf(i) {
  return R.quote[i] >= 0 ? D.strings[R.quote[i]] : slice(R.text[i], R.start[i], R.end[i]);
}

// What a garbled or traditional quotation reads as; the source beside it shows its exact words.
const readingOf = (place) => flat(place.clean ?? place.quote);

function pageAt(text, start) {
  const pages = text < 0 ? [] : D.texts[text].pages;
  let low = 0;
  let high = pages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pages[middle][1] <= start) low = middle + 1;
    else high = middle;
  }
  return low ? pages[low - 1][0] : null;
}

// A place that can be shown: of a row, or of an end of a finding.
function placeOf(end) {
  if (typeof end === "number") end = { row: end };
  if (end.row === undefined) {
    const quote = end.quote ?? slice(end.text, end.start, end.end);
    return { ...end, row: null, mark: null, page: pageAt(end.text, end.start), quote };
  }
  const i = end.row;
  return {
    row: i,
    text: R.text[i],
    start: R.start[i],
    end: R.end[i],
    mark: R.value_start[i] >= 0 ? [R.value_start[i], R.value_end[i]] : null,
    document: R.document[i],
    page: R.page[i],
    quote: quoteOf(i),
    clean: word("clean", i),
  };
}

function titleOf(place) {
  const d = D.documents[place.document];
  return d ? d.title || d.source : place.text >= 0 ? D.texts[place.text].source : "";
}

const whereOf = (place) => (place.page ? say("page", { page: place.page }) : place.row === null ? "" : spot(word("place", place.row)));
// A place in the language of the page: lines have a name of their own in Chinese.
const spot = (place) => (lang === "zh" ? (place ?? "").replace(/^line (\d+)$/, "第 $1 行") : place);
const flat = (text) => text.replace(/\s+/g, " ").trim();
const brief = (text, size) => (text.length > size ? text.slice(0, size) + "…" : text);
// Large numbers as people say them: 3600000000 元 is 36 亿元, or 3.6 billion 元.
function friendly(text) {
  const scales = lang === "zh" ? [[1e8, " 亿"], [1e4, " 万"]] : [[1e9, " billion"], [1e6, " million"]];
  return (text ?? "").replace(/\d[\d,]*(\.\d+)?/g, (figure) => {
    const number = Number(figure.replaceAll(",", ""));
    const scale = scales.find(([size]) => number >= size);
    return scale ? Number((number / scale[0]).toPrecision(12)) + scale[1] : figure;
  }).replace(/(亿|万) /g, "$1");
}
// A period may break at its slash, nowhere else.
const soft = (deadline) => (deadline ?? "").split(/(?<=\/)/).map((part) => el("span", { class: "short" }, part));
const kindWord = (kind) => say(kind === "amount" ? "amount-kind" : kind);
const collator = new Intl.Collator("zh-CN", { numeric: true });
const byWords = (a, b) => (a === b ? 0 : a === null || a === "" ? 1 : b === null || b === "" ? -1 : collator.compare(a, b));
const announce = (text) => (document.getElementById("status").textContent = text);
