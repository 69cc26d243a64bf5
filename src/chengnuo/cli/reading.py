"""Commands that read files and keep nothing: extract, text."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from chengnuo.cli.command import INPUT_FAILED, Command, option
from chengnuo.cli.inputs import document_of, extraction_of, note_losses, reading_options
from chengnuo.cli.options import output_options
from chengnuo.cli.output import Output, complain, emit, emit_sheet, sheet
from chengnuo.cli.sheets import COMMITMENT_BRIEF, COMMITMENT_COLUMNS, commitment_row
from chengnuo.cli.words import say
from chengnuo.errors import ChengnuoError, UnreadableFile
from chengnuo.files import Manner, find_files

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    from chengnuo.model import Extraction


@click.command(
    cls=Command,
    zh="读出文件中的日期、比例、责任单位和承诺。一个文件输出一个 JSON 对象，多个文件输出 JSON Lines。",
    examples=(
        "chengnuo extract plan.pdf > plan.json",
        "chengnuo extract *.txt | jq '.commitments | length'",
        "chengnuo extract plan.docx --format csv -o plan.csv",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@option(
    "--jobs", "-j", type=click.IntRange(1, 64), help="Processes that read many files (default: one a core).",
    zh="读多个文件时的并行进程数（默认每核一个）。",
)  # fmt: skip
@reading_options
@output_options(default="json")
def extract(files: tuple[str, ...], jobs: int | None, manner: Manner, out: Output) -> None:
    """Read commitments, dates, percentages and bodies out of files.

    One file gives a JSON object, several give JSON Lines; `-` reads standard input. Other formats list the
    commitments.
    """
    from chengnuo.wire import to_wire

    paths = [path for given in files for path in ([given] if given == "-" else find_files([given]))]
    if not paths:
        raise click.UsageError(say("no-files", paths=" ".join(files)))
    found, failed = _extract_all(paths, manner, jobs)
    if out.format in {"json", "jsonl"}:
        several = len(paths) > 1 or out.format == "jsonl"
        wires = (to_wire(one) for one in found)
        lines = (json.dumps(wire, ensure_ascii=False, indent=None if several else 2) + "\n" for wire in wires)
        emit("".join(lines), out)
    else:
        rows = [commitment_row(row) for one in found for row in one.commitments]
        emit_sheet(sheet(COMMITMENT_COLUMNS, rows, rows, COMMITMENT_BRIEF), out)
    note_losses(((one.source, one.doubts) for one in found), quiet=out.quiet)
    if failed:
        click.get_current_context().exit(INPUT_FAILED)


# To start a process takes as long as to read so many short files.
WORTH_A_PROCESS = 8
# Seconds that a file may take, where nobody waits for the others: a scan of a thousand pages is read for hours.
A_DAY = 86_400.0


def _extract_all(paths: Sequence[str], manner: Manner, jobs: int | None) -> tuple[list[Extraction], bool]:
    """What is found in the files that can be read, and whether one could not."""
    jobs = min(jobs or os.cpu_count() or 1, len(paths) // WORTH_A_PROCESS)
    results = _alone(paths, manner) if jobs < 2 or "-" in paths else _shared(paths, manner, jobs)
    found = []
    failed = False
    for result in results:
        if isinstance(result, ChengnuoError):
            complain(result)
            failed = True
        else:
            found.append(result)
    return found, failed


def _alone(paths: Sequence[str], manner: Manner) -> Iterator[Extraction | ChengnuoError]:
    """What is found in each file, or why it cannot be read."""
    for path in paths:
        try:
            yield extraction_of(path, manner)
        except ChengnuoError as error:
            yield error


def _shared(paths: Sequence[str], manner: Manner, jobs: int) -> Iterator[Extraction | ChengnuoError]:
    """Likewise, read by so many processes."""
    from chengnuo.ingest import Failure, read_in_order

    for path, result in read_in_order(paths, manner, jobs=jobs, timeout=A_DAY):
        if isinstance(result, Failure) and result.kind == "BadPack":  # no other file would fare better
            raise ChengnuoError(result.reason)
        yield UnreadableFile(path, result.reason) if isinstance(result, Failure) else result[0]


@click.command(
    cls=Command,
    zh="输出偏移量所指的文本；--clean 输出修复、简化后的文本；--explain 列出每处改动。",
    examples=(
        "chengnuo text plan.pdf > plan.txt",
        "chengnuo text --clean page.txt",
        "chengnuo text --explain page.txt",
    ),
)
@click.argument("file", metavar="FILE")
@option("--clean", is_flag=True, help="The repaired, simplified text.", zh="修复、简化后的文本。")
@option("--explain", is_flag=True, help="The changes made, with their rules.", zh="各处改动及其规则。")
@reading_options
@output_options()
def text(file: str, clean: bool, explain: bool, manner: Manner, out: Output) -> None:
    """Print the text that offsets point into; what is changed before it is read with --clean or --explain."""
    from chengnuo.packs import load_pack
    from chengnuo.pipeline import clean as cleaned

    if clean and explain:
        raise click.UsageError("--clean and --explain exclude each other")
    document = document_of(file, manner)
    note_losses([(file, document.doubts)], quiet=out.quiet)
    if not (clean or explain):
        emit(document.text, out)
        return
    rewrite = cleaned(document, load_pack(*manner.packs))
    if clean:
        emit(rewrite.text, out)
        return
    rows = [
        {
            "rule": edit.rule,
            "start": edit.span.start,
            "end": edit.span.end,
            "before": edit.span.of(layer.text),
            "after": edit.replacement,
            "pass": number,
        }
        for number, layer in enumerate(rewrite.layers, 1)
        for edit in layer.edits
    ]
    emit_sheet(sheet(("pass", "rule", "start", "end", "before", "after"), rows, rows), out)


COMMANDS: tuple[Command, ...] = (extract, text)
