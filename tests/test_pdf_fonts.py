"""PDFs that name fonts without holding them: their words are the same whatever fonts a machine has."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import made
import pytest

from chengnuo.model import Document
from chengnuo.parsers import ocr as recognition
from chengnuo.parsers import parse
from chengnuo.parsers.ocr import Engine, Recognised
from chengnuo.parsers.pdf import draw, fonts, locate
from chengnuo.spans import Span

WORDS = "2026年6月底"


def pdf(runs: list[tuple[str, int, int]], *, ordering: str = "GB1", encoding: str = "UniGB-UCS2-H") -> bytes:
    """A page with runs of words, each at its place, in a font that the file names and does not hold."""
    content = "".join(f"BT /F 12 Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n" for words, x, y in runs)
    signs = sorted({sign for words, _, _ in runs for sign in words})
    pairs = "".join(f"<{ord(sign):04x}> <{ord(sign):04x}>\n" for sign in signs)
    cmap = f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(signs)} beginbfchar\n{pairs}endbfchar"
    cmap = f"/CIDInit /ProcSet findresource begin begincmap\n{cmap}\nendcmap end"
    narrow = (
        " ".join(f"{ord(sign)} [500]" for sign in signs if sign < "\x7f") if encoding == "Identity-H" else "1 [500]"
    )
    parts = [
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        (
            f"<</Type /Font /Subtype /Type0 /BaseFont /FangSong /Encoding /{encoding} /ToUnicode 8 0 R"
            " /DescendantFonts [6 0 R]>>"
        ),
        (
            "<</Type /Font /Subtype /CIDFontType2 /BaseFont /FangSong /FontDescriptor 7 0 R /DW 1000"
            f" /CIDSystemInfo <</Registry (Adobe) /Ordering ({ordering}) /Supplement 0>> /W [{narrow}]>>"
        ),
        (
            "<</Type /FontDescriptor /FontName /FangSong /Flags 4 /FontBBox [0 -140 1000 860] /ItalicAngle 0"
            " /Ascent 860 /Descent -140 /CapHeight 700 /StemV 80>>"
        ),
        f"<</Length {len(cmap)}>>\nstream\n{cmap}\nendstream",
    ]
    objects = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{objects}trailer <</Root 1 0 R /Size {len(parts) + 1}>>\n%%EOF\n".encode("latin-1")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no font is installed."""
    monkeypatch.setattr(fonts._fonts(), "installed", dict.fromkeys(fonts._fonts().installed))


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.doubts]


@pytest.mark.parametrize(("ordering", "encoding"), [("GB1", "UniGB-UCS2-H"), ("Identity", "Identity-H")])
def test_a_hanzi_that_is_a_run_of_its_own_is_read(ordering: str, encoding: str) -> None:
    document = parse(pdf([("2026年6月", 60, 700), ("底", 60, 680)], ordering=ordering, encoding=encoding), "x")
    assert "".join(document.text.split()) == WORDS
    assert not document.doubts


def test_a_hanzi_that_hardly_any_font_has_is_read() -> None:
    assert (
        "㛃" in parse(pdf([("村名是", 60, 700), ("㛃", 60, 680)], ordering="Identity", encoding="Identity-H"), "x").text
    )


def test_blanks_have_no_box_and_all_else_has_one() -> None:
    from PIL import ImageFont

    drawn = ImageFont.truetype(io.BytesIO(fonts.boxes()), 1000, layout_engine=ImageFont.Layout.BASIC)

    def wide(sign: str) -> int:
        left, _, right, _ = drawn.getmask(sign).getbbox() or (0, 0, 0, 0)
        return int(right - left)

    assert [wide(sign) for sign in "底，○𠮷\ue000"] == [920] * 5
    assert [wide(sign) for sign in "a8(~é"] == [420] * 5
    assert [wide(sign) for sign in " \u3000\xa0\u200b"] == [0] * 4


def test_words_in_such_a_font_have_their_place() -> None:
    data = pdf([("2026年6月", 60, 700), ("底", 60, 680)], ordering="Identity", encoding="Identity-H")
    document = parse(data, "x")
    at = document.text.index("底")
    ((page, (x0, top, x1, bottom)),) = locate(data, document, Span(at, at + 1))
    assert page == 1
    assert 60 <= x0 < x1 <= 72
    assert 842 - 692 <= top < bottom <= 842 - 678


def test_other_users_of_pdfium_are_given_the_fonts_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    asked: list[int] = []
    data = pdf([(WORDS, 60, 700)])
    monkeypatch.setitem(fonts._fonts().installed, "MapFont", lambda *given: asked.append(given[3]))
    parse(data, "x")
    assert not asked
    with pypdfium2.PdfDocument(data) as document:
        document[0].render()
    assert 134 in asked


def top_of(picture: bytes) -> set[tuple[int, ...]]:
    """The colours in the uppermost part of a page."""
    from PIL import Image

    return {colour for _, colour in Image.open(io.BytesIO(picture)).crop((0, 0, 600, 30)).getcolors(1 << 20)}


def test_a_picture_says_that_its_hanzi_may_be_missing(bare: None) -> None:
    assert len(top_of(draw(pdf([(WORDS, 60, 700)]), 1, []))) > 1
    assert len(top_of(draw(pdf([]), 1, []))) == 1


def test_a_picture_in_which_words_are_missing_is_not_recognised(bare: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(picture: Any) -> list[Recognised]:
        return [Recognised("只见表格的一部分", 10, 10, 90, 20, 0.99)]

    monkeypatch.setattr(recognition, "engine", lambda: Engine("a test engine", read))
    document = parse(pdf([(WORDS, 60, 700)]), "x", ocr="always")
    assert document.text.strip() == WORDS
    assert codes(document) == ["font-missing"]


def scanned_with_hidden_text(rows: list[list[str]], tmp_path: Path) -> bytes:
    """A picture of a page, and behind it the words that another program recognised, in a font without outlines."""
    pytest.importorskip("reportlab")
    from fontTools.ttLib import TTFont
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.pdfgen.canvas import Canvas

    font = TTFont(io.BytesIO(made.font("".join(word for row in rows for word in row))))
    for name in font["glyf"].keys():  # noqa: SIM118 - it is no dict
        font["glyf"][name] = font["glyf"][".notdef"]
    font.save(tmp_path / "glyphless.ttf")
    pdfmetrics.registerFont(ttfonts.TTFont("GlyphLess", str(tmp_path / "glyphless.ttf")))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (240, 240, 235))), 0, 0, 595, 842)
    canvas.setFont("GlyphLess", 14)
    for number, row in enumerate(rows):
        for at, word in enumerate(row):
            canvas.drawString(60 + 14 * sum(map(len, row[:at])), 760 - 24 * number, word)
    canvas.save()
    return out.getvalue()


def test_words_of_one_hanzi_behind_a_scan_are_read(tmp_path: Path) -> None:
    rows = [["到", "2027", "年", "底", "，"], ["全市", "建成", "学校", "90", "所", "。"]] * 4
    document = parse(scanned_with_hidden_text(rows, tmp_path), "x", ocr="never")
    assert "".join(document.text.split()) == "".join(word for row in rows for word in row)
    assert codes(document) == ["ocr-text-layer"]


def test_hidden_words_that_cannot_be_read_otherwise_are_a_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pdfplumber.open", lambda *_, **__: None)
    document = parse(
        scanned_with_hidden_text([["到", "2027", "年", "底"], ["全市", "建成"]] * 9, tmp_path), "x", ocr="never"
    )
    assert "底" not in document.text
    assert codes(document) == ["lost-characters", "ocr-text-layer"]
