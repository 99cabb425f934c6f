"""Each block is made of lines as a page prints them: broken where the column ends, not where the sentence does.

A line goes on in the next one unless that begins with a mark, stands as a heading, comes after an empty line (or after
none, where empty lines are between all lines), or follows a line that is much shorter than those around it or ends a
sentence. A line that begins with a small letter always goes on.
What pages repeat at their top or bottom, and their numbers, are margins, and a sentence goes on past them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rashinban.data_sources.strategy_text.blocks import Block
from rashinban.data_sources.strategy_text.marks import ALWAYS, NUMBERED, Mark, bracketed, marked

#: A line of less than this share of the widest one around it is the last of its paragraph.
_FULL = 0.72
_AROUND = 2
#: With an empty line after this share of lines, empty lines say nothing.
_DOUBLE_SPACED = 0.6
#: A line that so many pages have at their top or bottom, and this share of them, is no text.
_REPEATED, _SHARE_REPEATED = 3, 0.5
#: A heading is no longer than this many widths of a Latin letter.
_LONGEST_HEADING = 160

_PAGE_NUMBER = re.compile(
    r"[-–—－ー\s(（]*(?:p(?:age)?\.?\s*)?\d{1,4}(?:\s*[/／]\s*\d{1,4}|ページ|頁)?[-–—－ー\s)）]*", re.I
)
_ENDS = re.compile(r"[。！？.!?][」』）)］\]\"'”’]*$")
_GOES_ON = re.compile(
    r"(?:[,;、，・/(（「『\[-]|\b(?:and|or|of|the|a|an|to|for|in|on|with|by|as|at|from|that|which|through|including|"
    r"between|under|into|their|its|is|are|be|will))$",
    re.I,
)
_LATIN = re.compile(r"[A-Za-z0-9\u00c0-\u024f,.;:!?)\]\"'”’%]")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. after_gap: an empty line stands before it. indented: it begins with a wide space."""

    place: int
    text: str
    page: int | None
    after_gap: bool
    indented: bool


def blocks(pages: Sequence[str], *, numbered: bool) -> list[Block]:
    """The blocks of a document given page by page. numbered: whether its pages have numbers."""
    margins = _margins(pages)
    lines: list[Line] = []
    found: list[tuple[int, Block]] = []
    count = 0
    for number, page in enumerate(pages, 1):
        place = number if numbered else None
        for line in _lines(page, place, count):
            count = line.place + 1
            if line.text in margins[number - 1]:
                found.append((line.place, Block(pieces=((line.text, place),), kind="margin")))
            else:
                lines.append(line)
    if sum(line.after_gap for line in lines) > _DOUBLE_SPACED * len(lines):
        # Converters that put empty lines between all lines leave them out between the boxes of a page.
        lines = [replace(line, after_gap=not line.after_gap) for line in lines]
    found += _joined(lines)
    return [block for _, block in sorted(found, key=lambda each: each[0])]


def _lines(page: str, number: int | None, place: int) -> Iterator[Line]:
    gap = False
    for printed in page.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        text = " ".join(printed.replace("\0", "").split())
        if text:
            yield Line(place, text, number, gap, printed.startswith("\u3000"))
            place += 1
        gap = not text


def _margins(pages: Sequence[str]) -> list[set[str]]:
    """For each page its first and last lines that are a page's number, or stand on most pages but for numbers."""
    edges = [_edges([line.text for line in _lines(page, None, 0)]) for page in pages]
    times = Counter(key for edge in edges for key in {_without_numbers(line) for line in edge})
    least = max(_REPEATED, _SHARE_REPEATED * len(pages))
    several = len(pages) > 1
    return [
        {
            line
            for line in edge
            if several and (_PAGE_NUMBER.fullmatch(line) or (times[_without_numbers(line)] >= least))
        }
        for edge in edges
    ]


def _edges(lines: list[str]) -> list[str]:
    """The first line, and the last two: a running foot may stand beside the number."""
    return [*lines[:1], *lines[max(1, len(lines) - 2) :]]


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _joined(lines: Sequence[Line]) -> Iterator[tuple[int, Block]]:
    held: list[Line] = []
    mark: Mark | None = None
    widths = [_width(line.text) for line in lines]
    for number, line in enumerate(lines):
        found, rest = marked(line.text)
        if held and _begins(lines, widths, number, found):
            yield held[0].place, _block(held, mark)
            held = []
        if not held:
            mark = found
            line = replace(line, text=rest)
        held.append(line)
    if held:
        yield held[0].place, _block(held, mark)


def _begins(lines: Sequence[Line], widths: Sequence[int], number: int, found: Mark | None) -> bool:
    """Whether a line begins a block of its own."""
    line, before = lines[number], lines[number - 1]
    if found is not None or bracketed(line.text) or bracketed(before.text):
        return True
    if line.text[0].islower() or _GOES_ON.search(before.text):
        return False
    if line.after_gap or line.indented or _ENDS.search(before.text):
        return True
    around = max(widths[max(0, number - 1 - _AROUND) : number + _AROUND])
    return widths[number - 1] < _FULL * around


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _closed(text: str) -> bool:
    """Whether a text ends as a sentence does, and not in `etc.`"""
    return _ENDS.search(text) is not None and not text.endswith("etc.")


def _block(held: Sequence[Line], mark: Mark | None) -> Block:
    pieces: list[tuple[str, int | None]] = []
    for line in held:
        text = line.text
        if pieces and _LATIN.match(pieces[-1][0][-1:]) and re.match(r"[A-Za-z0-9(\[\"'“‘]", text):
            # A hyphen at the end of a line stays: whether it was one of the word, no rule knows.
            text = f" {text}"
        pieces.append((text, line.page))
    text = "".join(piece for piece, _ in pieces)
    kind = mark.kind if mark else None
    is_heading = bracketed(text) if mark is None else kind in ALWAYS or (kind in NUMBERED and not _closed(text))
    return Block(
        pieces=tuple(pieces),
        kind="heading" if is_heading and _width(text) <= _LONGEST_HEADING else "text",
        marker=mark.printed if mark else None,
        level=(kind or "brackets") if is_heading else None,
    )
