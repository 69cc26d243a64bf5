"""The command that lets a shell complete commands and options: completion."""

from __future__ import annotations

import click

from chengnuo.cli.command import Command
from chengnuo.cli.options import lang_option
from chengnuo.cli.output import Output, emit


@click.command(
    cls=Command,
    zh="输出命令行补全脚本（bash、zsh、fish）。",
    examples=(
        "chengnuo completion bash > ~/.local/share/bash-completion/completions/chengnuo",
        "chengnuo completion fish > ~/.config/fish/completions/chengnuo.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@lang_option
def completion(shell: str) -> None:
    """Print a script that completes commands and options in a shell."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101  (click knows these three)
    root = click.get_current_context().find_root().command
    emit(kind(root, {}, "chengnuo", "_CHENGNUO_COMPLETE").source() + "\n", Output())


COMMANDS: tuple[Command, ...] = (completion,)
