"""Each item is one record as a list shows it: what it is named, who and where it is from, and the way to its page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup, escape

from rashinban.access.labels import labels
from rashinban.access.pages.page import Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.errors import UsageError
from rashinban.search.found import Hit
from rashinban.search.index import DEEPEST
from rashinban.search.text import plain, runs

#: The first part of the address of the pages of each kind of record.
PATHS = {
    "works": "work", "authors": "author", "institutions": "institution", "sources": "source", "funders": "funder",
    "awards": "award", "patents": "patent", "topics": "topic", "technology_areas": "area",
}  # fmt: skip
#: Keys whose values are records of the index.
_IN_INDEX = ("institution", "topic", "funder", "author", "source", "award")
#: Records on one page of a list.
ROWS = 20
#: People and further names that a list shows of one record.
_PEOPLE, _NAMES = 3, 3


@dataclass(frozen=True, kw_only=True)
class Item:
    """title: with marks where words of a query stand. facts: short texts, in the order in which they are read."""

    kind: str
    id: str
    href: str
    title: Markup
    names: tuple[str, ...]
    facts: tuple[str, ...]
    cited: str | None
    retracted: bool


@dataclass(frozen=True, kw_only=True)
class Turning:
    """The pages of a long list. bounded: the list is longer than can be turned to."""

    number: int
    pages: int
    total: int
    first: int
    bounded: bool
    to: Callable[[int], str]


def address(page: Page, kind: str, id: str) -> str:
    """The address of a record's page; of a sentence the place in its text, whose id its own begins with."""
    if kind == "sentences":
        text = link(f"/strategy/{quoted(id.rpartition('/')[0])}", page.language, page.request, sentence=id)
        return f"{text}#found"
    return link(f"/{PATHS[kind]}/{quoted(id)}", page.language, page.request)


def items(page: Page, hits: Iterable[Hit]) -> list[Item]:
    """Hits as a list shows them. A Japanese page names institutions in Japanese where they have such a name."""
    listed = list(hits)
    own = named(page, "institution", [hit.id for hit in listed if hit.kind == "institutions"])
    own |= named(page, "technology_area", [hit.id for hit in listed if hit.kind == "technology_areas"])
    return [_item(page, hit, own.get(hit.id)) for hit in listed]


def named(page: Page, key: str, values: Iterable[str]) -> dict[str, str]:
    """Names of a key's values in the page's language; a value without a name is its own.

    The index has names at hand; those in Japanese, and of what is no record, stand in the tables.
    """
    wanted = list(dict.fromkeys(values))
    if key in _IN_INDEX and not (key == "institution" and page.language == "ja"):
        titles = page.base.index.titles(wanted)
        return {value: readable(titles.get(value, value)) for value in wanted}
    return {value: page.say(text) for value, text in labels(page.base.session, key, wanted).items()}


def readable(text: str) -> str:
    """A title without the markup that providers leave in it: `CO<sub>2</sub> &gt; 300` is `CO2 > 300`."""
    return unescape(plain(text)).strip() if "<" in text or "&" in text else text


def kind_word(page: Page, value: str) -> str:
    """A type of work, source, institution or award, an open-access route or a language, in words."""
    return word(f"type_{value.replace(' ', '-')}", page.language, otherwise=value.replace("-", " "))


def turning(page: Page, total: int, to: Callable[[int], str], *, rows: int = ROWS) -> Turning:
    """Which page of a list is asked for (`page=` of the address), and where the others are."""
    reachable = min(total, DEEPEST)
    pages = max(math.ceil(reachable / rows), 1)
    number = page_number(page.request.query_params.get("page"))
    if number > pages:
        raise UsageError(f"page {number:,}: this list has pages 1 to {pages:,}")
    return Turning(
        number=number, pages=pages, total=total, first=(number - 1) * rows + 1, bounded=total > DEEPEST, to=to
    )


def page_number(given: str | None, *, rows: int = ROWS) -> int:
    """The page that an address names, from 1, as far as a list can be turned."""
    if not given:
        return 1
    most = DEEPEST // rows
    if not (given.isascii() and given.isdecimal() and len(given) < 10 and 1 <= int(given) <= most):
        raise UsageError(f"page {given[:20]!r}: write a number from 1 to {most:,}")
    return int(given)


def japanese_first(names: Iterable[str]) -> list[str]:
    """Names with kanji or kana before the others, each in the order given."""
    return sorted(dict.fromkeys(names), key=lambda name: not runs(name))


def people(page: Page, names: Sequence[str], total: int) -> str:
    """The first authors, and how many there are."""
    shown = list(names[:_PEOPLE])
    joint = "、" if page.language == "ja" else ", "
    if total > len(shown):
        more = page.number(total - len(shown), "count")
        return word("listed_people_more", page.language, names=joint.join(shown), more=more)
    return joint.join(shown)


def _item(page: Page, hit: Hit, own: str | None) -> Item:
    title = own if own and own != hit.id else readable(hit.title or "") or None
    others = [name for name in (hit.title, *hit.names) if name and name != title]
    facts = [people(page, hit.people, hit.people_total) if hit.people else None, hit.venue]
    if hit.country:
        facts.append(named(page, "country", [hit.country])[hit.country])
    facts += [str(hit.year) if hit.year else None, kind_word(page, hit.type) if hit.type else None]
    facts += [f"{_SCHEMES.get(scheme, scheme)}\u00a0{value}" for scheme, value in hit.identifiers.items()]
    return Item(
        kind=hit.kind,
        id=hit.id,
        href=address(page, hit.kind, hit.id),
        title=_marked(hit) if title and title == hit.title and hit.marks else escape(title or _untitled(page, hit)),
        names=tuple(japanese_first(others)[:_NAMES]),
        facts=tuple(fact for fact in facts if fact),
        cited=page.number(hit.cited_by_count, "count") if hit.cited_by_count is not None else None,
        retracted=bool(hit.is_retracted),
    )


_SCHEMES = {"doi": "DOI", "pmid": "PMID", "orcid": "ORCID", "ror": "ROR", "issn": "ISSN", "award": "№"}


def _untitled(page: Page, hit: Hit) -> str:
    number = hit.identifiers.get("award") if hit.kind == "awards" else None
    return word("listed_untitled", page.language, id=number or hit.id)


def _marked(hit: Hit) -> Markup:
    """The title with its marks; where two of them meet or overlap they are one."""
    text = hit.title or ""
    parts, at = [], 0
    for start, end in hit.marks:
        if end <= at:
            continue
        start = max(start, at)
        parts.append(escape(text[at:start]) + Markup("<mark>%s</mark>") % text[start:end])
        at = end
    return Markup("").join([*parts, escape(text[at:])])
