"""The ledger gives back what was stored, keeps what people decided, and survives."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengnuo import store
from chengnuo.claims import claims_of, joined
from chengnuo.errors import BadStore, UnreadableFile
from chengnuo.model import (
    Block,
    BodyMention,
    Commitment,
    Extraction,
    Page,
    Part,
    Quantity,
    Rejection,
    TaskText,
    TimeMention,
)
from chengnuo.spans import Doubt, Span

TEXT = """关于教育的方案
一、扩大学位供给
到2027年，新增学位1200个，公办学位占比达到95%以上。
责任单位：市教育局、市财政局
"""
PART = Part(
    span=Span(0, len(TEXT)),
    title="关于教育的方案",
    genre="方案",
    number="某政〔2025〕3号",
    issuer="某市人民政府",
    date="2025-03-01",
    region=("安徽省", "六安市", None),
    region_code="341500",
    status="final",
)


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def doubt(code: str = "restored-date") -> Doubt:
    return Doubt(code=code, span=place("2027年"), reason="the 年 was lost", alternatives=("2027年", "2027年底"))


def make(sha256: str = "a" * 64, source: str = "plan.txt", **changes: object) -> Extraction:
    """An extraction with something in every layer."""
    heading = place("一、扩大学位供给")
    body = BodyMention(
        span=place("市教育局"), name="市教育局", role="lead", task=heading, rule="list", doubts=(doubt("x"),)
    )
    degree = Commitment(
        span=place("公办学位占比达到95%以上"),
        value_span=place("95%以上"),
        status="pledged",
        kind="target",
        indicator="公办学位占比",
        op=">=",
        value=Decimal(95),
        unit="%",
        deadline="2027",
        deadline_span=place("2027年"),
        binding="must",
        units=("市教育局", "市财政局"),
        task=heading,
        rule="level",
        doubts=(doubt(),),
        id="c" + sha256[:11] + "1",
        source=source,
        document=PART,
        quote="公办学位占比达到95%以上",
        page=1,
        place="line 3",
        indicator_id="public-places",
    )
    places = replace(
        degree,
        span=place("新增学位1200个"),
        value_span=place("1200个"),
        kind="amount",
        indicator="新增学位",
        op="range",
        value=(Decimal("1000.50"), Decimal(1200)),
        unit="个",
        doubts=(),
        id="c" + sha256[:11] + "0",
        quote="新增学位1200个",
    )
    lines = [Span(m, m + len(line)) for m, line in ((TEXT.index(line), line) for line in TEXT.split("\n") if line)]
    whole = Extraction(
        source=source,
        sha256=sha256,
        format="text",
        text=TEXT,
        clean=TEXT,
        parts=(PART,),
        tasks=(
            TaskText(
                span=heading,
                scope=Span(heading.start, len(TEXT)),
                part=0,
                number="一、",
                title="扩大学位供给",
                text="扩大学位供给…",
                deadline="2027",
                bodies=(body,),
            ),
        ),
        times=(TimeMention(span=place("2027年"), type="DATE", value="2027", rule="year", doubts=(doubt(),)),),
        quantities=(
            Quantity(span=place("95%以上"), op=">=", value=Decimal(95), unit="%", rule="share", bound=place("达到")),
            Quantity(span=place("1200个"), op="=", value=Decimal(1200), unit="个"),
        ),
        bodies=(body,),
        commitments=(places, degree),
        doubts=(doubt("file"),),
        rejected=(Rejection(layer="dates", span=Span(0, 1), reason="no words"),),
        encoding="utf-8",
        pages=(Page(number=1, span=Span(0, len(TEXT)), width=595.3, height=841.9),),
        blocks=(Block(kind="paragraph", span=Span(0, 7), place="paragraph 1"),),
        meta=(("author", "某人"), ("author", "另一人")),
        lines=tuple((span, span) for span in lines),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def begin(db: sqlite3.Connection, pack: str = "p1") -> int:
    return store.start_run(db, version="0.1.0", pack=pack, started="2026-11-21T10:00:00+08:00")


def keep(db: sqlite3.Connection, extraction: Extraction, path: str = "/docs/plan.txt", pack: str = "p1") -> None:
    store.save(db, extraction, path=path, name=extraction.source, size=100, run=begin(db, pack))


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return store.create_ledger(str(tmp_path / "ledger.db"))


def rows(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_what_was_stored_comes_back_equal(db: sqlite3.Connection) -> None:
    keep(db, make())
    file, n = store.file_of(db, "a" * 12 + "#1") or (0, 0)
    assert n == 1
    assert store.extraction(db, file) == make()


@settings(max_examples=40, deadline=None)
@given(
    value=st.none()
    | st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
    | st.tuples(*[st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9)] * 2),
    words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    units=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4),
)
def test_any_value_comes_back_exactly(value: object, words: str, units: list[str]) -> None:
    db = store.create_ledger(":memory:")
    row = replace(make().commitments[1], value=value, indicator=words, subject=words, units=tuple(units))  # type: ignore[arg-type]
    keep(db, make(commitments=(row,)))
    assert store.commitments(db) == (row,)


def test_storing_twice_leaves_one(db: sqlite3.Connection) -> None:
    keep(db, make())
    keep(db, make())
    assert rows(db, "files") == rows(db, "documents") == rows(db, "paths") == 1
    assert rows(db, "commitments") == 2
    assert len(store.search(db, ["学位"])) == 2


def test_an_unchanged_file_is_current_only_for_the_same_version_and_rules(db: sqlite3.Connection) -> None:
    keep(db, make())
    known = {"path": "/docs/plan.txt", "version": "0.1.0", "pack": "p1"}
    assert store.is_current(db, "a" * 64, **known)
    assert not store.is_current(db, "b" * 64, **known)
    assert not store.is_current(db, "a" * 64, **{**known, "pack": "p2"})
    assert not store.is_current(db, "a" * 64, **{**known, "version": "0.2.0"})


def test_a_copy_is_no_second_file(db: sqlite3.Connection) -> None:
    keep(db, make())
    assert store.is_current(db, "a" * 64, path="/docs/copy.txt", version="0.1.0", pack="p1")
    assert rows(db, "files") == 1
    assert rows(db, "paths") == 2


def test_new_content_at_a_path_replaces_the_old(db: sqlite3.Connection) -> None:
    keep(db, make())
    keep(db, make("b" * 64))
    assert [document.sha256 for document in store.documents(db)] == ["b" * 64]
    assert {hit.document for hit in store.search(db, ["学位"])} == {"b" * 12 + "#1"}


def test_new_content_leaves_a_copy_of_the_old_elsewhere(db: sqlite3.Connection) -> None:
    keep(db, make())
    keep(db, make(), path="/docs/copy.txt")
    keep(db, make("b" * 64))
    assert {document.sha256 for document in store.documents(db)} == {"a" * 64, "b" * 64}


def test_decisions_survive_a_change_of_rules(db: sqlite3.Connection) -> None:
    keep(db, make())
    db.execute(
        "INSERT INTO decisions (commitment, sha256, start, end, verdict, reviewer, decided)"
        " VALUES (?, ?, 1, 2, 'accept', 'W', '2026-11-21')",
        ("c" + "a" * 11 + "1", "a" * 64),
    )
    keep(db, make(commitments=make().commitments[1:]), pack="p2")
    assert rows(db, "decisions") == 1
    assert [row.id for row in store.commitments(db)] == ["c" + "a" * 11 + "1"]


def test_two_ledgers_filled_in_either_order_hold_the_same(tmp_path: Path) -> None:
    first, second = make(), make("b" * 64, "reply.txt")
    contents = []
    for order in ((first, second), (second, first)):
        db = store.create_ledger(str(tmp_path / f"{order[0].source}.db"))
        for one in order:
            keep(db, one, path=f"/docs/{one.source}")
        contents.append((store.documents(db), store.commitments(db)))
    assert contents[0] == contents[1]


def test_a_failure_half_way_leaves_nothing_behind(db: sqlite3.Connection) -> None:
    broken = make(commitments=(replace(make().commitments[0], status="hoped"),))  # type: ignore[arg-type]
    with pytest.raises(UnreadableFile, match="CHECK"):
        keep(db, broken)
    assert rows(db, "files") == rows(db, "times") == rows(db, "passages") == 0


def test_filters_choose_by_place_indicator_body_kind_and_deadline(db: sqlite3.Connection) -> None:
    keep(db, make())

    def found(**wanted: object) -> list[str]:
        return [row.indicator for row in store.commitments(db, store.Filters(**wanted))]  # type: ignore[arg-type]

    assert found(cities=("六安市",)) == ["新增学位", "公办学位占比"]
    assert found(cities=("别市",)) == []
    assert found(indicators=("占比",)) == ["公办学位占比"]
    assert found(kind="amount") == ["新增学位"]
    assert found(units=("财政局",), status="pledged") == ["新增学位", "公办学位占比"]
    assert found(by="2027-12-30") == []
    assert found(by="2027-12-31") == ["新增学位", "公办学位占比"]
    assert found(document_status="draft") == []


def test_the_claims_of_a_ledger_are_those_of_its_commitments(db: sqlite3.Connection) -> None:
    keep(db, make())
    keep(db, make("b" * 64, source="annex.txt"), path="/docs/annex.txt")
    full = store.commitments(db)
    whole = claims_of(full)
    assert store.claims(db, ("",)) == whole  # every clause holds the empty word
    assert store.claims(db) == replace(whole, clauses={})
    some = store.claims(db, ("占比达到", "没有的词"))
    assert some.clauses == {at: row.quote for at, row in enumerate(full) if "占比达到" in row.quote} != {}
    assert joined(store.claims(db, ("",), files) for files in store.shares(db, 2)) == whole
    assert joined(store.claims(db, ("",), files) for files in store.shares(db, 9)) == whole
    assert len(whole) == store.count(db) == len(full)


def test_commitments_are_loaded_by_their_ids(db: sqlite3.Connection) -> None:
    keep(db, make())
    full = store.commitments(db)
    ids = [row.id for row in full]
    in_full = store.reader(db)
    assert in_full(ids[::-1]) == full[::-1]
    assert in_full([ids[0], ids[0]]) == (full[0], full[0])
    with pytest.raises(BadStore, match="changed while it was read"):
        in_full([ids[0], "gone"])


@pytest.mark.parametrize(
    ("terms", "marked"),
    [
        (["学"], {"学"}),
        (["学位"], {"学位"}),
        (["９５％以上"], {"95%以上"}),
        (["%"], {"%"}),
        (["责任单位", "财政局"], {"责任单位", "财政局"}),
        (["占比 达到"], {"占比达到"}),
        (["，"], {"，"}),
        (["27年"], {"27年"}),
    ],
)
def test_search_finds_words_of_any_length_and_marks_them(
    db: sqlite3.Connection, terms: list[str], marked: set[str]
) -> None:
    keep(db, make())
    hits = store.search(db, terms)
    assert {mark.of(hit.text) for hit in hits for mark in hit.marks} == marked
    assert all(hit.span.of(TEXT) == hit.text for hit in hits)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_search_finds_every_substring_of_a_line(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from([line for line in TEXT.split("\n") if line]))
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    hits = store.search(_searched(), [line[start:end]])
    assert {hit.text for hit in hits} == {other for other in TEXT.split("\n") if line[start:end] in other}


def _searched(cache: list[sqlite3.Connection] = []) -> sqlite3.Connection:  # noqa: B006
    if not cache:
        cache.append(store.create_ledger(":memory:"))
        keep(cache[0], make())
    return cache[0]


def test_search_can_ask_for_passages_with_certain_commitments(db: sqlite3.Connection) -> None:
    keep(db, make())
    hits = store.search(db, ["学位"], store.Filters(indicators=("占比",)))
    assert [len(hit.commitments) for hit in hits] == [2]


def test_a_name_borne_by_two_files_is_refused_with_a_hint(db: sqlite3.Connection) -> None:
    keep(db, make())
    keep(db, make("b" * 64), path="/other/plan.txt")
    with pytest.raises(BadStore, match="2 files of the ledger have this name"):
        store.file_of(db, "plan.txt#1")
    assert store.file_of(db, "b" * 12) == (2, None)
    assert store.file_of(db, "nothing.txt") is None


# ---------------------------------------------------------------- databases that are not ours


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("这不是数据库，只是一份文字材料。" * 10, encoding="utf-8")
    for opener in (store.open_ledger, store.create_ledger):
        with pytest.raises(BadStore, match="not a database"):
            opener(str(other))
    assert other.read_text(encoding="utf-8").startswith("这不是数据库")


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    before = other.read_bytes()
    for opener in (store.open_ledger, store.create_ledger):
        with pytest.raises(BadStore, match="not a ledger of chengnuo"):
            opener(str(other))
    assert other.read_bytes() == before


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    db = store.create_ledger(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    for opener in (store.open_ledger, store.create_ledger):
        with pytest.raises(BadStore, match="update chengnuo"):
            opener(path)


def test_an_older_ledger_is_migrated_when_written_and_refused_when_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chengnuo.store import opening

    path = str(tmp_path / "ledger.db")
    db = store.create_ledger(path)
    keep(db, make())
    db.close()
    more = (*opening.MIGRATIONS, lambda c: c.execute("ALTER TABLE runs ADD COLUMN host TEXT"))
    monkeypatch.setattr(opening, "MIGRATIONS", more)
    monkeypatch.setattr(opening, "VERSION", len(more) + 1)
    with pytest.raises(BadStore, match="older"):
        store.open_ledger(path)
    migrated = store.create_ledger(path)
    assert migrated.execute("PRAGMA user_version").fetchone() == (len(more) + 1,)
    assert migrated.execute("SELECT host FROM runs").fetchall() == [(None,)]
    assert len(store.commitments(store.open_ledger(path))) == 2


def test_a_ledger_of_the_first_schema_becomes_the_same_as_a_new_one(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    db = store.create_ledger(path)
    keep(db, make())
    schema = "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c ORDER BY m.name, c.cid"
    new = db.execute(schema).fetchall(), store.documents(db), store.commitments(db)
    db.execute("DROP TABLE additions")
    db.execute("DROP VIEW ledger")
    db.execute("ALTER TABLE documents DROP COLUMN region_code")
    db.execute("CREATE VIEW ledger AS SELECT id FROM commitments")
    db.execute("PRAGMA user_version = 1")
    db.close()
    old = store.create_ledger(path)
    assert (old.execute(schema).fetchall(), store.documents(old), store.commitments(old)) == new
    assert [one.part.region_code for one in store.documents(old)] == ["341500"]


def test_a_missing_ledger_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadStore, match="chengnuo ingest"):
        store.open_ledger(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_a_ledger_can_have_any_name(tmp_path: Path) -> None:
    path = str(tmp_path / "账本 100%?#1.db")
    keep(store.create_ledger(path), make())
    assert len(store.documents(store.open_ledger(path))) == 1


def test_a_closed_ledger_is_one_file_and_stays_one_when_read(tmp_path: Path) -> None:
    db = store.create_ledger(str(tmp_path / "ledger.db"))
    keep(db, make())
    store.close_ledger(db)
    reader = store.open_ledger(str(tmp_path / "ledger.db"))
    assert len(store.commitments(reader)) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.db"]


def test_closing_waits_for_nobody(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    first, second = store.create_ledger(path), store.create_ledger(path)
    keep(second, make())
    before = time.monotonic()
    store.close_ledger(first)
    assert time.monotonic() - before < 5
    keep(second, make("b" * 64, "other.txt"), path="/docs/other.txt")
    assert len(store.documents(store.open_ledger(path))) == 2


# ---------------------------------------------------------------- more than one process, and death

WRITER = """
import sys
sys.path.insert(0, {tests!r})
from hashlib import sha256
from test_store import keep, make
from chengnuo import store
db = store.create_ledger(sys.argv[1])
print("ready", flush=True)
for n in range(int(sys.argv[2]), int(sys.argv[3])):
    keep(db, make(sha256(b"%d" % n).hexdigest(), f"{{n}}.txt"), path=f"/docs/{{n}}.txt")
store.close_ledger(db)
"""


def _writer(db: Path, first: int, last: int) -> subprocess.Popen[str]:
    code = WRITER.format(tests=str(Path(__file__).parent))
    arguments = [sys.executable, "-c", code, str(db), str(first), str(last)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def test_two_processes_fill_one_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    writers = [_writer(path, 0, 40), _writer(path, 20, 60)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    db = store.open_ledger(str(path))
    assert len(store.documents(db)) == 60
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_killed_while_writing_a_ledger_opens_and_holds_whole_files(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    writer = _writer(path, 0, 100_000)
    assert writer.stdout is not None
    writer.stdout.readline()
    time.sleep(0.3)
    writer.kill()
    writer.wait()
    db = store.create_ledger(str(path))
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert rows(db, "commitments") == 2 * rows(db, "files") > 0
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    keep(db, make("f" * 64, "next.txt"), path="/docs/next.txt")
    assert len(store.search(db, ["责任单位"], limit=10**6)) == rows(db, "files")


def test_sql_is_known_to_the_store_alone() -> None:
    import ast

    root = Path(store.__file__).parents[1]
    speaks = []
    for path in sorted(root.rglob("*.py")):
        if path.parent.name == "store":
            continue
        constants = (
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant)
        )
        speaks += [
            path.name
            for text in constants
            if isinstance(text, str) and text.startswith(("SELECT ", "INSERT ", "PRAGMA "))
        ]
    assert speaks == []
