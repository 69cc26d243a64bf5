"""The report as a file: whole, safe, small enough, and with every place where its words stand."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from test_store import PART, keep, make

from chengnuo import cli, store
from chengnuo.changes import Verdict
from chengnuo.check import check
from chengnuo.cli import words
from chengnuo.compare import compare
from chengnuo.diff import Difference
from chengnuo.model import Commitment, Extraction
from chengnuo.packs import Pack
from chengnuo.pipeline import extraction_of_text
from chengnuo.report import report
from chengnuo.report import words as page_words
from chengnuo.report.data import dossier, embedded
from chengnuo.sides import Place
from chengnuo.spans import Span

NASTY = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "&lt;b&gt;",
    "=HYPERLINK(\"http://x\")",
    "{{ 7*7 }}{% raw %}",
    "\u2028\u2029",
    "\ud800",
    "𠮷𬭚",
    "\x00\x1b[31m",
)  # fmt: skip


class Page(HTMLParser):
    """The elements of a page, and the content of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self._in = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = tag

    def handle_data(self, data: str) -> None:
        if self._in == "script":
            self.scripts.append((self.tags[-1][1], data))
        if self._in == "style":
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def json(self, name: str) -> Any:
        return json.loads(next(text for attributes, text in self.scripts if attributes.get("id") == name))


def with_text(text: str, **changes: Any) -> Extraction:
    """An extraction of a text that is one commitment from end to end, and says so everywhere."""
    part = replace(PART, span=Span(0, len(text)), title=text, issuer=text)
    row = replace(make().commitments[1], span=Span(0, len(text)), value_span=None, quote=text, indicator=text,
                  subject=text, scope=text, units=(text,), document=part)  # fmt: skip
    row = replace(row, **changes)
    return replace(make(), text=text, parts=(part,), commitments=(row,), tasks=(), times=(), quantities=(), bodies=(),
                   blocks=(), pages=(), lines=(), source=text[:20])  # fmt: skip


def quote(data: dict[str, Any], n: int) -> str:
    """The words of a row as the page's script cuts them out of the text, in UTF-16 units."""
    rows = data["rows"]
    text = rows["text"][n]
    for at, piece in data["texts"][text]["pieces"]:
        units = piece.encode("utf-16-le", "surrogatepass")
        start, end = rows["start"][n] - at, rows["end"][n] - at
        if 0 <= start <= end <= len(units) // 2:
            return units[start * 2 : end * 2].decode("utf-16-le", "surrogatepass")
    raise AssertionError("the words are not in the report")


@pytest.mark.parametrize("text", NASTY)
def test_nothing_that_stands_in_a_document_becomes_markup(text: str) -> None:
    one = with_text(text)
    plain = Page(report([make()], make().commitments))
    nasty = Page(report([one], one.commitments))
    assert nasty.tags == plain.tags
    assert quote(nasty.json("data"), 0) == text


@given(st.recursive(st.text(st.characters()), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_embedded_values_come_back_and_cannot_end_their_script(value: Any) -> None:
    text = embedded(value)
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", text)
    text.encode()


def test_the_policy_allows_our_own_scripts_and_no_others() -> None:
    page = Page(report([make()], make().commitments))
    policy = next(a["content"] or "" for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    run = [text for attributes, text in page.scripts if attributes.get("type") != "application/json"]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (*run, *page.styles)]
    assert len(run) == 2
    assert re.findall(r"'sha256-([^']+)'", policy) == hashes
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_title_is_text() -> None:
    page = report([], (), title="<i>R&D</i>")
    assert "<h1>&lt;i&gt;R&amp;D&lt;/i&gt;</h1>" in page


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = Page(report([make()], make().commitments))
    for tag, attributes in page.tags:
        assert not {"src", "srcset", "data", "action"} & attributes.keys(), tag
        assert (attributes.get("href") or "#").startswith("#")
    ours = "".join(text for attributes, text in page.scripts[3:])
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|fetch\(|XMLHttp", ours
    )


def test_equal_values_give_an_equal_report() -> None:
    assert report([make()], make().commitments) == report([make()], make().commitments)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_its_language(lang: Any) -> None:
    page = Page(report([], (), lang=lang))
    assert page.tags[0] == ("html", {"lang": {"zh": "zh-CN", "en": "en"}[lang], "data-lang": lang})


def test_both_languages_say_the_same_things() -> None:
    both = page_words()
    assert both["zh"].keys() == both["en"].keys()
    for key, text in both["zh"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", both["en"][key])), key
    script = "".join(
        p.read_text(encoding="utf-8")
        for p in (ROOT / "src/chengnuo/report/assets").glob("*.js")
        if "chart" not in p.name
    )
    said = set(re.findall(r"""\bsay\(\s*["']([^"']+)["']""", script))
    assert said <= both["zh"].keys()


def test_every_row_is_cut_out_of_its_text(corpora: Path) -> None:
    from chengnuo.pipeline import extraction_of_bytes

    path = min(corpora.glob("003_*.txt"))
    one = extraction_of_bytes("𠮷\n".encode() + path.read_bytes(), path.name)
    data = dossier([one], one.commitments, (), (), ())
    assert [quote(data, n) for n in data["listed"]] == [row.quote for row in one.commitments]
    cut = dossier([one], one.commitments, (), (), (), text_budget=10)
    assert [quote(cut, n) for n in cut["listed"]] == [row.quote for row in one.commitments]
    assert cut["whole"] is False
    whole = sum(len(piece) for _, piece in data["texts"][0]["pieces"])
    assert sum(len(piece) for _, piece in cut["texts"][0]["pieces"]) < whole


def test_texts_stand_once_however_many_rows_cite_them() -> None:
    data = dossier([make()], make().commitments * 50, (), (), ())
    assert len(data["rows"]["id"]) == 2
    assert len(data["texts"]) == 1
    assert json.dumps(data, ensure_ascii=False).count("到2027年，新增学位") == 1


def test_comparisons_findings_and_differences_point_at_rows_and_places(pack: Pack) -> None:
    plan, reply = make(), make("b" * 64, "reply.txt")
    rows = (*plan.commitments, *reply.commitments)
    change = Difference(
        kinds=("added",), layer="text", task="t", because="b", before=None,
        after=Place(source="reply.txt", part=0, span=plan.commitments[1].span, quote=plan.commitments[1].quote),
    )  # fmt: skip
    findings = check(reply.commitments, plan.commitments, pack)
    data = dossier([plan, reply], rows, compare(rows, pack), findings, [change])
    ids = data["rows"]["id"]
    assert {ids[n] for one in data["comparisons"] for n, *_ in one["rows"]} == {row.id for row in rows}
    (kept, *_) = [one for one in data["findings"] if one["before"] and one["after"]]
    assert ids[kept["before"]["row"]].startswith("caaa")
    assert ids[kept["after"]["row"]].startswith("cbbb")
    (shown,) = data["differences"]
    assert shown["before"] is None
    end = shown["after"]
    assert data["texts"][end["text"]]["pieces"][0][1][end["start"] : end["end"]] == plan.commitments[1].quote


def test_a_row_without_its_text_keeps_its_words() -> None:
    data = dossier([], make().commitments, (), (), ())
    assert [data["strings"][n] for n in data["rows"]["quote"]] == [row.quote for row in make().commitments]


# ---------------------------------------------------------------- the command


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CHENGNUO_LANG", "en")
    name = str(tmp_path / "ledger.db")
    db = store.create_ledger(name)
    keep(db, make(), path="/docs/plan.txt")
    reply = replace(PART, genre="答复", date="2026-01-01", title="答复")
    other = make("b" * 64, "reply.txt", parts=(reply,))
    rows: tuple[Commitment, ...] = tuple(replace(row, document=reply) for row in other.commitments)
    keep(db, replace(other, commitments=rows), path="/docs/reply.txt")
    db.close()
    return name


def test_the_command_checks_replies_and_leaves_out_what_was_rejected(path: str, tmp_path: Path) -> None:
    from chengnuo.review import Decision

    db = store.create_ledger(path)
    gone = make().commitments[0].id
    store.decide(db, [Decision(commitment=gone, verdict="reject", reviewer="W", decided="2026-11-21")])
    out = tmp_path / "r.html"
    assert cli.run(["report", "--db", path, "-o", str(out), "--title", "<教育>"]) == 0
    page = Page(out.read_text(encoding="utf-8"))
    data = page.json("data")
    assert gone not in data["rows"]["id"]
    assert len(data["listed"]) == 3
    assert data["findings"]
    assert "&lt;教育&gt;" in out.read_text(encoding="utf-8")


def test_filters_narrow_the_report_and_its_texts(path: str, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    assert cli.run(["report", "--db", path, "-o", str(out), "--genre", "答复"]) == 0
    data = Page(out.read_text(encoding="utf-8")).json("data")
    assert [text["source"] for text in data["texts"]] == ["reply.txt"]


def test_a_garbled_quotation_has_its_reading_beside_its_exact_words() -> None:
    one = extraction_of_text("到2027年，全縣小學(xué)建成率達(dá)到95%。\n到2028年，全县入园率达到98%。\n")
    data = dossier([one], one.commitments, (), (), ())
    readings = [data["strings"][n] if n >= 0 else None for n in data["rows"]["clean"]]
    assert [None if words is None else "全县小学建成率达到95%" in words for words in readings] == [True, None]
    assert "全縣小學(xué)" in data["texts"][0]["pieces"][0][1]


def test_a_verdict_is_called_alike_in_the_report_and_on_the_command_line() -> None:
    page = page_words()["zh"]
    assert {verdict: page[verdict] for verdict in get_args(Verdict)} == {
        verdict: words.VALUES[verdict] for verdict in get_args(Verdict)
    }
