"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chengnuo.cli.command import Function, option
from chengnuo.cli.words import Language, say, speak
from chengnuo.render import FORMATS

if TYPE_CHECKING:  # the values take 30 ms, which `--help` has no time for
    from chengnuo.store import Filters


def _speak(_: click.Context, __: click.Parameter, chosen: Language | None) -> None:
    if chosen:
        speak(chosen)


lang_option = option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    expose_value=False,
    is_eager=True,
    callback=_speak,
    help="Language of messages (default: by locale).",
    zh="提示语言（默认随系统）。",
)
db_option = option(
    "--db",
    default="chengnuo.db",
    envvar="CHENGNUO_DB",
    show_envvar=True,
    metavar="FILE",
    help="The ledger (default: chengnuo.db).",
    zh="账本文件（默认 chengnuo.db）。",
)
output_option = option(
    "--output", "-o", metavar="FILE", help="Write to this file instead of standard output.", zh="写入文件而非标准输出。"
)
quiet_option = option("--quiet", "-q", is_flag=True, help="No progress and no notes.", zh="不显示进度和提示。")
pack_option = option(
    "--pack",
    "packs",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with more rules (TOML); may be repeated.",
    zh="附加规则文件夹（TOML），可重复。",
)
strict_option = option("--strict", is_flag=True, help="Exit with 3 where something is found.", zh="有发现时以 3 退出。")


def format_option(default: str = "table", choices: Sequence[str] = FORMATS) -> Callable[[Function], Function]:
    """`--format`, as `name`."""
    return option(
        "--format",
        "-f",
        "name",
        type=click.Choice(list(choices)),
        default=default,
        show_default=True,
        metavar="FORMAT",
        help=f"Form of the output: {', '.join(choices)}.",
        zh=f"输出格式：{'、'.join(choices)}。",
    )


def named_format_option(choices: Sequence[str], usual: str) -> Callable[[Function], Function]:
    """`--format`, as `name`, None where it is to be told by the name of the output (`format_of`)."""
    return option(
        "--format",
        "-f",
        "name",
        type=click.Choice(list(choices)),
        metavar="FORMAT",
        help=f"Form of the output: {', '.join(choices)} (default: by the name of the output, else {usual}).",
        zh=f"输出格式：{'、'.join(choices)}（默认看输出文件名，否则 {usual}）。",
    )


def format_of(output: str | None, endings: Mapping[str, str], usual: str) -> str:
    """The format that a file's name asks for, `usual` on standard output. Usage error where the name says nothing."""
    if output is None:
        return usual
    ending = Path(output).suffix.lower()
    if ending not in endings:
        raise click.UsageError(say("which-format", path=output, endings=", ".join(endings)))
    return endings[ending]


status_option = option(
    "--status", type=click.Choice(["pledged", "achieved"]), help="Pledged or achieved.", zh="承诺或已完成。"
)
_FILTERS = (
    option("--city", "cities", multiple=True, metavar="NAME", help="Province, city or county.", zh="省、市或县。"),
    option("--indicator", "indicators", multiple=True, metavar="WORD", help="Part of an indicator.", zh="指标中的词。"),
    option("--body", "units", multiple=True, metavar="NAME", help="Part of a responsible body.", zh="责任单位中的词。"),
    option(
        "--kind",
        type=click.Choice(["target", "milestone", "amount", "norm"]),
        metavar="KIND",
        help="target, milestone, amount or norm.",
        zh="承诺种类：目标、里程碑、数量、规范。",
    ),
    option("--by", metavar="DATE", help="Deadline no later than this day.", zh="时限不晚于此日。"),
    option("--after", metavar="DATE", help="Deadline no earlier than this day.", zh="时限不早于此日。"),
    option("--draft/--final", "draft", default=None, help="Only drafts, or only finals.", zh="只看征求意见稿或定稿。"),
    option("--genre", metavar="WORD", help="Kind of document.", zh="文种。"),
)


def filter_options(function: Function) -> Function:
    """The options that choose commitments; `chosen_filters` makes a store.Filters of them."""
    for decorate in reversed(_FILTERS):
        function = decorate(function)
    return function


def chosen_filters(values: dict[str, Any]) -> Filters:
    """A store.Filters of the options' values, which are taken out of `values`. Usage error for a bad date."""
    from chengnuo import store

    draft = values.pop("draft")
    days = {name: day_of(values.pop(name), f"--{name}", last=name == "by") for name in ("by", "after")}
    rest = {name: values.pop(name) for name in ("cities", "indicators", "units", "kind", "genre")}
    wanted: dict[str, Any] = {**rest, **days, "status": values.pop("status", None)}
    return store.Filters(**wanted, document_status=None if draft is None else "draft" if draft else "final")


def day_of(given: str | None, name: str, *, last: bool) -> str | None:
    """The last or first day of an EDTF date (`2026`, `2026-12`, `2026-12-31`) as ISO."""
    from chengnuo.dates import earliest_day, latest_day

    day = latest_day(given) if last else earliest_day(given)
    if given and day is None:
        raise click.BadParameter(say("bad-date"), param_hint=name)
    return day.isoformat() if day else None
