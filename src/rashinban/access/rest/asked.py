"""Each request asks one release in the words of the command line; what it says is read here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from rashinban.access.api import Base
from rashinban.access.selection import OPTIONS, Selection, read_selection
from rashinban.access.serving import Serving
from rashinban.errors import UsageError

#: Words that choose the form of an answer, known at every address of the interface.
FORM = ("format",)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request, and a session of the release that answers it."""

    request: Request
    base: Base

    def selection(self, *own: str) -> Selection:
        """Filters and options of the address; `own` are the further words that this address knows."""
        return read_selection(self.request.query_params.multi_items(), (*own, *FORM))

    def plain(self, *own: str) -> None:
        """Refuse filters and options: this address has none besides `own`."""
        no_more_than(self.request, *own)

    def text(self, word: str, otherwise: str = "") -> str:
        return self.request.query_params.get(word) or otherwise

    def words(self, word: str) -> list[str]:
        """The words of a list with commas."""
        return [one.strip() for one in self.text(word).split(",") if one.strip()]

    def number(self, word: str, least: int, most: int) -> int | None:
        """A whole number of the address; None where it is not given."""
        given = self.text(word)
        if not given:
            return None
        if not (given.isascii() and given.isdigit() and len(given) < 12 and least <= int(given) <= most):
            raise UsageError(f"{word} {given[:40]!r}: write a whole number from {least:,} to {most:,}")
        return int(given)


def no_more_than(request: Request, *own: str) -> None:
    """Refuse every word of an address but `own` and those that all addresses know."""
    known = (*own, *FORM, "release", "lang")
    for word, _ in request.query_params.multi_items():
        if word not in known:
            raise UsageError(f"parameter {word[:80]!r} is not known here; known are {', '.join(sorted(known))}")


def options_of(selection: Selection) -> Mapping[str, str]:
    """All options of a question, those not given as they are meant."""
    return {**OPTIONS, **selection.options}


def _open(request: Request) -> Iterator[Asked]:
    serving: Serving = request.app.state.serving
    with serving.base(request.query_params.get("release") or request.state.release) as base:
        yield Asked(request=request, base=base)


#: What a function of a resource takes. The session is given back before the answer is sent: a client that reads
#: slowly keeps nobody waiting.
Ask = Annotated[Asked, Depends(_open, scope="function")]
