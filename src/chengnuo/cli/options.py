"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from chengnuo.cli.command import Function, option
from chengnuo.cli.output import Output
from chengnuo.cli.words import Language, say, speak
from chengnuo.render import FORMATS

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


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
    """`--format`, as `form`."""
    return option(
        "--format",
        "-f",
        "form",
        type=click.Choice(list(choices)),
        default=default,
        show_default=True,
        metavar="FORMAT",
        help=f"Form of the output: {', '.join(choices)}.",
        zh=f"输出格式：{'、'.join(choices)}。",
    )


def output_options(default: str = "table", choices: Sequence[str] = FORMATS) -> Decorator:
    """`--format`, `--output`, `--quiet` and `--lang`, together `out`."""
    return _gathered(format_option(default, choices), lambda form, _: str(form))


def named_output_options(choices: Sequence[str], usual: str, endings: Mapping[str, str] | None = None) -> Decorator:
    """The same; without `--format` the name of the output says it, by `endings` (default: the formats' own names).

    `usual` is the format on standard output.
    """
    endings = endings or {f".{form}": form for form in choices if form != usual}
    told_by_name = option(
        "--format",
        "-f",
        "form",
        type=click.Choice(list(choices)),
        metavar="FORMAT",
        help=f"Form of the output: {', '.join(choices)} (default: by the name of the output, else {usual}).",
        zh=f"输出格式：{'、'.join(choices)}（默认看输出文件名，否则 {usual}）。",
    )
    return _gathered(told_by_name, lambda form, path: form or _format_of(path, endings, usual))


def _gathered(format_: Decorator, chosen: Callable[[str | None, str | None], str]) -> Decorator:
    """The options of an output, with the format that is `chosen` by the option and the path."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def command(*, form: str | None, output: str | None, quiet: bool, **rest: Any) -> Any:
            return function(out=Output(format=chosen(form, output), path=output, quiet=quiet), **rest)

        return format_(output_option(quiet_option(lang_option(command))))

    return decorate


def _format_of(path: str | None, endings: Mapping[str, str], usual: str) -> str:
    """The format that a file's name asks for. Usage error where it says nothing."""
    if path is None:
        return usual
    ending = Path(path).suffix.lower()
    if ending not in endings:
        raise click.UsageError(say("which-format", path=path, endings=", ".join(endings)))
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

# Those whose values are fields of store.Filters as they are.
_FIELDS = ("cities", "indicators", "units", "kind", "genre", "status")


def filter_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose commitments, with `status_option` where a command has it, together `asked`."""

    @wraps(function)
    def command(*, by: str | None, after: str | None, draft: bool | None, **rest: Any) -> Any:
        from chengnuo import store

        fields: dict[str, Any] = {name: rest.pop(name) for name in _FIELDS if name in rest}
        fields |= {"by": day_of(by, "--by", last=True), "after": day_of(after, "--after", last=False)}
        fields["document_status"] = None if draft is None else "draft" if draft else "final"
        return function(asked=store.Filters(**fields), **rest)

    for decorate in reversed(_FILTERS):
        command = decorate(command)
    return command


def day_of(given: str | None, name: str, *, last: bool) -> str | None:
    """The last or first day of an EDTF date (`2026`, `2026-12`, `2026-12-31`) as ISO."""
    from chengnuo.dates import earliest_day, latest_day

    day = latest_day(given) if last else earliest_day(given)
    if given and day is None:
        raise click.BadParameter(say("bad-date"), param_hint=name)
    return day.isoformat() if day else None
