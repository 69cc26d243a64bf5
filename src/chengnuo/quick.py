"""Frozen values that are made by the ten thousand for each document."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

Value = TypeVar("Value")


def quick(cls: type[Value]) -> type[Value]:
    """The frozen dataclass `cls`, made in two thirds of the time: its `__init__` fills the slots themselves.

    That of `dataclasses` asks `object.__setattr__` to find each slot by its name, since a frozen class cannot set it.
    Stands above `@dataclass(frozen=True, slots=True)`. TypeError where a field has a `default_factory`, or where there
    is a `__post_init__`.
    """
    slow: Any = cls.__init__
    members = fields(cls)  # type: ignore[arg-type]
    if hasattr(cls, "__post_init__") or any(member.default_factory is not MISSING for member in members):
        raise TypeError(f"{cls.__name__} has more to do than to fill its slots")
    count = slow.__code__.co_argcount
    arguments = slow.__code__.co_varnames[: count + slow.__code__.co_kwonlyargcount]
    listed = ", ".join((*arguments[:count], *("*" for _ in arguments[count : count + 1]), *arguments[count:]))
    lines = "".join(f"    set_{member.name}(self, {member.name})\n" for member in members)
    made: dict[str, Any] = {f"set_{member.name}": getattr(cls, member.name).__set__ for member in members}
    exec(f"def __init__({listed}):\n{lines}", made)  # noqa: S102 - its words are names of fields
    fast = made["__init__"]
    fast.__defaults__, fast.__kwdefaults__ = slow.__defaults__, slow.__kwdefaults__
    fast.__annotations__, fast.__qualname__ = slow.__annotations__, slow.__qualname__
    cls.__init__ = fast  # type: ignore[method-assign]
    return cls
