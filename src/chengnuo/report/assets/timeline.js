// Deadlines by place: a chart, and a table that lists the same.
const MOST_CITIES = 300;
const ROW_HEIGHT = 24;

function timelinePanel() {
  const dated = D.listed.filter((i) => R.day[i] >= 0).sort((a, b) => byWords(word("day", a), word("day", b)));
  const now = new Date().toISOString().slice(0, 10);
  const inTime = { upcoming: (i) => word("day", i) >= now, past: (i) => word("day", i) < now };
  const start = dated.some(inTime.upcoming) ? "upcoming" : "";
  let drawing = 0; // the drawing wanted last; a print takes its place
  let kept = start ? dated.filter(inTime.upcoming) : dated;
  const table = rowsTable(kept, say("by-deadline"));
  const note = el("p", { hidden: true });
  const frame = el("div", { class: "chart", tabindex: "0", role: "region", "aria-label": say("timeline") });
  const choose = (city, day) => {
    const some = city === null ? kept : kept.filter((i) => (word("city", i) ?? "—") === city && word("day", i) === day);
    table.set(some, city === null ? `${say("by-deadline")} · ${shown(kept.length, dated.length)}` : say("chosen", { city, day }));
    note.hidden = city === null;
    note.replaceChildren(say("chosen", { city, day }), " ", el("button", { type: "button", onclick: () => choose(null) }, say("clear")));
  };
  const show = (v) => {
    kept = dated.filter(
      (i) =>
        (!v.when || inTime[v.when](i)) &&
        (!v.status || word("status", i) === v.status) &&
        (!v.find || [word("city", i), word("indicator", i), ...unitsOf(i)].join(" ").toLowerCase().includes(v.find)),
    );
    choose(null);
    frame.hidden = !kept.length;
    const mine = (drawing += 1);
    if (kept.length) requestAnimationFrame(() => mine === drawing && drawTimeline(frame, kept, choose));
  };
  // In print, the chart stands as a picture: a canvas of a hidden section has no size.
  const print = () => {
    drawing += 1;
    if (kept.length) drawTimeline(frame, kept, choose, true);
    table.print();
  };
  const filters = filterBar(
    [
      { name: "find", kind: "search", title: say("filter") },
      { name: "when", kind: "choice", title: say("when"), value: start, options: [["upcoming", say("upcoming")], ["past", say("past")]] },
      { name: "status", kind: "choice", title: say("status"), options: [["pledged", say("pledged")], ["achieved", say("achieved")]] },
    ],
    show,
  );
  show({ when: start });
  return { nodes: [filters, frame, note, table.box], grow: () => table.grow(CHUNK), print, screen: () => kept.length && drawTimeline(frame, kept, choose) };
}

function drawTimeline(frame, dated, choose, printed = false) {
  const counts = new Map();
  const points = new Map();
  for (const i of dated) {
    const city = word("city", i) ?? "—";
    const day = word("day", i);
    const status = word("status", i);
    const key = JSON.stringify([city, day, status]);
    counts.set(city, (counts.get(city) ?? 0) + 1);
    const point = points.get(key) ?? { city, day, status, count: 0 };
    point.count += 1;
    points.set(key, point);
  }
  const cities = [...counts.keys()].sort((a, b) => (a === "—") - (b === "—") || counts.get(b) - counts.get(a) || byWords(a, b)).slice(0, MOST_CITIES);
  const at = new Map(cities.map((city, k) => [city, k]));
  const series = (status, shape, colour) => ({
    label: say(status),
    pointStyle: shape,
    clip: false,
    backgroundColor: colour + "99",
    borderColor: colour,
    data: [...points.values()]
      .filter((p) => p.status === status && at.has(p.city))
      .map((p) => ({ x: yearOf(p.day), y: at.get(p.city), r: 4 + 2 * Math.sqrt(p.count), p })),
  });
  const canvas = el("canvas", { role: "img", "aria-label": say("chart-label") });
  const holder = el("div");
  holder.style.height = `${Math.max(cities.length * ROW_HEIGHT + 90, 180)}px`;
  holder.append(canvas);
  Chart.getChart(frame.querySelector("canvas") ?? "")?.destroy();
  frame.replaceChildren(holder);
  if (printed) [canvas.width, canvas.height] = [1000, Math.max(cities.length * ROW_HEIGHT + 90, 180)];
  const ends = dated.map((i) => yearOf(word("day", i)));
  const years = [Math.floor(ends.reduce((a, b) => Math.min(a, b))), Math.ceil(ends.reduce((a, b) => Math.max(a, b)))];
  const today = new Date();
  const chart = new Chart(canvas, {
    type: "bubble",
    data: { datasets: [series("pledged", "circle", "#0b57a4"), series("achieved", "rectRot", "#14602f")] },
    options: {
      animation: false,
      responsive: !printed,
      devicePixelRatio: printed ? 2 : undefined,
      maintainAspectRatio: false,
      onClick: (_, hits, chart) => {
        if (!hits.length) return choose(null);
        const { p } = chart.data.datasets[hits[0].datasetIndex].data[hits[0].index];
        return choose(p.city, p.day);
      },
      scales: {
        x: { type: "linear", position: "top", min: years[0], max: years[1], grid: { display: false }, afterBuildTicks: yearTicks, ticks: { maxRotation: 0, callback: (v) => String(Math.floor(v)) } },
        y: { type: "linear", reverse: true, min: -0.75, max: cities.length - 0.25, afterBuildTicks: (axis) => (axis.ticks = cities.map((_, k) => ({ value: k }))), ticks: { autoSkip: false, callback: (v) => brief(cities[v] ?? "", 14) } },
      },
      plugins: {
        legend: { position: "top", align: "start", labels: { usePointStyle: true } },
        tooltip: { callbacks: { label: ({ raw }) => say("count-at", { city: raw.p.city, day: raw.p.day, count: raw.p.count }) } },
      },
    },
    plugins: [{ id: "years", beforeDatasetsDraw: drawYears, afterDatasetsDraw: (chart) => drawToday(chart, today) }],
  });
  if (!printed) return;
  const image = el("img", { src: chart.toBase64Image(), alt: say("chart-label"), width: 1000 });
  chart.destroy();
  holder.style.height = "auto";
  holder.replaceChildren(image);
}

// A year's name stands over its middle, lines stand where years begin: the end of 2027 is in 2027.
function yearTicks(axis) {
  const every = Math.ceil((axis.max - axis.min) / 14);
  axis.ticks = [];
  for (let year = axis.min; year < axis.max; year += every) axis.ticks.push({ value: year + 0.5 });
}

function drawYears(chart) {
  const { ctx, chartArea: area, scales } = chart;
  ctx.save();
  ctx.strokeStyle = "#d5dbe2";
  for (const { value } of [...scales.x.ticks, { value: scales.x.max + 0.5 }]) {
    const x = scales.x.getPixelForValue(value - 0.5);
    ctx.beginPath();
    ctx.moveTo(x, area.top);
    ctx.lineTo(x, area.bottom);
    ctx.stroke();
  }
  ctx.restore();
}

function drawToday(chart, today) {
  const { ctx, chartArea: area, scales } = chart;
  const x = scales.x.getPixelForValue(yearOf(today.toISOString().slice(0, 10)));
  if (x < area.left || x > area.right) return;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = "#9b1c1c";
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  ctx.moveTo(x, area.top);
  ctx.lineTo(x, area.bottom);
  ctx.stroke();
  ctx.fillText(say("today"), x + 4, area.bottom - 6);
  ctx.restore();
}

// The middle of a day's month as a fraction of years, so that the end of 2027 stands in 2027.
function yearOf(day) {
  const [year, month] = day.split("-").map(Number);
  return year + (month - 0.5) / 12;
}
