"""How long the parsers take beside the bare engines under them, as ratios measured in one run.

Usage: python benchmarks/parsers.py [FOLDER…]      (default: ../shared/realdocs beside the checkout)

- PDF: text, tables, layout and checks, beside pdfium's bare text of the same pages (targets: 1.5 over all files, 2 for
  the slowest one of at least five milliseconds);
- DOCX: everything that the parser reads, beside unpacking, `lxml.etree.fromstring` and the texts of the paragraphs
  (target: 2), and python-docx's full iteration beside it (target: 5);
- OCR: a scan of few pages, beside rapidocr on the same pages drawn at the same resolution (target: 1.1); left out
  where rapidocr is not installed.

Each figure is the best of several alternating rounds in processor time. The memory that 500 pages take (target: 300
MB) is held by a test.
"""

from __future__ import annotations

import ctypes
import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.parsers import parse

ROUNDS = 5
TOO_SHORT = 0.005
SCANS = 2
SCAN_PAGES = 6
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def bare_pdf(data: bytes) -> None:
    """pdfium's text of all pages and nothing else."""
    import pypdfium2
    from pypdfium2 import raw

    pdf = pypdfium2.PdfDocument(data)
    for number in range(len(pdf)):
        page = raw.FPDF_LoadPage(pdf.raw, number)
        text = raw.FPDFText_LoadPage(page)
        count = raw.FPDFText_CountChars(text)
        buffer = ctypes.create_string_buffer(2 * (count + 1))
        raw.FPDFText_GetText(text, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
    pdf.close()


def bare_docx(data: bytes) -> list[str]:
    """The body unpacked and parsed, and the text of each paragraph."""
    from lxml import etree

    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in root.iter(W + "p")]


def python_docx(data: bytes) -> None:
    """Every paragraph and cell of the body, the headers and the footers, by python-docx."""
    import docx

    def walk(container: Any) -> None:
        for block in container.iter_inner_content():
            if hasattr(block, "rows"):
                for row in block.rows:
                    for cell in row.cells:
                        walk(cell)
            else:
                _ = block.text

    document: Any = docx.Document(io.BytesIO(data))
    walk(document)
    for section in document.sections:
        walk(section.header)
        walk(section.footer)


def best(*functions: Callable[[bytes], Any], data: bytes, rounds: int = ROUNDS) -> list[float]:
    """The best time of each function in alternating rounds, in seconds."""
    times = [float("inf")] * len(functions)
    for _ in range(rounds):
        for at, function in enumerate(functions):
            start = time.process_time()
            function(data)
            times[at] = min(times[at], time.process_time() - start)
    return times


def ours(data: bytes) -> None:
    """Our own parser, without OCR."""
    parse(data, "benchmark", ocr="never")


def pdfs(paths: list[Path]) -> None:
    """Print the ratios over PDFs."""
    total = [0.0, 0.0]
    worst = (0.0, "")
    for path in paths:
        data = path.read_bytes()
        try:
            ours(data)
        except UnreadableFile:
            continue
        bare, full = best(bare_pdf, ours, data=data)
        total = [total[0] + bare, total[1] + full]
        if bare >= TOO_SHORT:
            worst = max(worst, (full / bare, path.name))
        print(f"  {full / bare:5.2f}  {bare * 1000:8.1f} ms → {full * 1000:8.1f} ms  {path.name[-60:]}")
    if total[0]:
        print(f"PDF: {total[1] / total[0]:.2f} × pdfium's bare text; slowest file {worst[0]:.2f} × ({worst[1][-50:]})")


def docxs(paths: list[Path]) -> None:
    """Print the ratios over DOCX files, and over a large one put together of their paragraphs."""
    total = [0.0, 0.0, 0.0]
    for name, data in [*((path.name, path.read_bytes()) for path in paths), ("large annex", large_docx())]:
        bare, full, other = best(bare_docx, ours, python_docx, data=data)
        if bare < TOO_SHORT / 5:
            continue
        total = [a + b for a, b in zip(total, (bare, full, other), strict=True)]
        ratios = f"{full / bare:5.2f}  python-docx {other / full:5.2f}"
        print(f"  {ratios}  {bare * 1000:8.1f} ms → {full * 1000:8.1f} ms  {name[-50:]}")
    if total[0]:
        print(f"DOCX: {total[1] / total[0]:.2f} × bare lxml; python-docx takes {total[2] / total[1]:.2f} × ours")


def large_docx() -> bytes:
    """An annex of 400 paragraphs and a table of 400 rows, as python-docx writes it."""
    import docx

    document: Any = docx.Document()
    for number in range(400):
        document.add_paragraph(f"{number}.到2027年，全市普惠性幼儿园覆盖率达到95%以上，公办园在园幼儿占比达到60%。")
    table = document.add_table(rows=0, cols=5)
    for number in range(400):
        words = (str(number), "推进集团化办学", "市教育局", "市财政局", "2026年12月")
        for cell, word in zip(table.add_row().cells, words, strict=True):
            cell.text = word
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def scans(paths: list[Path]) -> None:
    """Print the ratio over the smallest PDFs that are scans, against the engine alone."""
    from chengnuo.parsers.ocr import DPI, engine

    reader = engine()
    if reader is None or reader.name != "rapidocr":
        print("OCR: rapidocr is not installed")
        return
    import numpy as np
    import pypdfium2
    from rapidocr import RapidOCR

    bare_engine = RapidOCR(params={"Global.log_level": "critical"})

    def bare(data: bytes) -> None:
        with pypdfium2.PdfDocument(data) as pdf:
            for page in pdf:
                bare_engine(np.asarray(page.render(scale=DPI / 72).to_pil().convert("RGB"))[:, :, ::-1])

    total, measured = [0.0, 0.0], 0
    for path in sorted(paths, key=lambda path: path.stat().st_size):
        data = path.read_bytes()
        if measured < SCANS and _is_short_scan(data):
            alone, full = best(bare, lambda data: parse(data, "benchmark"), data=data, rounds=2)
            total, measured = [total[0] + alone, total[1] + full], measured + 1
            print(f"  {full / alone:5.2f}  {alone:8.2f} s  → {full:8.2f} s   {path.name[-60:]}")
    if measured:
        print(f"OCR: {total[1] / total[0]:.2f} × rapidocr on the same images")


def _is_short_scan(data: bytes) -> bool:
    import pypdfium2

    try:
        parse(data, "benchmark", ocr="never")
    except UnreadableFile as error:
        if "image-only" not in error.reason:
            return False
        with pypdfium2.PdfDocument(data) as pdf:
            return len(pdf) <= SCAN_PAGES
    return False


def main() -> None:
    """Measure the files of the folders named."""
    default = Path(__file__).resolve().parents[2] / "shared" / "realdocs"
    folders = [Path(name) for name in sys.argv[1:]] or [default]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    pdfs([path for path in files if path.suffix == ".pdf" and "malformed" not in path.parts])
    scans([path for path in files if path.suffix == ".pdf" and "malformed" not in path.parts])
    docxs([path for path in files if path.suffix == ".docx" and "malformed" not in path.parts])


if __name__ == "__main__":
    main()
