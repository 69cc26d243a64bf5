"""What can go wrong, as one family: every error renders as one line saying what, where, what to try."""

from __future__ import annotations


class ChengnuoError(Exception):
    """Base of all errors that chengnuo raises on purpose."""


class UnreadableFile(ChengnuoError):
    """This file cannot be read; the others can go on."""

    def __init__(self, source: str, reason: str, hint: str = "") -> None:
        self.source = source
        self.reason = reason
        self.hint = hint
        super().__init__(f"{source}: {reason}" + (f" ({hint})" if hint else ""))

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str, str]]:
        # Errors cross process borders when files are parsed by workers.
        return type(self), (self.source, self.reason, self.hint)


class UnknownFormat(UnreadableFile):
    """The content is of no format that a parser knows."""


class BadPack(ChengnuoError):
    """A rule pack is wrong at one key."""

    def __init__(self, path: str, key: str, reason: str) -> None:
        self.path = path
        self.key = key
        self.reason = reason
        super().__init__(f"{path}: {key}: {reason}")


class BadStore(ChengnuoError):
    """A database cannot be used as a ledger."""

    def __init__(self, path: str, reason: str, hint: str = "") -> None:
        self.path = path
        self.reason = reason
        self.hint = hint
        super().__init__(f"{path}: {reason}" + (f" ({hint})" if hint else ""))
