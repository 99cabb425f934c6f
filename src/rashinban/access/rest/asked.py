"""Each request asks one release in the words of the command line; what it says is read here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, get_args

from fastapi import Depends, Request

from rashinban.access.api import Base
from rashinban.access.selection import OPTIONS, Selection, read_selection
from rashinban.access.serialisers.display import Language
from rashinban.access.serving import Serving
from rashinban.errors import UsageError

#: Words that choose the form of an answer, known at every address of the interface.
FORM = ("format",)
#: Characters of one value; a cursor may have more.
LONGEST = 2_000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request, and a session of the release that answers it."""

    request: Request
    base: Base

    def selection(self, *own: str) -> Selection:
        """Filters and options of the address; `own` are the further words that this address knows."""
        _known_language(self.request)
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


def no_more_than(request: Request, *own: str, of_release: bool = True) -> None:
    """Refuse every word of an address but `own` and those that all addresses know, and a word that is given twice.

    of_release: the address may say which release answers.
    """
    known = (*own, *FORM, "lang", *(("release",) if of_release else ()))
    seen = set()
    for word, value in request.query_params.multi_items():
        if word not in known:
            raise UsageError(f"parameter {word[:80]!r} is not known here; known are {', '.join(sorted(known))}")
        if word in seen:
            raise UsageError(f"{word} is given twice")
        if len(value) > LONGEST and word != "cursor":
            raise UsageError(f"{word}: longer than {LONGEST:,} characters")
        seen.add(word)
    _known_language(request)


def _known_language(request: Request) -> None:
    given = request.query_params.get("lang")
    if given and given not in get_args(Language):
        raise UsageError(f"lang {given[:40]!r} is not known; use {', '.join(get_args(Language))}")


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
