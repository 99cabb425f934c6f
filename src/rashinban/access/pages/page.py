"""Each page is one answer in one language: what every page has, and how a template becomes a response."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from rashinban import __version__
from rashinban.access.api import Base
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection, read_selection
from rashinban.access.serialisers import display
from rashinban.access.serialisers.display import Language
from rashinban.access.serialisers.labels import label
from rashinban.access.serialisers.wording import say
from rashinban.access.serving import Serving
from rashinban.access.templates import templates
from rashinban.measure.answer import Measured
from rashinban.measure.coverage import coverage
from rashinban.measure.question import Question
from rashinban.schema.text import Text

_PACKAGE = "rashinban.access.pages"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One request for a page: its language, and a session of the release that it is answered from."""

    request: Request
    language: Language
    base: Base

    @property
    def country(self) -> str:
        """The country whose pages these are (`serve --country`): the one that a question without a country is about."""
        serving: Serving = self.request.app.state.serving
        return serving.country

    def selection(self, *own: str) -> Selection:
        """What the address asks; `own` are the words that only this page knows."""
        return read_selection(self.request.query_params.multi_items(), own)

    def say(self, text: Text) -> str:
        return say(text, self.language)

    def number(self, value: float | None, shown: str) -> str:
        return display.number(value, shown, self.language)

    def render(self, template: str, *, title: str, **context: Any) -> HTMLResponse:
        """The page made of a template; `title` is its question, or what it is about."""
        works, shares = coverage(self.base.session, Question())
        text = (
            templates(_PACKAGE)
            .get_template(template)
            .render(
                **_frame(self.request, self.language),
                title=title,
                about=self.base.about,
                release=self.base.release,
                foot={"works": works, "shares": shares},
                **context,
            )
        )
        return HTMLResponse(text)


@contextmanager
def open_page_of(request: Request, release: str | None) -> Iterator[Page]:
    """The page of a request, while a session of a release is borrowed."""
    serving: Serving = request.app.state.serving
    with serving.base(release) as base:
        yield Page(request=request, language=request.state.language, base=base)


def open_page(request: Request) -> Iterator[Page]:
    """The page of a request: of the release that its address names, else of the current one."""
    with open_page_of(request, request.query_params.get("release") or request.state.release) as page:
        yield page


#: What a page's function takes: `def area(page: OpenPage, area_id: str) -> HTMLResponse`.
#: The session is given back before the page is sent: a slow reader holds none.
OpenPage = Annotated[Page, Depends(open_page, scope="function")]


def error_page(request: Request, status: HTTPStatus, detail: str, headers: Mapping[str, str]) -> HTMLResponse:
    """A page that says what is wrong and what to do; it needs no base."""
    language: Language = getattr(request.state, "language", "en")
    text = (
        templates(_PACKAGE)
        .get_template("error.html.j2")
        .render(
            **_frame(request, language),
            title=word(f"status_{status.value}", language, otherwise=status.phrase),
            about=None,
            release=None,
            foot=None,
            status=status.value,
            detail=detail,
        )
    )
    return HTMLResponse(text, status, dict(headers))


def _frame(request: Request, language: Language) -> dict[str, Any]:
    """What the layout and the shared parts read."""
    return {
        "language": language,
        "word": lambda name, /, **values: word(name, language, **values),
        "label": lambda name: label(name, language),
        "say": lambda text: say(text, language),
        "number": lambda value, shown: display.number(value, shown, language),
        "place": display.place,
        "whole": lambda value: display.number(value, "count", language),
        "here": lambda other: _address(request, other),
        "link": lambda path, **query: link(path, language, request, **query),
        "query": request.query_params.get("q", "") if request.url.path == "/search" else "",
        "version": __version__,
        "NOT_OBSERVED": display.NOT_OBSERVED[language],
    }


def _address(request: Request, language: Language) -> str:
    """The address of this page in a language: everything else stays as it is."""
    given = [(key, value) for key, value in parse_qsl(request.url.query) if key != "lang"]
    return f"{request.url.path}?{urlencode([*given, ('lang', language)], safe='|.,:')}"


def link(path: str, language: Language, request: Request | None = None, **query: object) -> str:
    """An address on this server that keeps the language, and the release where the reader chose one.

    Parts of a path that come from data are quoted by the caller with `quoted`.
    """
    release = request.query_params.get("release") if request is not None else None
    given = {**query, "release": query.get("release") or release, "lang": language}
    kept = [(key, str(value)) for key, value in given.items() if value not in (None, "")]
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{urlencode(kept, safe='|.,:')}"


def quoted(part: object) -> str:
    """One part of a path, made of data."""
    return quote(str(part), safe="")


def columns(cells: Sequence[Measured | None], shown: str, language: Language) -> list[dict[str, str]]:
    """Value, interval and place of each row as text, with the same decimals down the column."""
    values = display.column([cell.value if cell else None for cell in cells], shown, language)
    ends = display.intervals([(cell.lower, cell.upper) if cell else (None, None) for cell in cells], shown, language)
    places = [display.place(cell.rank, cell.rank_lower, cell.rank_upper) if cell else "" for cell in cells]
    return [
        {"value": value, "interval": interval, "place": place}
        for value, interval, place in zip(values, ends, places, strict=True)
    ]
