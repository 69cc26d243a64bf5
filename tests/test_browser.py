"""The report driven in a real browser: `make browser-test` (needs Chromium; not a part of `make test`).

The pictures that it takes lie in the folder CHENGNUO_SCREENSHOTS, where that is set.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from test_report import NASTY, with_text
from test_store import PART, make

from chengnuo import cli, store
from chengnuo.check import check
from chengnuo.compare import compare
from chengnuo.model import Extraction
from chengnuo.packs import load_pack
from chengnuo.report import report
from chengnuo.spans import Span

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
if not os.environ.get("CHENGNUO_BROWSER"):
    pytest.skip("runs in `make browser-test`", allow_module_level=True)
if CHROMIUM is None:
    pytest.skip("there is no Chromium here: apt install chromium", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api")

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
SECTIONS = ("overview", "compare", "timeline", "check", "diff", "rows")
# WCAG 2.2, success criterion 1.4.3: contrast of text, level AA.
CONTRAST = 4.5


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The ledger of the five corpora."""
    path = str(tmp_path_factory.mktemp("ledger") / "corpora.db")
    files = [str(p) for p in (Path(__file__).parents[1] / "corpora").glob("*.txt")]
    assert cli.run(["ingest", "--db", path, "--quiet", *files]) == 0
    return path


@pytest.fixture(scope="module")
def page_file(ledger: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "report.html"
    assert cli.run(["report", "--lang", "en", "--db", ledger, "-o", str(out), "--quiet"]) == 0
    return out


@pytest.fixture
def page(browser: Any, page_file: Path) -> Iterator[Any]:
    with opened(browser, page_file) as one:
        yield one


class opened:  # noqa: N801  (used as a function)
    """A page of a file; afterwards, nothing may have gone wrong in it."""

    def __init__(self, browser: Any, file: Path, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True, **options)
        self.file = file
        self.troubles: list[str] = []

    def __enter__(self) -> Any:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: self.troubles.append("dialog: " + dialog.message))
        page.on(
            "request", lambda request: self.troubles.append(request.url) if request.url.startswith("http") else None
        )
        page.goto(self.file.as_uri())
        return page

    def __exit__(self, kind: object, *_: object) -> None:
        self.context.close()
        if kind is None:
            assert self.troubles == []


def picture(page: Any, name: str) -> None:
    folder = os.environ.get("CHENGNUO_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def lit(page: Any) -> str:
    return "".join(page.locator("#source mark").all_inner_texts())


def flat(text: str) -> str:
    return "".join(text.split())


def test_every_section_opens_and_shows_its_rows(page: Any) -> None:
    for number, name in enumerate(SECTIONS, 1):
        page.keyboard.press(str(number))
        panel = page.locator(f"#panel-{name}")
        playwright.expect(panel).to_be_visible()
        assert panel.locator("button.words").count() > 10, name
        page.wait_for_timeout(100)
        picture(page, name)
    assert page.locator("#panel-timeline canvas").count() == 1


def test_every_cell_is_one_click_from_its_words(page: Any) -> None:
    wrong = page.evaluate(
        """() => {
          const wrong = [];
          const bare = (words) => words.replace(/…$/, "").replace(/\\s/g, "");
          const data = JSON.parse(document.getElementById("data").textContent);
          const ends = data.differences.flatMap((one) => [one.before, one.after]).filter((end) => end && end.clean);
          const readings = [
            ...data.rows.clean.filter((n) => n >= 0).map((n) => bare(data.strings[n])),
            ...ends.map((end) => bare(end.clean)),
          ];
          for (const name of ["compare", "check", "diff", "rows"]) {
            document.getElementById("tab-" + name).click();
            for (const button of document.querySelectorAll(`#panel-${name} button.words`)) {
              button.click();
              const marks = [...document.querySelectorAll("#source mark")].map((m) => m.textContent).join("");
              const said = bare(button.textContent);
              const isQuote = name !== "compare";
              const stands = bare(marks).startsWith(said) || readings.some((words) => words.startsWith(said));
              if (!marks || (isQuote && !stands)) wrong.push([name, said, marks]);
            }
          }
          return wrong;
        }"""
    )
    assert wrong == []


def test_what_is_lit_stands_in_view(page: Any) -> None:
    hidden = page.evaluate(
        """() => {
          const hidden = [];
          for (const name of ["check", "diff", "rows"]) {
            document.getElementById("tab-" + name).click();
            for (const button of document.querySelectorAll(`#panel-${name} button.words`)) {
              button.click();
              const body = document.querySelector("#source .body");
              const seen = body.getBoundingClientRect();
              const mark = body.querySelector("mark").getBoundingClientRect();
              if (mark.top < seen.top || mark.top > seen.top + seen.height / 2) hidden.push([name, mark.top, seen.top]);
            }
          }
          return hidden;
        }"""
    )
    assert hidden == []


def test_the_number_in_the_words_is_lit_more_strongly(page: Any) -> None:
    page.keyboard.press("6")
    page.locator("#panel-rows .find").fill("98%")
    page.wait_for_timeout(300)
    page.locator("#panel-rows button.words").first.click()
    assert "98%" in page.locator("#source mark.value").first.inner_text()


def test_keys_step_accept_reject_and_undo(page: Any) -> None:
    page.keyboard.press("6")
    page.keyboard.press("j")
    first = lit(page)
    page.keyboard.press("j")
    assert lit(page) != first
    page.keyboard.press("k")
    assert lit(page) == first
    row = page.locator("#panel-rows tr.item").first
    for key, name in (("a", "accept"), ("r", "reject")):
        page.keyboard.press(key)
        assert name in (row.get_attribute("class") or "")
    page.keyboard.press("u")
    assert "reject" not in (row.get_attribute("class") or "")


def test_stepping_goes_past_the_rows_made_so_far(page: Any) -> None:
    page.keyboard.press("6")
    for _ in range(120):
        page.keyboard.press("j")
    assert page.locator("#panel-rows tr.item").count() >= 200
    assert page.locator("#panel-rows tr.current").count() == 1


def test_decisions_made_in_the_report_come_into_the_ledger(
    browser: Any, page_file: Path, ledger: str, tmp_path: Path
) -> None:
    path = str(tmp_path / "copy.db")
    shutil.copy(ledger, path)
    with opened(browser, page_file) as page:
        page.keyboard.press("6")
        page.keyboard.press("j")
        page.keyboard.press("r")
        page.keyboard.press("n")
        page.keyboard.type("见第3页 </script>")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("a")
        page.locator("#reviewer").fill("王")
        with page.expect_download() as download:
            page.locator("#take").click()
        file = tmp_path / "decisions.json"
        download.value.save_as(file)
        ids = page.evaluate("JSON.parse(document.getElementById('data').textContent).rows.id.slice(0, 2)")
    assert [one["verdict"] for one in json.loads(file.read_text(encoding="utf-8"))["decisions"]] == ["reject", "accept"]
    assert cli.run(["review", "--db", path, "--read", str(file), "--quiet"]) == 0
    db = store.open_ledger(path)
    assert [(one.commitment, one.verdict, one.note, one.reviewer) for one in store.decisions(db)] == [
        (ids[0], "reject", "见第3页 </script>", "王"), (ids[1], "accept", None, "王"),
    ]  # fmt: skip
    assert ids[0] not in {row.id for row in store.commitments(db)}


def test_fields_corrected_in_the_report_come_into_the_ledger(
    browser: Any, page_file: Path, ledger: str, tmp_path: Path
) -> None:
    path = str(tmp_path / "copy.db")
    shutil.copy(ledger, path)
    with opened(browser, page_file) as page:
        page.keyboard.press("6")
        page.keyboard.press("j")
        page.keyboard.press("c")
        page.keyboard.press("Control+a")
        page.keyboard.type("3..5.5")
        form = page.locator(".correct-form")
        form.locator("[name=deadline]").fill("soon")
        form.locator("[name=deadline]").press("Tab")
        assert form.locator("[name=deadline]").get_attribute("aria-invalid") == "true"
        form.locator("[name=deadline]").fill("2031-06")
        form.locator("[name=unit]").fill("")
        form.locator("[name=unit]").press("Enter")
        assert form.locator("[name=op]").input_value() == "range"
        assert page.locator("#panel-rows tr.correct .chip.correct").count() == 1
        picture(page, "correct")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        page.keyboard.press("c")
        form.locator("[name=indicator]").fill("x")
        form.locator("[name=indicator]").press("Tab")
        page.locator(".decide button").first.click()
        assert form.locator("[name=indicator]").input_value() != "x", "accepting takes the correction back"
        page.locator("#reviewer").fill("王")
        with page.expect_download() as download:
            page.locator("#take").click()
        file = tmp_path / "decisions.json"
        download.value.save_as(file)
        ids = page.evaluate("JSON.parse(document.getElementById('data').textContent).rows.id.slice(0, 2)")
    assert cli.run(["review", "--db", path, "--read", str(file), "--quiet"]) == 0
    db = store.open_ledger(path)
    row = next(row for row in store.commitments(db) if row.id == ids[0])
    assert (row.op, row.value, row.unit, row.deadline) == ("range", (Decimal(3), Decimal("5.5")), None, "2031-06")
    assert [(one.verdict, one.field) for one in store.decisions(db) if one.commitment == ids[1]] == [("accept", None)]


def test_decisions_are_there_after_a_reload(page: Any) -> None:
    page.keyboard.press("6")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.reload()
    page.keyboard.press("6")
    assert page.locator("#panel-rows tr.accept").count() == 1


def test_tables_sort_and_filter(page: Any) -> None:
    page.keyboard.press("6")
    head = page.locator("#panel-rows thead th").filter(has_text="Deadline")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    column = page.locator("#panel-rows thead th").all_inner_texts().index(head.inner_text())
    cells = page.locator(f"#panel-rows tbody tr > :nth-child({column + 1})").all_inner_texts()
    last = [cell.replace("\u200b", "").split("/")[-1] for cell in cells if cell]
    assert [day[:4] for day in last] == sorted(day[:4] for day in last)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    page.locator("#panel-rows select").nth(1).select_option("achieved")
    page.wait_for_timeout(50)
    texts = page.locator("#panel-rows tbody tr td:nth-child(3)").all_inner_texts()
    assert set(texts) == {"achieved"}


def test_the_matrix_has_the_national_standard_and_says_why_not(page: Any) -> None:
    page.keyboard.press("2")
    assert page.locator("#panel-compare td.national", has_text="教督").count() > 0
    assert page.locator("#panel-compare .chip.not_comparable + .because").count() > 0
    before = page.locator("#panel-compare thead th").count()
    page.locator("#panel-compare summary").click()
    page.locator("#panel-compare .cities input").first.uncheck()
    assert page.locator("#panel-compare thead th").count() == before - 1


def test_a_point_of_the_timeline_lists_its_commitments(page: Any) -> None:
    page.keyboard.press("3")
    page.locator("#panel-timeline select").first.select_option("")
    page.wait_for_timeout(500)
    spot = page.evaluate(
        """() => { const chart = Chart.getChart(document.querySelector("#panel-timeline canvas"));
        const at = chart.getDatasetMeta(0).data[0]; const box = chart.canvas.getBoundingClientRect();
        return { x: box.left + at.x, y: box.top + at.y, count: chart.data.datasets[0].data[0].p.count }; }"""
    )
    page.mouse.click(spot["x"], spot["y"])
    assert "only" in page.locator("#panel-timeline caption").inner_text()
    assert page.locator("#panel-timeline tbody tr.item").count() >= spot["count"]


def test_the_language_changes_everywhere(page: Any) -> None:
    assert page.locator("#tab-compare").inner_text() == "Comparison"
    page.locator("#language").click()
    assert page.locator("#tab-compare").inner_text() == "比较"
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    for number in range(1, 7):
        page.keyboard.press(str(number))
    left = page.evaluate("[...document.querySelectorAll('main th, main label, main caption')].map((n) => n.innerText)")
    assert not [text for text in left if text in {"Filter", "Place", "Status", "Deadline", "Because"}]


def test_it_can_be_read_in_print(page: Any) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for name in SECTIONS:
        playwright.expect(page.locator(f"#panel-{name}")).to_be_visible()
    playwright.expect(page.locator("#tabs")).to_be_hidden()
    playwright.expect(page.locator("#source")).to_be_hidden()
    chart = page.locator("#panel-timeline .chart img")
    assert chart.get_attribute("alt")
    assert chart.evaluate("(image) => image.naturalWidth") > 500
    data = page.pdf(prefer_css_page_size=True)
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") > 5
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.keyboard.press("3")
    playwright.expect(page.locator("#panel-timeline canvas")).to_be_visible()


def test_everything_can_be_reached_and_read(page: Any) -> None:
    for number in range(1, 7):
        page.keyboard.press(str(number))
        page.keyboard.press("j")
        faults = page.evaluate(AUDIT, CONTRAST)
        assert faults == [], SECTIONS[number - 1]
    page.locator("#tab-rows").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-overview"
    page.keyboard.press("?")
    playwright.expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    playwright.expect(page.locator("#help")).to_be_hidden()


# Names of controls, heads of tables, contrast of visible text.
AUDIT = """(least) => {
  const faults = [];
  const share = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * share(r) + 0.7152 * share(g) + 0.0722 * share(b);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = rgb(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const check = (node, selector, ok, words) => {
    if (node.matches(selector) && !ok()) faults.push(words + ": " + node.outerHTML.slice(0, 90));
  };
  for (const node of document.querySelectorAll("body *")) {
    if (!node.checkVisibility() || node.closest("canvas, .unseen, .skip")) continue;
    if ([...node.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) {
      const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      check(node, "*", () => contrast >= least, "contrast " + contrast.toFixed(1));
    }
    check(node, "button", () => node.textContent.trim() || node.getAttribute("aria-label"), "button without a name");
    check(node, "input, select", () => node.labels?.length, "control without a label");
    check(node, "th", () => node.hasAttribute("scope"), "head without scope");
    check(node, "table", () => node.caption?.textContent, "table without a caption");
    check(node, "[tabindex]", () => node.tabIndex <= 0, "tabindex above 0");
  }
  return [...new Set(faults)].slice(0, 10);
}"""


def test_what_stands_in_a_document_does_not_run(browser: Any, tmp_path: Path) -> None:
    bad = [replace(with_text(text), sha256=f"{n:064x}") for n, text in enumerate(NASTY) if text != "\ud800"]
    bad = [renamed(one, f"c{n:012x}") for n, one in enumerate(bad)]
    rows = [row for one in bad for row in one.commitments]
    pack = load_pack()
    out = tmp_path / "bad.html"
    out.write_text(report(bad, rows, compare(rows, pack), check(rows, rows, pack), lang="en"), encoding="utf-8")
    with opened(browser, out) as page:
        for number in range(1, 7):
            page.keyboard.press(str(number))
            for button in page.locator("section:not([hidden]) button.words").all():
                button.click()
        page.keyboard.press("6")
        seen = [flat(text) for text in page.locator("#panel-rows button.words").all_inner_texts()]
        assert flat(NASTY[0]) in seen
        assert flat(NASTY[1]) in seen
        assert page.locator("main img, main script, main b, aside img, aside script").count() == 0


def renamed(one: Extraction, id_: str) -> Extraction:
    rows = tuple(replace(row, id=id_, source=f"{id_}.txt") for row in one.commitments)
    return replace(one, source=f"{id_}.txt", commitments=rows)


def test_two_thousand_documents_open_quickly(browser: Any, tmp_path: Path) -> None:
    """A file that fits on any stick, opened in seconds, with no more rows in the page than are looked at."""
    text = (
        "关于发展的方案\n" + "".join(f"到2027年，第{n}项指标达到{n}%以上。\n" for n in range(1, 60)) + "正文。" * 4000
    )
    extractions = []
    for n in range(2000):
        part = replace(PART, span=Span(0, len(text)), region=("某省", f"第{n % 300}市", None))
        rows = tuple(
            replace(make().commitments[1], id=f"c{n:06d}{k:06d}", span=place(text, f"第{k}项指标达到{k}%以上"),
                    value_span=place(text, f"第{k}项指标达到{k}%以上"), source=f"{n}.txt", document=part,
                    indicator=f"第{k}项指标", indicator_id=f"i{k}", deadline=f"{2026 + k % 9}")
            for k in range(1, 41)
        )  # fmt: skip
        whole = replace(make(), source=f"{n}.txt", sha256=f"{n:064x}", text=text, parts=(part,), commitments=rows,
                        pages=(), tasks=(), bodies=(), times=(), quantities=(), lines=())  # fmt: skip
        extractions.append(whole)
    rows_ = [row for one in extractions for row in one.commitments]
    out = tmp_path / "many.html"
    out.write_text(report(extractions, rows_, compare(rows_, load_pack()), lang="en"), encoding="utf-8")
    assert out.stat().st_size < 50_000_000
    with opened(browser, out) as page:
        loaded = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        assert loaded < 15_000
        for number in range(1, 7):
            page.keyboard.press(str(number))
            page.keyboard.press("j")
        assert page.locator("tr.item").count() < 1000
        page.locator("#panel-rows .find").fill("第7项")
        page.wait_for_timeout(1500)
        assert page.locator("#panel-rows tr.item").count() >= 100
        page.locator("#panel-rows button.words").first.click()
        assert lit(page) == "第7项指标达到7%以上"
        picture(page, "two-thousand")


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))
