"""Commands that look at two documents or more: compare, check, diff, lint."""

from __future__ import annotations

from chengnuo.cli.frame import Command

COMMANDS: tuple[Command, ...] = ()
