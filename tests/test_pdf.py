"""PDF: tables as pdfplumber finds them, text layers that lie, places on the page."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import made
import pytest
from conftest import ROOT

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document
from chengnuo.parsers import ocr as recognition
from chengnuo.parsers import parse
from chengnuo.parsers.layout import layout_edits
from chengnuo.parsers.ocr import Engine, Recognised
from chengnuo.parsers.pdf import draw, locate
from chengnuo.parsers.pdf.grids import cells_between
from chengnuo.pipeline import extraction_of_bytes
from chengnuo.spans import Rewrite, Span

PLAN = made.plan(ROOT / "corpora")


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return made.as_pdf(PLAN)


@pytest.fixture(scope="module")
def document(pdf: bytes) -> Document:
    return parse(pdf, "计划.pdf")


def drawn(draw_on: Any, pages: int = 1, **options: Any) -> bytes:
    """A PDF whose pages a function draws with reportlab."""
    pytest.importorskip("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, **options)
    for number in range(pages):
        canvas.setFont("STSong-Light", 14)
        draw_on(canvas, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def image() -> Any:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("RGB", (60, 80), (240, 240, 235)))


# ---------------------------------------------------------------- pages and lines


def test_pages_cover_the_text_in_order(document: Document) -> None:
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    assert document.pages[0].span.start == 0
    assert document.pages[-1].span.end == len(document.text)
    for page, following in zip(document.pages, document.pages[1:], strict=False):
        assert page.span.end == following.span.start
        assert (round(page.width), round(page.height)) == (595, 842)


def test_page_numbers_are_furniture_and_repeated_header_rows_too(document: Document) -> None:
    numbers = [b.span.of(document.text) for b in document.blocks if b.kind == "page-number"]
    assert numbers == [f"— {page.number} —\n" for page in document.pages]
    repeated = {b.span.of(document.text).strip() for b in document.blocks if b.kind == "header"}
    assert set(made.HEADER) == repeated


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{i}行文字排在这里" for i in range(12)]
    right = [f"右栏第{i}行文字排在这里" for i in range(12)]

    def lay(canvas: Any, _: int) -> None:
        for i in range(12):  # line by line, as some producers write columns
            canvas.drawString(60, 700 - 20 * i, left[i])
            canvas.drawString(330, 700 - 20 * i, right[i])

    text = squeezed(parse(drawn(lay), "x").text)
    assert text.index("左栏第11行") < text.index("右栏第0行")


def test_running_heads_are_told_from_text() -> None:
    def lay(canvas: Any, number: int) -> None:
        canvas.drawString(60, 800, "某市教育局文件汇编")
        canvas.drawString(60, 600, f"这是第{number}篇文件的正文，到2027年覆盖率达到9{number}%。")
        canvas.drawCentredString(300, 30, str(number + 1))

    document = parse(drawn(lay, pages=4), "x")
    kinds = [b.kind for b in document.blocks]
    assert (kinds.count("header"), kinds.count("page-number"), kinds.count("paragraph")) == (4, 4, 4)


def test_a_document_is_the_same_from_pdf_and_docx(shared: Path) -> None:
    texts = []
    for name in ("pdf/*2026年中央一号文件.pdf", "docx/*2026年中央一号文件.docx"):
        (path,) = (shared / "realdocs").glob(name)
        document = parse(path.read_bytes(), path.name)
        text = Rewrite(document.text).with_layer(layout_edits(document)).text
        texts.append([squeezed(line) for line in text.split("\n") if line.strip()])
    assert texts[0] == texts[1]
    assert len(texts[0]) == 37


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize("maker", [made.as_pdf, made.by_weasyprint])
def test_cells_are_those_that_pdfplumber_finds(maker: Any) -> None:
    import pdfplumber

    data = maker(dataclasses.replace(PLAN, rows=PLAN.rows[:3], paragraphs=PLAN.paragraphs[:1]))
    document = parse(data, "x")
    with pdfplumber.open(io.BytesIO(data)) as oracle:
        rows = [[squeezed(cell or "") for cell in row] for p in oracle.pages for t in p.extract_tables() for row in t]
    (table,) = document.tables
    ours: list[list[str]] = [[] for _ in rows]
    for cell in table.cells:
        ours[cell.row].append(squeezed(cell.span.of(document.text)))
    assert ours == rows


def test_a_table_with_open_sides_has_its_outer_columns() -> None:
    def lay(canvas: Any, _: int) -> None:
        for y in (700, 670, 640, 610):
            canvas.line(60, y, 500, y)
        for x in (200, 380):
            canvas.line(x, 610, x, 700)
        for row, words in enumerate(
            (("任务", "责任单位", "时限"), ("扩学位", "市教育局", "2025年"), ("建食堂", "市财政局", "2026年"))
        ):
            for x, word in zip((70, 210, 390), words, strict=True):
                canvas.drawString(x, 680 - 30 * row, word)

    document = parse(drawn(lay), "x")
    (table,) = document.tables
    cells = [(c.row, c.column, c.span.of(document.text)) for c in table.cells]
    assert cells[3:] == [
        (1, 0, "扩学位"), (1, 1, "市教育局"), (1, 2, "2025年"), (2, 0, "建食堂"), (2, 1, "市财政局"), (2, 2, "2026年"),
    ]  # fmt: skip


def test_a_table_of_three_rules_has_cells() -> None:
    rows = (("指标", "2025年", "2027年"), ("普惠园覆盖率", "92%", "95%"), ("新增学位", "1.2万个", "1.9万个"))

    def lay(canvas: Any, _: int) -> None:
        canvas.drawString(60, 740, "主要指标如下表所示，各地要逐年提高普惠性幼儿园覆盖率，到2027年全面达标。")
        for y in (700, 670, 610):
            canvas.line(60, y, 500, y)
        for row, words in enumerate(rows):
            for x, word in zip((70, 210, 390), words, strict=True):
                canvas.drawString(x, 680 - 28 * row, word)

    document = parse(drawn(lay), "x")
    (table,) = document.tables
    cells = {(c.row, c.column): c.span.of(document.text) for c in table.cells}
    assert cells == {(r, c): word for r, words in enumerate(rows) for c, word in enumerate(words)}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rotated_page_gives_the_same_table(rotation: int) -> None:
    import pypdfium2

    plain = made.as_pdf(dataclasses.replace(PLAN, rows=PLAN.rows[:4], paragraphs=()))
    turned = pypdfium2.PdfDocument(plain)
    turned[0].set_rotation(rotation)
    out = io.BytesIO()
    turned.save(out)
    # The page's own content stays upright: what is turned is how it is shown, so that lines run down the page.
    first, second = parse(plain, "x"), parse(out.getvalue(), "x")
    assert sorted(squeezed(c.span.of(second.text)) for c in second.tables[0].cells) == sorted(
        squeezed(c.span.of(first.text)) for c in first.tables[0].cells
    )


def test_a_page_of_a_hundred_thousand_lines_is_read_in_bounded_time() -> None:
    import time

    def lay(canvas: Any, _: int) -> None:
        canvas.drawString(60, 700, "到2027年，覆盖率达到95%。")
        for i in range(100_000):
            canvas.line(i % 500, i // 500, i % 500 + 9, i // 500)

    data = drawn(lay, pageCompression=1)
    start = time.perf_counter()
    document = parse(data, "x")
    assert time.perf_counter() - start < 20
    assert "覆盖率达到95%" in document.text
    assert "crowded-page" in {doubt.code for doubt in document.doubts}


# ---------------------------------------------------------------- text layers that lie


def codes(document: Document) -> set[str]:
    return {doubt.code for doubt in document.doubts}


def scan(words: str, pages: int = 2) -> bytes:
    def lay(canvas: Any, _: int) -> None:
        canvas.drawImage(image(), 0, 0, 595, 842)
        canvas.drawString(400, 20, words)

    return drawn(lay, pages)


@pytest.mark.parametrize("words", ["", "扫描全能王 创建", "某某软件制作"])
def test_a_scan_is_not_taken_for_a_text(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "engine", lambda: None)
    with pytest.raises(UnreadableFile, match=r'(?s)(image|watermark)-only.*pip install "chengnuo\[ocr\]"'):
        parse(scan(words), "x")


def test_a_partly_scanned_file_is_read_with_a_doubt_on_the_page() -> None:
    def lay(canvas: Any, number: int) -> None:
        if number == 1:
            canvas.drawImage(image(), 0, 0, 595, 842)
        else:
            canvas.drawString(60, 700, "到2027年，覆盖率达到95%。")

    document = parse(drawn(lay, pages=3), "x", ocr="never")
    assert [(d.code, d.reason) for d in document.doubts] == [
        ("image-only-page", "page 2: the page is an image without text")
    ]


def stretched(words: str, percent: int) -> bytes:
    """A page of hanzi whose last lines are set in a Latin font drawn so much wider than it is."""

    def lay(canvas: Any, _: int) -> None:
        for number in range(10):
            canvas.drawString(60, 760 - 24 * number, "到2027年，全市普惠性幼儿园覆盖率达到95%。")
        canvas.setFont("Helvetica", 14)
        for at in range(2):
            text = canvas.beginText(60, 480 - 24 * at)
            text.setHorizScale(percent)
            text.textOut(words)
            canvas.drawText(text)

    return drawn(lay)


def test_letters_as_wide_as_hanzi_are_hanzi_to_the_eye() -> None:
    document = parse(stretched("KLBNOPQbRSTfghijk", 170), "x", ocr="never")
    (doubt,) = document.doubts
    assert doubt.code == "broken-character-map"
    assert "as wide as hanzi" in doubt.reason
    assert doubt.span == document.pages[0].span
    assert not codes(parse(stretched("KLBNOPQbRSTfghijk", 100), "x", ocr="never"))


def test_a_text_layer_that_lies_does_so_by_whatever_engine() -> None:
    document = parse(stretched("KLBNOPQbRSTfghijk", 170), "x", ocr="never", engine="pdfplumber")
    assert codes(document) == {"broken-character-map"}


def test_every_row_of_a_page_that_lies_says_so(shared: Path) -> None:
    (path,) = (shared / "realdocs" / "pdf").glob("*GMT_0031*")
    extraction = extraction_of_bytes(path.read_bytes(), "x", ocr="never")
    rows = (*extraction.quantities, *extraction.times, *extraction.commitments)
    assert rows
    assert all("broken-character-map" in {doubt.code for doubt in row.doubts} for row in rows)


def test_known_liars_are_caught(shared: Path) -> None:
    folder = shared / "realdocs" / "pdf"
    (mojibake,) = folder.glob("*0981119*")
    (mapped,) = folder.glob("*GMT_0031*")
    (scanned,) = folder.glob("*pr-136*")
    broken = [d for d in parse(mojibake.read_bytes(), "x", ocr="never").doubts if d.code == "broken-character-map"]
    assert len(broken) > 15
    assert "broken-character-map" in codes(parse(mapped.read_bytes(), "x", ocr="never"))
    assert "ocr-text-layer" in codes(parse(scanned.read_bytes(), "x", ocr="never"))
    for honest in ("*397.pdf", "*一号文件*", "*公平交易法*", "*海南省*"):
        (path,) = folder.glob(honest)
        assert not codes(parse(path.read_bytes(), "x", ocr="never")), honest


def test_a_recognised_page_has_text_places_and_doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(picture: Any) -> list[Recognised]:
        width, height = picture.size
        return [
            Recognised("一、总体要求", width * 0.1, height * 0.10, width * 0.4, height * 0.12, 0.99),
            Recognised("到2027年，覆盖率达到95%。", width * 0.1, height * 0.2, width * 0.9, height * 0.22, 0.6),
        ]

    monkeypatch.setattr(recognition, "engine", lambda: Engine("a test engine", read))
    data = scan("", pages=1)
    document = parse(data, "x")
    assert document.text.split() == ["一、总体要求", "到2027年，覆盖率达到95%。"]
    assert dict(document.meta)["ocr"] == "a test engine"
    unsure = [d.span.of(document.text) for d in document.doubts if d.code == "low-ocr-confidence"]
    assert unsure == ["到2027年，覆盖率达到95%。"]
    assert "ocr-page" in codes(document)
    start = document.text.index("95%")
    ((page, (x0, top, x1, bottom)),) = locate(data, document, Span(start, start + 3))
    assert page == 1
    assert 0.6 * 595 < x0 < x1 <= 0.9 * 595 + 1
    assert 0.2 * 842 - 1 < top < bottom < 0.22 * 842 + 1


def test_to_find_words_on_a_scan_its_page_alone_is_recognised_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def read(picture: Any) -> list[Recognised]:
        width, height = picture.size
        seen.append(len(seen))
        words = ("一、新增学位。", "二、覆盖率达到95%。", "三、培训教师。")[(len(seen) - 1) % 3 if len(seen) < 4 else 1]
        return [Recognised(words, width * 0.1, height * 0.2, width * 0.9, height * 0.22, 0.99)]

    monkeypatch.setattr(recognition, "engine", lambda: Engine("a test engine", read))
    data = scan("", pages=3)
    document = parse(data, "x")
    assert len(seen) == 3
    start = document.text.index("二、")
    ((page, box),) = locate(data, document, Span(start, start + 5))
    assert (page, len(seen)) == (2, 4)
    assert 0.2 * 842 - 1 < box[1] < box[3] < 0.22 * 842 + 1


def test_a_scan_written_downwards_is_read_from_right_to_left(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = ["一、總體要求", "到民國一百十六年底，覆蓋率達到", "百分之九十五。"]

    def read(picture: Any) -> list[Recognised]:
        width, height = picture.size
        step = width * 0.08
        return [
            Recognised(words, width * 0.8 - i * step, height * 0.1, width * 0.8 - i * step + 30, height * 0.9, 0.99)
            for i, words in enumerate(columns)
        ][::-1]

    monkeypatch.setattr(recognition, "engine", lambda: Engine("a test engine", read))
    data = scan("", pages=1)
    document = parse(data, "x")
    assert document.text.split() == columns
    ((_, (x0, top, x1, bottom)),) = locate(data, document, Span(0, len(columns[0])))
    assert 0.79 * 595 < x0 < x1 < 0.84 * 595
    assert 0.09 * 842 < top < bottom < 0.91 * 842


def test_where_pdfium_loses_characters_pdfplumber_is_asked(shared: Path) -> None:
    """Without a CJK font on the machine pdfium drops the text of a font that is not embedded."""
    (path,) = (shared / "realdocs" / "pdf").glob("*pr-136*")
    code = f"""
import ctypes, pypdfium2.raw as raw, pypdfium2
raw.FPDF_DestroyLibrary()
config = raw.FPDF_LIBRARY_CONFIG(); config.version = 2
nowhere = ctypes.create_string_buffer(b"/nowhere")
paths = (ctypes.POINTER(ctypes.c_char) * 2)(ctypes.cast(nowhere, ctypes.POINTER(ctypes.c_char)), None)
config.m_pUserFontPaths = ctypes.cast(paths, type(config.m_pUserFontPaths))
raw.FPDF_InitLibraryWithConfig(config)
from pathlib import Path
from chengnuo.parsers import parse
document = parse(Path({str(path)!r}).read_bytes(), "x", ocr="never")
print(sum("\\u4e00" <= sign <= "\\u9fff" for sign in document.text))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 3000


# ---------------------------------------------------------------- encrypted and broken files


def locked(pdf: bytes) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    def lay(canvas: Any, _: int) -> None:
        canvas.drawString(60, 700, "到2027年，覆盖率达到95%。")

    return drawn(lay, encrypt=StandardEncryption("open sesame", strength=128))


def test_an_encrypted_file_asks_for_its_password(pdf: bytes) -> None:
    data = locked(pdf)
    with pytest.raises(UnreadableFile, match=r"is encrypted.*--password"):
        parse(data, "x")
    with pytest.raises(UnreadableFile, match="does not open"):
        parse(data, "x", password="wrong")
    assert "覆盖率达到95%" in parse(data, "x", password="open sesame").text


def test_a_file_without_its_end_says_so(pdf: bytes) -> None:
    assert "cut-off" not in codes(parse(pdf, "x"))
    assert "cut-off" in codes(parse(pdf[: pdf.rindex(b"startxref")], "x"))


def test_a_damaged_stream_is_doubted_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pytest.importorskip("reportlab.rl_config"), "useA85", 0)
    words = ["到2027年底，全市普惠性幼儿园覆盖率达到95%以上。"] * 30

    def lay(canvas: Any, page: int) -> None:
        for line, sentence in enumerate(words):
            canvas.drawString(60, 800 - 20 * line, f"{page}{line} {sentence}")

    data = drawn(lay, pages=2, pageCompression=1, invariant=1)
    whole = parse(data, "x")
    assert "broken-stream" not in codes(whole)
    begins = [found.end() for found in re.finditer(rb"/FlateDecode[^>]*>>\s*stream\r?\n", data)]
    seen = set()
    for begin in begins:
        flipped = bytearray(data)
        flipped[begin + (data.index(b"endstream", begin) - begin) // 2] ^= 0x10
        with contextlib.suppress(UnreadableFile):
            read = parse(bytes(flipped), "x")
            places = [doubt.span for doubt in read.doubts if doubt.code == "broken-stream"]
            if squeezed(read.text) != squeezed(whole.text):
                assert places
            seen |= {page.number for page in read.pages if page.span in places}
    assert seen == {1, 2}


def test_a_file_cut_off_anywhere_is_read_or_refused(pdf: bytes) -> None:
    for share in (0.02, 0.3, 0.6, 0.9, 0.999):
        text = "refused"
        with contextlib.suppress(UnreadableFile):  # anything else is a crash
            text = parse(pdf[: int(len(pdf) * share)], "x").text
        assert squeezed(text)


# ---------------------------------------------------------------- places and pictures


def test_words_are_found_again_on_their_page(pdf: bytes, document: Document) -> None:
    import pypdfium2

    rewrite = Rewrite(document.text).with_layer(layout_edits(document))
    for paragraph in PLAN.paragraphs[:4]:
        words = paragraph[:40]
        start = rewrite.text.index(words)
        span = rewrite.to_source(Span(start, start + len(words)))
        places = locate(pdf, document, span)
        assert places
        read = ""
        for page, (x0, top, x1, bottom) in places:
            text = pypdfium2.PdfDocument(pdf)[page - 1].get_textpage()
            read += text.get_text_bounded(x0 + 1, 842 - bottom, x1 - 1, 842 - top)
        assert squeezed(read) == squeezed(words)


def test_rows_of_a_table_over_pages_are_on_the_pages_where_they_stand(pdf: bytes, document: Document) -> None:
    (table,) = document.tables
    found = []
    for cell in (cell for cell in table.cells if cell.column == 1):
        (page,) = (page.number for page in document.pages if page.span.start <= cell.span.start < page.span.end)
        assert {number for number, _ in locate(pdf, document, cell.span)} == {page}
        found.append(page)
    assert found == sorted(found)
    assert len(set(found)) > 1


def test_nothing_is_located_in_another_file(pdf: bytes, document: Document) -> None:
    other = made.as_pdf(dataclasses.replace(PLAN, title="另一个方案"))
    assert locate(other, document, Span(0, 5)) == ()
    assert locate(pdf, parse("到2027年".encode(), "x"), Span(0, 3)) == ()


def test_a_page_is_drawn_with_the_words_marked(pdf: bytes, document: Document) -> None:
    from PIL import Image

    start = document.text.index(PLAN.title[:4])
    places = locate(pdf, document, Span(start, start + 4))
    with Image.open(io.BytesIO(draw(pdf, places[0][0], [box for _, box in places]))) as picture:
        scale = picture.width / 595.28
        x0, top, _, _ = places[0][1]
        red, green, blue = picture.getpixel((int(x0 * scale) + 1, int(top * scale) + 1))[:3]
        assert (red, green) > (200, 150)
        assert blue < 160
        assert picture.getpixel((3, 3)) == (255, 255, 255)
    with pytest.raises(ValueError, match="no page 99"):
        draw(pdf, 99, [])


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_pages() -> None:
    code = """
import io
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
out = io.BytesIO(); canvas = Canvas(out)
for page in range(500):
    canvas.setFont("STSong-Light", 14)
    for line in range(30):
        canvas.drawString(60, 760 - 24 * line, "到2027年，全市普惠性幼儿园覆盖率达到95%以上，公办园占比达到六成")
    canvas.showPage()
canvas.save()
from chengnuo.parsers import parse
document = parse(out.getvalue(), "x")
assert len(document.pages) == 500
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) // 1024)
"""
    pytest.importorskip("reportlab")
    if not Path("/proc/self/status").exists():
        pytest.skip("the peak of a process's own memory stands in /proc; getrusage counts its parent's before exec")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) < 300


@pytest.mark.parametrize("seed", range(30))
def test_crossings_of_lines_make_the_cells_of_pdfplumber(seed: int) -> None:
    from pdfplumber.table import edges_to_intersections, intersections_to_cells

    chance = random.Random(seed)
    edges = []
    for _ in range(chance.randint(4, 40)):
        a, b = sorted(chance.sample(range(0, 100, 10), 2))
        at = chance.randrange(0, 100, 10)
        level = chance.random() < 0.5
        x0, top, x1, bottom = (a, at, b, at) if level else (at, a, at, b)
        edges.append({"x0": x0, "top": top, "x1": x1, "bottom": bottom, "orientation": "h" if level else "v"})
    crossings = edges_to_intersections(edges, 3, 3)
    assert cells_between(crossings) == intersections_to_cells(crossings)


# ---------------------------------------------------------------- footnotes


def noted(rule: bool, mark: str, called: bool = True) -> bytes:
    """Two pages of one sentence, the first with a footnote in small print."""

    def lay(canvas: Any, page: int) -> None:
        for row in range(20):
            canvas.setFont("STSong-Light", 16)
            canvas.drawString(72, 760 - 28 * row, "全市普惠性幼儿园覆盖率达到百分之九十五以上并且持续提高")
            if row == 3 and page == 0 and called:
                canvas.setFont("STSong-Light", 8)
                canvas.drawString(72 + 27 * 16, 766 - 28 * row, mark)
        if page == 0:
            canvas.setFont("STSong-Light", 9)
            canvas.drawString(72, 125, f"{mark} 含公办幼儿园和普惠性民办幼儿园，以公布的")
            canvas.drawString(72, 113, "名单为准。")
            if rule:
                canvas.setLineWidth(0.5)
                canvas.line(72, 140, 220, 140)
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(280, 60, f"— {page + 1} —")

    return drawn(lay, 2)


@pytest.mark.parametrize(("rule", "mark", "called"), [(True, "①", True), (False, "1", True), (True, "[1]", False)])
def test_footnotes_are_kept_apart_and_the_sentence_goes_on_over_them(rule: bool, mark: str, called: bool) -> None:
    document = parse(noted(rule, mark, called), "计划.pdf", ocr="never")
    notes = [(squeezed(b.span.of(document.text)), b.place) for b in document.blocks if b.kind == "footnote"]
    assert notes == [(f"{mark}含公办幼儿园和普惠性民办幼儿园，以公布的名单为准。", "p1 footnote")]
    clean = Rewrite(document.text).with_layer(layout_edits(document)).text.strip()
    assert clean == "全市普惠性幼儿园覆盖率达到百分之九十五以上并且持续提高" * 40


def test_small_print_without_rule_or_call_is_text() -> None:
    document = parse(noted(False, "1", called=False), "计划.pdf", ocr="never")
    assert {block.kind for block in document.blocks} == {"paragraph", "page-number"}


# ---------------------------------------------------------------- visual lines


def runs(*pieces: tuple[float, float, str]) -> bytes:
    """A page on which runs of text are drawn in this order: x, height, words."""

    def lay(canvas: Any, _: int) -> None:
        for x, y, words in pieces:
            canvas.drawString(x, y, words)

    return drawn(lay)


def test_marks_drawn_after_their_line_stand_in_it() -> None:
    data = runs(
        (72, 700, "推进落实"), (142, 700, "一校一策"), (212, 700, "工作方案。"), (128, 700, "“"), (198, 700, "”")
    )
    document = parse(data, "计划.pdf", ocr="never")
    assert document.text.strip() == "推进落实“一校一策”工作方案。"
    at = document.text.index("”")
    ((page, box),) = locate(data, document, Span(at, at + 1), ocr="never")
    assert page == 1
    assert 190 < box[0] < box[2] < 215


def test_pieces_of_a_line_are_one_line_and_words_of_two_lines_are_not() -> None:
    pieces = [(72, 700, "市教育"), (114, 700, "局、"), (142, 700, "市财政局"), (72, 680, "联合"), (100, 680, "印发")]
    document = parse(runs(*pieces), "计划.pdf", ocr="never")
    assert document.text.split() == ["市教育局、市财政局", "联合印发"]
