"""Commands that show what the ledger holds: show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.command import Command, option
from chengnuo.cli.options import db_option, output_options
from chengnuo.cli.output import Output, emit
from chengnuo.cli.sheets import one_line, why
from chengnuo.cli.words import place, say, titles, value
from chengnuo.errors import ChengnuoError
from chengnuo.files import read_bytes

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    import sqlite3

# Characters of context shown on either side of a quotation.
CONTEXT = 60
# Fields without a value, the region among them.
NOTHING: tuple[Any, ...] = (None, [], [None, None, None])


@click.command(
    cls=Command,
    zh="显示一条承诺的全部字段、原文及上下文；或一份文件及其承诺。",
    examples=(
        "chengnuo show c0123456789ab",
        "chengnuo show 8915f998b9b1#1",
        "chengnuo show c0123456789ab --format json",
    ),
)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@db_option
@option(
    "--image", metavar="PNG", help="Write the page of a PDF with the words marked to this file.",
    zh="把 PDF 该页写成图像，并标出原文。",
)  # fmt: skip
@option("--password", metavar="WORD", help="Opens an encrypted PDF.", zh="加密 PDF 的密码。")
@output_options(choices=("table", "json", "jsonl"))
def show(ids: tuple[str, ...], db: str, image: str | None, password: str | None, out: Output) -> None:
    """Show commitments or documents: all fields, the quotation in its context, page, doubts."""
    from chengnuo import store
    from chengnuo.render import to_json

    connection = store.open_ledger(db)
    if image is not None:
        if len(ids) != 1:
            raise click.UsageError("--image takes one ID")
        emit(_image(connection, ids[0], password), replace(out, path=image))
    wires = [_wire(connection, id_, db) for id_ in ids]
    if out.format == "jsonl":
        import json

        emit("".join(json.dumps(wire, ensure_ascii=False) + "\n" for wire in wires), out)
    elif out.format == "json":
        emit(to_json(wires[0] if len(wires) == 1 else wires) + "\n", out)
    else:
        emit("\n".join(_page(wire) for wire in wires), out)


def _wire(connection: sqlite3.Connection, id_: str, db: str) -> dict[str, Any]:
    from chengnuo import store
    from chengnuo.wire import commitment_to_wire, part_to_wire

    place = store.file_of(connection, id_)
    if place is None:
        raise ChengnuoError(f"{id_}: {say('no-commitment')} ({db}; {say('ref-hint')})")
    file, n = place
    whole = store.extraction(connection, file)
    for row in whole.commitments:
        if row.id == id_:
            before = whole.text[max(row.span.start - CONTEXT, 0) : row.span.start]
            after = whole.text[row.span.end : row.span.end + CONTEXT]
            return {**commitment_to_wire(row), "before": before, "after": after}
    wanted = [n] if n else range(1, len(whole.parts) + 1)
    return {
        "source": whole.source,
        "sha256": whole.sha256,
        "format": whole.format,
        "documents": [part_to_wire(whole.parts[i - 1]) for i in wanted],
        "commitments": [commitment_to_wire(row) for row in whole.commitments if row.part + 1 in wanted],
    }


def _image(connection: sqlite3.Connection, id_: str, password: str | None) -> bytes:
    """The page on which a commitment stands, as PNG with its words marked; the file is read again."""
    from chengnuo import store
    from chengnuo.parsers.pdf import draw, locate

    place = store.file_of(connection, id_)
    row = store.commitment(connection, id_)
    if place is None or row is None:
        raise ChengnuoError(f"{id_}: {say('no-commitment')} ({say('ref-hint')})")
    path = next(one.path for one in store.files(connection) if one.id == place[0])
    data = read_bytes(path)
    boxes = locate(data, store.extraction(connection, place[0]), row.span, password=password)
    if not boxes:
        raise ChengnuoError(say("no-image", ref=id_, reason=path))
    page = boxes[0][0]
    return draw(data, page, [box for number, box in boxes if number == page], source=row.source, password=password)


def _page(wire: dict[str, Any]) -> str:
    """The fields of a commitment or document, one a line, for reading."""
    if "commitments" in wire:
        lines = [_line("source", wire["source"])]
        for document in wire["documents"]:
            lines += [_line(key, _told(key, given)) for key, given in document.items() if given not in NOTHING]
        lines += [f"  {row['id']}  {one_line(row['quote'])}" for row in wire["commitments"]]
        return "\n".join(lines) + "\n"
    lines = [f"…{one_line(wire['before'])}【{one_line(wire['quote'])}】{one_line(wire['after'])}…", ""]
    for key, given in wire.items():
        if key not in {"before", "after", "quote", "document", "doubts"} and given not in NOTHING:
            lines.append(_line(key, _told(key, given)))
    for key, given in (wire["document"] or {}).items():
        if given not in NOTHING and key not in {"start", "end", "index"}:
            lines.append(_line(f"document {key}", _told(key, given)))
    for doubt in wire["doubts"]:
        others = f" ({' / '.join(doubt['alternatives'])})" if doubt["alternatives"] else ""
        lines.append(_line("doubts", f"{doubt['code']}: {why(doubt)}{others}"))
    return "\n".join(lines) + "\n"


def _told(key: str, given: Any) -> Any:
    """A field as it is read: places and our own words in the language spoken."""
    if key == "place":
        return place(given)
    return value(given) if isinstance(given, bool) or key in {"status", "kind", "binding", "change"} else given


def _line(key: str, value: Any) -> str:
    from rich.cells import cell_len

    title = titles().get(key, key)
    words = "、".join(str(v) for v in value if v is not None) if isinstance(value, list) else str(value)
    return f"{title}{' ' * max(16 - cell_len(title), 1)}{words}"


COMMANDS: tuple[Command, ...] = (show,)
