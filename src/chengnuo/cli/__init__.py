"""The command line: the only room with click, printing, the clock, and the `except` at the top."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click

from chengnuo import __version__
from chengnuo.cli import (
    completion,
    demo,
    drafting,
    explaining,
    export,
    judging,
    keeping,
    reading,
    register,
    report,
    review,
    searching,
    serve,
    showing,
    usage,
)
from chengnuo.cli.command import INPUT_FAILED, Command, Spoken
from chengnuo.cli.memory import memory
from chengnuo.cli.options import lang_option
from chengnuo.cli.output import complain
from chengnuo.cli.reasons import reason
from chengnuo.cli.words import language, say, speak
from chengnuo.errors import ChengnuoError
from chengnuo.remembered import remembering

ABOUT = (
    (
        "chengnuo (承诺) reads Chinese government documents and keeps a ledger of what they promise: targets,"
        " deadlines, percentages, responsible units, each with its quotation and place."
    ),
    "chengnuo（承诺）读取政府公文，把其中的目标、时限、比例、责任单位记入账本，每条都附原文与出处。",
)


class Group(Spoken, click.Group):
    """All commands, with help in the language spoken."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        with formatter.section(say("commands")):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(room)) for name in names])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(ABOUT[language() == "zh"])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order of use, not of the alphabet


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="chengnuo")
@lang_option
def chengnuo() -> None:
    """Documented in ABOUT."""


COMMANDS: tuple[Command, ...] = (
    *keeping.COMMANDS,
    *reading.COMMANDS,
    *explaining.COMMANDS,
    *showing.COMMANDS,
    *searching.COMMANDS,
    *judging.COMMANDS,
    *drafting.COMMANDS,
    *report.COMMANDS,
    *register.COMMANDS,
    *review.COMMANDS,
    *export.COMMANDS,
    *serve.COMMANDS,
    *demo.COMMANDS,
    *completion.COMMANDS,
)
for _command in COMMANDS:
    chengnuo.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command and leaves the process with its exit code: 0 done, 1 input failed, 2 usage, 3 found."""
    with remembering(memory()):
        code = run(arguments)
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; its exit code."""
    _speak_utf8()
    _choose_language(sys.argv[1:] if arguments is None else arguments)
    try:
        code = chengnuo.main(arguments, prog_name="chengnuo", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        usage.show(error)
        return error.exit_code
    except ChengnuoError as error:
        complain(error)
        return INPUT_FAILED
    except (KeyboardInterrupt, click.Abort):
        complain(say("interrupted"))
        return 130
    except BrokenPipeError:  # `chengnuo list | head`: the reader has enough
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        where = error.filename or say("standard-output")
        complain(say("not-written", path=where, reason=reason(error.strerror or str(error))))
        return INPUT_FAILED


def _drop_output() -> None:
    """Lets nothing be flushed at exit to where it cannot go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _choose_language(arguments: Sequence[str]) -> None:
    """Obeys --lang before anything is said, so that `--help --lang zh` is Chinese, too."""
    for name, wanted in pairwise(arguments):
        if name == "--lang" and wanted in {"zh", "en"}:
            speak("zh" if wanted == "zh" else "en")


def _speak_utf8() -> None:
    """Chinese comes out whole whatever the locale says (LANG=C, Windows). Closed streams (`>&-`) swallow."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
