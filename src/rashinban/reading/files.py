"""A file read by two small functions: one splits a member's bytes into records, the other parses a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.json import is_sampled
from rashinban.reading.members import Member, members
from rashinban.snapshots.raw import RawFile, Record


def numbered(
    file: RawFile, suffixes: tuple[str, ...], split: Callable[[Member], Iterable[bytes | Refused]]
) -> Iterator[Record]:
    """The records of a file, or of the members of an archive whose names end so, numbered on from 1."""
    number = 0
    for member in members(file, lambda name: name.lower().endswith(suffixes)):
        for record in [member.refused] if member.refused else split(member):
            number += 1
            yield number, record


class Watching(Protocol):
    """Adds the rows of one record; where `watched`, fields that nobody reads are looked for, which takes time."""

    def __call__(self, record: bytes, rows: Rows, *, watched: bool) -> None: ...


def sampled(parse: Watching) -> Parser:
    """A parser for one file that watches the first records and every thousandth (reading.json.is_sampled)."""
    number = 0

    def parse_next(record: bytes, rows: Rows) -> None:
        nonlocal number
        number += 1
        parse(record, rows, watched=is_sampled(number))

    return parse_next
