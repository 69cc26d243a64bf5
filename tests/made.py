"""Files made from the corpora for the tests of the parsers: one task table and some prose, in several formats."""

from __future__ import annotations

import base64
import html
import io
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

HEADER = ("序号", "重点任务", "责任单位", "配合部门", "完成时间")
WHEN = ("2025年12月底", "2026年6月底", "2027年12月")
HELPERS = ("市人力资源社会保障局", "市卫生健康委", "市文化广电旅游局")


@dataclass(frozen=True)
class Plan:
    """A plan: its title, paragraphs before the table, and the rows of the table."""

    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """The plan as the corpora write it: a line a paragraph, a line a cell."""
        cells = [cell for row in (HEADER, *self.rows) for cell in row]
        return "\n".join((self.title, *self.paragraphs, *cells)) + "\n"


def plan(corpora: Path) -> Plan:
    """A plan whose tasks and responsible units are those of a document of the corpora."""
    text = next(corpora.glob("001_*.txt")).read_text(encoding="utf-8")
    tasks = re.findall(r"\n(?:\d{1,2}\. ?)([^。\n]{4,30})。[^\n]*?（责任单位：([^）]{4,80})）", text)
    rows = []
    for number, (task, units) in enumerate(tasks[:14], start=1):
        bodies = "、".join(unit.strip() for unit in re.split("[，、]", units))
        helper = HELPERS[number % 3]
        rows.append((str(number), task, bodies, helper, WHEN[number % 3]))
    prose = tuple(
        line.strip()
        for line in text.split("\n")
        if 80 < len(line) < 400 and "责任单位" not in line and line.endswith("。")
    )
    return Plan("某市推进义务教育优质均衡发展实施方案", prose[:6], tuple(rows))


def as_html(made: Plan, encoding: str = "utf-8", declared: str | None = None) -> bytes:
    """The plan as a saved page with navigation around it."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in (HEADER, *made.rows)
    )
    prose = "".join(f"<p>　　{html.escape(p)}</p>" for p in made.paragraphs)
    links = "".join(
        f'<li><a href="/{i}">{word}</a></li>' for i, word in enumerate(("首页", "政务公开", "办事服务", "互动交流"))
    )
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{declared or encoding}"><title>{made.title}</title></head><body>'
        f"<div class=nav><ul>{links}</ul></div>"
        "<table><tr><td>索 引 号：</td><td>000014349/2024-00001</td><td>发文机关：</td><td>某市人民政府</td></tr>"
        "<tr><td>成文日期：</td><td>2024年3月1日</td><td>发文字号：</td><td>某政发〔2024〕5号</td></tr></table>"
        f"<div id=content><h1>{made.title}</h1>{prose}<table border=1>{rows}</table></div>"
        "<div class=footer>主办单位：某市人民政府办公室　ICP备案：某ICP备12345678号</div></body></html>"
    )
    return page.encode(encoding)


def as_docx(made: Plan) -> bytes:
    """The plan as Word saves it, by python-docx."""
    import docx

    document: Any = docx.Document()
    document.add_heading(made.title, level=1)
    for paragraph in made.paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=0, cols=len(HEADER), style="Table Grid")
    for row in (HEADER, *made.rows):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(made: Plan) -> bytes:
    """The plan as a sheet, by openpyxl: title and paragraphs over the whole width, the table below."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ((made.title,), *((paragraph,) for paragraph in made.paragraphs), HEADER, *made.rows):
        sheet.append(row)
        if len(row) == 1:
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=len(HEADER))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_pdf(made: Plan) -> bytes:
    """The plan as a PDF of several pages with a ruled table and page numbers, by reportlab; skips without it."""
    import pytest

    pytest.importorskip("reportlab")
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    title = ParagraphStyle(
        "t", fontName="STSong-Light", fontSize=20, leading=30, alignment=1, wordWrap="CJK", spaceAfter=12
    )
    body = ParagraphStyle("b", fontName="STSong-Light", fontSize=14, leading=26, firstLineIndent=28, wordWrap="CJK")
    cell = ParagraphStyle("c", fontName="STSong-Light", fontSize=10, leading=14, wordWrap="CJK")

    def foot(canvas: Any, doc: Any) -> None:
        canvas.setFont("STSong-Light", 12)
        canvas.drawCentredString(A4[0] / 2, 40, f"— {doc.page} —")

    table = Table(
        [[Paragraph(words, cell) for words in row] for row in (HEADER, *made.rows)],
        colWidths=[36, 150, 150, 80, 64],
        repeatRows=1,
        style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]),
    )
    out = io.BytesIO()
    story = [Paragraph(made.title, title), *(Paragraph(p, body) for p in made.paragraphs), table]
    SimpleDocTemplate(out, pagesize=A4, title=made.title).build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def by_weasyprint(made: Plan) -> bytes:
    """The plan as a PDF with embedded fonts, by weasyprint; skips where it or its libraries are absent."""
    import pytest

    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:
        pytest.skip(f"weasyprint cannot be used: {error}")
    face = (
        f"@font-face{{font-family:Drawn;src:url(data:font/ttf;base64,{base64.b64encode(font(made.text())).decode()})}}"
    )
    style = face + "body{font:16pt Drawn} p{text-indent:2em;margin:0}"
    style += "td{border:1px solid;font-size:10pt} tr{break-inside:avoid} h1{text-align:center}"
    style += "table{border-collapse:collapse} @page{size:A4;margin:37mm 26mm 35mm 27mm}"
    style += "@page{@bottom-center{content:'— ' counter(page) ' —'}}"
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in made.rows)
    head = "<thead><tr>" + "".join(f"<td>{c}</td>" for c in HEADER) + "</tr></thead>"
    prose = "".join(f"<p>{p}</p>" for p in made.paragraphs)
    page = f"<style>{style}</style><h1>{made.title}</h1>{prose}<table>{head}<tbody>{rows}</tbody></table>"
    return bytes(HTML(string=page).write_pdf())


def font(words: str) -> bytes:
    """A TrueType font that draws `words`, digits and dashes as squares: a machine may have no other with hanzi."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for draw, place in (
        (pen.moveTo, (60, 0)),
        (pen.lineTo, (60, 800)),
        (pen.lineTo, (940, 800)),
        (pen.lineTo, (940, 0)),
    ):
        draw(place)
    pen.closePath()
    square, blank = pen.glyph(), TTGlyphPen(None).glyph()
    names = {code: f"u{code:X}" for code in sorted({*map(ord, words), *map(ord, "0123456789— ")} - {10})}
    glyphs = {".notdef": blank} | {name: blank if code == 32 else square for code, name in names.items()}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(
        {name: (500 if name in {f"u{c:X}" for c in range(128)} else 1000, 0) for name in glyphs}
    )
    builder.setupHorizontalHeader(ascent=860, descent=-140)
    builder.setupNameTable({"familyName": "Drawn", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=860, sTypoDescender=-140, usWinAscent=860, usWinDescent=140)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


@lru_cache(maxsize=8)
def _by_office(document: bytes, suffix: str) -> bytes:
    """A DOCX as LibreOffice saves it in another format; skips where that is not installed."""
    import pytest

    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.docx"
        path.write_bytes(document)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", f"{folder}/out", str(path)], capture_output=True, timeout=120, check=True)
        return next(Path(folder, "out").iterdir()).read_bytes()


def as_word(made: Plan, suffix: str) -> bytes:
    """The plan as python-docx writes and LibreOffice saves it: `pdf`, `doc`, `docx`, `rtf`."""
    return _by_office(as_docx(made), suffix)


LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def numbered_docx(items: tuple[tuple[int, str], ...]) -> bytes:
    """Paragraphs with automatic numbers of three levels, which stand nowhere in their text."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    document: Any = docx.Document()
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{name}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (name, text) in enumerate(LEVELS)
    )
    listed = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    root.insert(0, parse_xml(listed))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, words in items:
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        own = properties.get_or_add_numPr()
        own.get_or_add_ilvl().set(qn("w:val"), str(level))
        own.get_or_add_numId().set(qn("w:val"), "77")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def numbered_word(items: tuple[tuple[int, str], ...], suffix: str) -> bytes:
    """The numbered paragraphs as LibreOffice saves them."""
    return _by_office(numbered_docx(items), suffix)
