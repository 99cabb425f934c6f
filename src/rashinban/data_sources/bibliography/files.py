"""Each record is one entry as its bytes: `@article{...}`, the lines TY to ER, or an object of CSL-JSON.

The first bytes of a file tell its format. A BibTeX entry is cut out by its braces, with the definitions of macros
(`@string`) that it uses before it, so that a broken entry is refused alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashinban.data_sources.bibliography import bibtex, csl, ris
from rashinban.data_sources.bibliography.works import add_work
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.encoding import decode
from rashinban.reading.json import of_chunks
from rashinban.reading.members import Member, members
from rashinban.snapshots.raw import RawFile, Record

#: A library of a person; larger ones are split.
_LARGEST = 256 * 1024 * 1024
_LONGEST_ENTRY = 1024 * 1024
_BIBTEX = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(]", re.M)
_BRACE = re.compile(r"\\.|[{}]", re.S)
_MACRO = re.compile(r"@\s*string\s*[{(]\s*([^\s=]+)\s*=", re.I)
_RIS = re.compile(r"^TY {0,3}-", re.M)
_SUFFIXES = (".bib", ".bibtex", ".ris", ".json", ".txt")


def records(file: RawFile) -> Iterator[Record]:
    """The entries of a file, or of the files in an archive, numbered by the line at which they begin.

    Entries of CSL-JSON are numbered by their place.
    """
    line = 0
    for member in members(file, lambda name: name.lower().endswith(_SUFFIXES)):
        start = line
        for at, record in [(1, member.refused)] if member.refused else _entries(member):
            line = start + at
            yield line, record


def _entries(member: Member) -> Iterator[Record]:
    try:
        data = member.whole(_LARGEST)
        if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{"):
            yield from of_chunks([data])
            return
        text, _ = decode(data)
    except Refused as refused:
        yield 1, refused
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _RIS.search(text):
        yield from _ris(text)
    elif _BIBTEX.search(text):
        yield from _bibtex(text)
    else:
        yield 1, Refused("neither BibTeX (@article{), RIS (TY  - ) nor CSL-JSON", found=text[:200])


def _ris(text: str) -> Iterator[Record]:
    starts = [found.start() for found in _RIS.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text.count("\n", 0, start) + 1, text[start:end].strip().encode()


def _bibtex(text: str) -> Iterator[Record]:
    macros: dict[str, str] = {}
    line, counted, end = 1, 0, 0
    for found in _BIBTEX.finditer(text):
        if found.start() < end:
            # A line of an abstract that begins as an entry does.
            continue
        line += text.count("\n", counted, found.start())
        counted = found.start()
        closed = _end_of(text, found.end() - 1)
        kind = found[1].lower()
        if closed is None:
            yield line, Refused("an entry whose braces do not close", found=text[found.start() : found.start() + 500])
            continue
        end = closed
        entry = text[found.start() : end].strip()
        if kind == "string":
            if named := _MACRO.match(entry):
                macros[named[1].lower()] = entry
        elif kind not in ("comment", "preamble"):
            used = [macros[word] for word in dict.fromkeys(_words(entry)) if word in macros] if macros else []
            yield line, "\n".join([*used, entry]).encode()


def _words(entry: str) -> Iterator[str]:
    return (found[0].lower() for found in re.finditer(r"[\w:.+/-]+", entry))


def _end_of(text: str, opening: int) -> int | None:
    """Where an entry ends: at the brace that closes it. None where another entry begins before, or none does."""
    if text[opening] == "(":
        closing = text.find("\n)", opening)
        return closing + 2 if closing >= 0 else None
    depth = 0
    for found in _BRACE.finditer(text, opening, opening + _LONGEST_ENTRY):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            if depth == 0:
                return found.end()
    return None


def parser(file: RawFile) -> Parser:
    """A parser for the entries of one file."""
    read_bibtex = bibtex.reader()

    def parse(record: bytes, rows: Rows) -> None:
        text = record.decode()
        read = read_bibtex if text.startswith("@") else ris.read if text.startswith("TY") else csl.read
        add_work(read(text, rows), rows)

    return parse
