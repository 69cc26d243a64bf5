"""No input, however hostile, makes the program crash, hang or misquote (run by `make fuzz`)."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_exact import SEEDS, assert_exact

from chengnuo import extract_text
from chengnuo.errors import UnreadableFile
from chengnuo.pipeline import extraction_of_bytes
from chengnuo.wire import to_wire

pytestmark = pytest.mark.slow
FILES = sorted((ROOT / "corpora").glob("*.txt"))
# What a mutation may put in: the bytes that formats and encodings turn on.
SPICE = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"]]>",
    b"\xe4\xb8",
    b"\x1b",
    b"%PDF-",
    b"PK\x03\x04",
    b"9" * 300,
    b"(" * 300,
    "（".encode() * 200,
    "一、".encode(),
    "〔".encode(),
    b"2" * 8,
    "\u202e".encode(),
)


def mutated(data: bytes, seed: int) -> bytes:
    """The data with some runs cut, doubled, swapped or spiced, the same for the same seed."""
    chance = random.Random(seed)
    out = bytearray(data[: chance.randint(1, len(data))])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(out) + 1)
        to = min(len(out), at + chance.randint(0, 200))
        match chance.randrange(4):
            case 0:
                del out[at:to]
            case 1:
                out[at:at] = out[at:to]
            case 2:
                out[at:at] = chance.choice(SPICE)
            case _:
                out[at:to] = bytes(reversed(out[at:to]))
    return bytes(out)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_document_is_read_or_refused(path: Path, seed: int) -> None:
    data = mutated(path.read_bytes(), seed)
    started = time.monotonic()
    try:
        extraction = extraction_of_bytes(data, path.name)
    except UnreadableFile as error:
        assert error.reason  # noqa: PT017 - both outcomes are right
    else:
        assert_exact(to_wire(extraction), extraction.text)
    assert time.monotonic() - started < 20


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS)
def test_random_official_prose_is_never_misquoted(text: str) -> None:
    assert_exact(extract_text(text), text)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert_exact(extract_text(text), text)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        extraction = extraction_of_bytes(data, "any.bin")
    except UnreadableFile as error:
        assert error.reason  # noqa: PT017 - both outcomes are right
    else:
        assert_exact(to_wire(extraction), extraction.text)
