"""Each block is one run of text that no sentence leaves: a paragraph, an item of a list, a heading, a margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "heading", "margin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`pieces` are its lines joined again, each with its page; `level` is what tells a heading's depth.

    level: headings of one level stand side by side. HTML has numbers, other formats the class of the mark.
    """

    pieces: tuple[tuple[str, int | None], ...]
    kind: Kind = "text"
    marker: str | None = None
    level: str | None = None
    anchor: str | None = None

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces)

    def page_at(self, place: int) -> int | None:
        """The page of the character at a place of the text."""
        page = None
        for piece, page in self.pieces:
            if place < len(piece):
                return page
            place -= len(piece)
        return page


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it was read. unreadable: what was left out, each with the reason."""

    blocks: tuple[Block, ...]
    title: str | None = None
    pages: int | None = None
    unreadable: tuple[tuple[str, str], ...] = ()
