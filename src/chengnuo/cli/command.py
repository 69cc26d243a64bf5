"""Commands and options whose help is in two languages, with examples; exit codes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from chengnuo.cli.words import language, say

Function = TypeVar("Function", bound=Callable[..., Any])
INPUT_FAILED = 1
FOUND = 3


class Spoken(click.Command):
    """What a command and the group of all commands have in common: headings of help in the language spoken."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, f"{say('usage')} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = [record for one in options if (record := one.get_help_record(ctx)) is not None]
        if records:
            with formatter.section(say("options")):
                formatter.write_dl(records)


class Command(Spoken):
    """A command whose help is in both languages and ends with examples."""

    def __init__(self, *args: Any, zh: str = "", examples: Sequence[str] = (), **kwargs: Any) -> None:
        self.zh = zh
        self.examples = tuple(examples)
        super().__init__(*args, **kwargs)

    def get_short_help_str(self, limit: int = 45) -> str:
        words = self.zh if language() == "zh" and self.zh else self.help or ""
        short = re.split(r"[。：；]|[.:;](?=\s|$)", words.strip(), maxsplit=1)[0]
        return short if len(short) <= limit else short[: limit - 1] + "…"

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        text = self.zh if language() == "zh" and self.zh else self.help or ""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(inspect.cleandoc(text))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.examples:
            with formatter.section(say("examples")), formatter.indentation():
                for example in self.examples:
                    formatter.write(f"  {example}\n")


class Option(click.Option):
    """An option whose help is in both languages."""

    def __init__(self, *args: Any, zh: str = "", **kwargs: Any) -> None:
        self.zh = zh
        super().__init__(*args, **kwargs)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        english = self.help
        if language() == "zh" and self.zh:
            self.help = self.zh
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = english


def option(*names: str, zh: str = "", **kwargs: Any) -> Callable[[Function], Function]:
    """`click.option` with help in both languages."""
    return click.option(*names, cls=Option, zh=zh, **kwargs)
