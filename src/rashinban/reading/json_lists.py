"""Each record is one value of a long JSON list, cut out without holding the list.

Where a list may be cut is guessed by how its values begin, and msgspec, which is fast, proves each guess: `[` + a piece
+ `]` is JSON only where the piece ends with a whole value. Where no guess holds, the scanner of the standard library
cuts: ten times as slow, and any JSON will do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

import msgspec

from rashinban.errors import Refused
from rashinban.snapshots.raw import RECORD_LIMIT, Damaged, Record

_SCANNER = json.JSONDecoder()
_BETWEEN = re.compile(rb"[\s,]*")
#: A comma between two objects, and how the second one begins.
_NEXT_OBJECT = re.compile(rb'\s*,\s*\{\s*"[^"\\]{1,100}"\s*:')

#: How much of a list is looked at together, and how many guesses that is worth.
_WINDOW = 4 * 1024 * 1024
_GUESSES = 8


class Source:
    """Bytes in pieces. Where their packing breaks they end, so that what came before is read; `close` tells."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self.damage: Damaged | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except Damaged as damage:
            self.damage = damage
            raise StopIteration from None

    def fill(self, held: bytearray, wanted: int) -> bool:
        """Read on until so much is held. False where the end came first."""
        while len(held) < wanted:
            piece = next(self, None)
            if piece is None:
                return False
            held += piece
        return True

    def close(self, rest: bytes | bytearray = b"") -> None:
        """Raise the damage, if there was any, with what was read and is no whole record."""
        if self.damage is not None:
            self.damage.rest = bytes(rest)
            raise self.damage


def split_list(pieces: Iterable[bytes]) -> Iterator[Record]:
    """The values of one JSON list. Where the JSON breaks, what follows cannot be told apart: refused as one."""
    source = pieces if isinstance(pieces, Source) else Source(pieces)
    held = bytearray()
    while not held and source.fill(held, 1):
        held = held.lstrip()
    yield from values(held, source, 1 if held.startswith(b"[") else 0)


def within_document(held: bytearray, source: Source) -> Iterator[Record]:
    """The values of a list within an object, from behind its bracket on; what comes behind the list must end it."""
    number = 0
    for number, record in values(held, source):
        yield number, record
        if isinstance(record, Refused):
            return
    end = bytes(held)
    for piece in source:
        end = end[-1024:] + piece
    source.close()
    if not end.rstrip().endswith(b"}"):
        yield number + 1, Refused("the document has no end")


def values(held: bytearray, source: Source, start: int = 0) -> Iterator[Record]:
    """The values of a list of which the first bytes are held; in the end, what is behind the list."""
    number, wanted, begins = 0, _WINDOW, b""
    del held[:start]
    while True:
        ended = not source.fill(held, wanted)
        del held[: _BETWEEN.match(held).end()]  # type: ignore[union-attr]  # it matches nothing too
        if held.startswith(b"]"):
            del held[:1]
            return
        found, length = _by_guess(held, begins) if begins else ([], 0)
        if not found:
            try:
                found, length, begins = _by_scanning(held, ended and source.damage is None, begins)
            except RecursionError:
                yield number + 1, _broken("nested too deeply", held)
                return
        for record in found:
            number += 1
            yield number, record
        del held[:length]
        wanted = _WINDOW if found else 2 * len(held)
        if not found and (ended or len(held) > RECORD_LIMIT):
            source.close(held)
            yield number + 1, _broken("invalid JSON", held) if held else Refused("the list has no end")
            return


def _by_guess(held: bytearray, begins: bytes) -> tuple[list[bytes], int]:
    """The values up to the last place, or one of the last, where another one seems to begin; how long they are."""
    place = len(held)
    for _ in range(_GUESSES):
        place = held.rfind(begins, 0, place)
        if place <= 0:
            break
        try:
            found = msgspec.json.decode(b"".join((b"[", held[:place], b"]")), type=list[msgspec.Raw])
        except (msgspec.DecodeError, RecursionError):
            continue
        return [bytes(value) for value in found], place
    return [], 0


def _by_scanning(held: bytearray, ended: bool, known: bytes) -> tuple[list[bytes], int, bytes]:
    """The values that are whole, how long they are, and how the last of them began, the comma before it included.

    As soon as that is known for the first time, guessing is better than to go on here.
    """
    # Bytes that are not UTF-8 pass through, so that only the record that holds them is refused.
    text = held.decode("utf-8", "surrogateescape")
    found: list[bytes] = []
    at, length, begins = 0, 0, known
    while at < len(text) and text[at] != "]" and (known or not begins):
        try:
            _, end = _SCANNER.raw_decode(text, at)
        except json.JSONDecodeError:
            break
        # A number or a word at the very end may go on in the next piece; objects have their own end.
        if end == len(text) and not ended and text[at] not in '{["':
            break
        found.append(text[at:end].encode("utf-8", "surrogateescape"))
        length += len(found[-1])
        following = _NEXT_OBJECT.match(held, length)
        begins = following[0] if following else begins
        behind = _BETWEEN.match(held, length).end()  # type: ignore[union-attr]
        at, length = end + behind - length, behind
    return found, length, begins


def _broken(reason: str, held: bytearray) -> Refused:
    return Refused(f"{reason}; the rest cannot be read", found=bytes(held[:200]).decode("utf-8", "replace"))
