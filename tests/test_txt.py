"""Plain text files: their encoding, their line ends, and what is no text."""

from __future__ import annotations

import hashlib

import pytest

from chengnuo.errors import UnreadableFile
from chengnuo.parsers import Options, parse
from chengnuo.parsers.encoding import decode
from chengnuo.parsers.txt import parse_text

SIMPLIFIED = "关于印发《实施方案》的通知\n到2027年底，全县义务教育学校全部达标，巩固率达到95%以上。\n"
TRADITIONAL = "關於印發《實施方案》的通知\n到民國113年底，全縣義務教育學校全部達標，鞏固率達到95%以上。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_chinese_text_is_read_in_every_encoding_in_use(encoding: str) -> None:
    text, found, doubts = decode(SIMPLIFIED.encode(encoding))
    assert text == SIMPLIFIED
    assert found == {"gbk": "gb18030"}.get(encoding, encoding)
    assert doubts == ()


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "cp950", "gb18030", "utf-8", "utf-16-le"])
def test_traditional_text_is_told_from_simplified(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding))[0] == TRADITIONAL


@pytest.mark.parametrize("words", ["通知", "联通", "局", "2027年底", "教育局"])
def test_a_few_words_in_gb_are_not_taken_for_utf8(words: str) -> None:
    assert decode(words.encode("gbk"))[:2] == (words, "gb18030")


@pytest.mark.parametrize("words", ["Привет мир", "été à la café", "plain ASCII", ""])
def test_other_scripts_stay_utf8(words: str) -> None:
    assert decode(words.encode()) == (words, "utf-8", ())


def test_line_ends_are_line_feeds() -> None:
    assert decode("甲\r\n乙\r丙\n".encode())[0] == "甲\n乙\n丙\n"


def test_a_cut_file_is_read_and_marked() -> None:
    text, encoding, doubts = decode(SIMPLIFIED.encode()[:-2])
    assert encoding == "utf-8"
    assert text[:-1] == SIMPLIFIED[:-2]
    assert [(d.code, d.span.of(text)) for d in doubts] == [("lost-bytes", "\ufffd")]


def test_a_document_has_the_digest_of_its_bytes() -> None:
    data = "\ufeff甲\r\n乙".encode()
    document = parse_text(data, "a.txt")
    assert (document.text, document.format, document.encoding) == ("甲\n乙", "txt", "utf-8-sig")
    assert document.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe\x01", b"\x7fELF\x02\x01\x01\0\0\0", bytes(range(32)) * 8]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        parse_text(data, "a.txt")


def test_a_file_of_garbled_text_is_read_as_it_was_written() -> None:
    text = SIMPLIFIED.encode("utf-8").decode("cp1252", "replace")
    assert "\ufffd" in text
    assert decode(text.encode("utf-8"))[:2] == (text, "utf-8")
    assert decode(SIMPLIFIED.encode("utf-8").decode("latin-1").encode("utf-8"))[1] == "utf-8"


@pytest.mark.parametrize(("named", "codes"), [("gb18030", []), ("big5", ["encoding-unfit"]), (None, [])])
def test_an_encoding_that_does_not_fit_is_told(named: str | None, codes: list[str]) -> None:
    data = "到2027年底，全市普惠性幼儿园覆盖率达到95%以上。".encode("gb18030")
    options: Options = {"encoding": named} if named else {}
    document = parse(data, "页.txt", **options)
    assert document.encoding == "gb18030"
    assert [doubt.code for doubt in document.doubts] == codes
