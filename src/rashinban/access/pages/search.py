"""The search page: one box for every kind of record; kinds as tabs, facets as links, hits with their way on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from rashinban.access.pages.listed import ROWS, items, kind_word, named, page_number, turning
from rashinban.access.pages.page import OpenPage, Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.access.programmes import called, known_programme
from rashinban.access.selection import Selection
from rashinban.errors import UsageError
from rashinban.search.fields import KEYS, KINDS
from rashinban.search.found import Bucket, Found
from rashinban.search.index import MOST_HITS, MOST_ROWS, SORTS, Index

router = APIRouter()

#: The facets beside a list, in this order; one that says nothing of the records found is left out.
_FACETS = ("year", "type", "country", "institution", "technology_area", "topic", "funder", "oa_route")
#: Values of a facet before the fold.
_BEFORE_FOLD = 8
#: Programmes that are named before what was found.
_PROGRAMMES = 5
_EXAMPLES = (
    '"quantum computing" year:2018..2021',
    "author:tanaka -laser",
    "量子",
    "10.1000/182",
    "title:(ocean OR sea)",
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a facet: how many records have it, and the address that adds it or takes it away."""

    text: str
    count: str
    href: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A search as its address says it. kind: empty for every kind."""

    q: str
    kind: str
    sort: str
    selection: Selection

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind,) if self.kind else ()

    @property
    def is_empty(self) -> bool:
        return not (self.q or self.kind or self.selection.where)

    def query(self, **changed: str) -> str:
        """The search as the query part of an address."""
        sort = "" if self.sort == "relevance" else self.sort
        return self.selection.query(**{"q": self.q, "kind": self.kind, "sort": sort, **changed})


@router.get("/search")
def search(page: OpenPage) -> HTMLResponse:
    """Records found by words, ids and facets; without any of them, what there is to search."""
    asked = _asked(page)
    index = page.base.index
    if asked.is_empty:
        return _welcome(page, index)
    number = page_number(page.request.query_params.get("page"))
    chosen = asked.selection.where
    everything = index.find(asked.q, filters=chosen, facets=["kind"], limit=0)
    found = index.find(
        asked.q,
        kinds=asked.kinds,
        filters=chosen,
        sort=asked.sort,
        limit=ROWS,
        offset=(number - 1) * ROWS,
        facets=_FACETS,
    )
    total = page.number(found.total, "count")
    direct = items(page, [found.direct])[0] if found.direct else None
    return page.render(
        "search.html.j2",
        title=word(
            "search_title" if asked.q else "search_title_browse",
            page.language,
            q=asked.q,
            kind=_kind_name(page, asked.kind),
        ),
        lead=word("search_found", page.language, total=total, searched=page.number(found.searched, "count")),
        asked=asked,
        direct=direct,
        programmes=_programmes(page, asked),
        found=[item for item in items(page, found.hits) if not direct or item.id != direct.id],
        notes=[page.say(note) for note in found.notes],
        did_you_mean=_mended(page, asked, found.did_you_mean),
        tabs=_tabs(page, asked, everything),
        facets=_facets(page, asked, index, found),
        filters=_filters(page, asked),
        sorts=[(sort, word(f"search_sort_{sort}", page.language)) for sort in SORTS],
        turning=turning(page, found.total, lambda to: _here(page, asked, page="" if to == 1 else str(to))),
        most_rows=page.number(MOST_ROWS, "count"),
        api=f"/api/search{asked.query()}",
        files=_files(page, asked, found.total),
        command=_command(asked, found),
        loaded=_loaded(page, index),
    )


def _asked(page: Page) -> Asked:
    given = page.request.query_params
    selection = page.selection("q", "kind", "sort", "page")
    for key in selection.where:
        if key != "year" and key not in KEYS:
            raise UsageError(f"search: filter {key!r} is not known; known are year, {', '.join(KEYS)}")
    kind = given.get("kind", "")
    if kind and kind not in KINDS:
        raise UsageError(f"search: kind {kind[:40]!r} is not known; known are {', '.join(KINDS)}")
    return Asked(q=given.get("q", "").strip(), kind=kind, sort=given.get("sort") or "relevance", selection=selection)


def _welcome(page: Page, index: Index) -> HTMLResponse:
    return page.render(
        "search_welcome.html.j2",
        title=word("search_welcome", page.language),
        loaded=_loaded(page, index),
        examples=[(text, link("/search", page.language, page.request, q=text)) for text in _EXAMPLES],
    )


def _loaded(page: Page, index: Index) -> list[dict[str, str]]:
    """How many records of each kind can be searched, and the list of them."""
    return [
        {
            "text": page.say(name),
            "count": page.number(index.records.get(kind, 0), "count"),
            "href": link("/search", page.language, page.request, kind=kind),
        }
        for kind, name in KINDS.items()
    ]


def _programmes(page: Page, asked: Asked) -> list[tuple[str, str]]:
    """Programmes of the name asked for: they are definitions, and no records of the index."""
    if asked.kind or asked.selection.where:
        return []
    return [
        (page.say(known_programme(name).labels), link(f"/programme/{quoted(name)}", page.language, page.request))
        for name in called(asked.q)[:_PROGRAMMES]
    ]


def _here(shown: Page, asked: Asked, **changed: str) -> str:
    return link(f"/search{asked.query(**changed)}", shown.language)


def _kind_name(page: Page, kind: str) -> str:
    return page.say(KINDS[kind]) if kind else word("search_all", page.language)


def _tabs(page: Page, asked: Asked, everything: Found) -> list[Choice]:
    counts = {bucket.value: bucket.count for bucket in everything.facets["kind"]}
    return [
        Choice(
            text=_kind_name(page, kind),
            count=page.number(counts.get(kind, 0) if kind else everything.total, "count"),
            href=_here(page, asked, kind=kind),
            chosen=kind == asked.kind,
        )
        for kind in ("", *(kind for kind in KINDS if counts.get(kind) or kind == asked.kind))
    ]


def _facets(page: Page, asked: Asked, index: Index, found: Found) -> list[dict[str, object]]:
    """Facets with their values. A choice widens its own facet, whose counts are those without it."""
    shown: list[dict[str, object]] = []
    for key in _FACETS:
        buckets = {bucket.value: bucket for bucket in found.facets[key]}
        chosen = _chosen(asked, key)
        if key in asked.selection.where:
            without = asked.selection.having(**{key: None}).where
            other = index.find(asked.q, kinds=asked.kinds, filters=without, facets=[key], limit=0).facets[key]
            buckets = {bucket.value: bucket for bucket in other} | {v: buckets[v] for v in chosen if v in buckets}
        values = list(buckets.values())
        if key == "year":
            values = sorted(values, key=lambda bucket: bucket.value, reverse=True)
        # A facet with one value that all records have would filter nothing.
        if not values or (len(values) == 1 and values[0].count == found.total and not chosen):
            continue
        names = _names(page, key, [bucket.value for bucket in values])
        choices = [_choice(page, asked, key, bucket, names, chosen) for bucket in values]
        choices.sort(key=lambda choice: not choice.chosen)
        shown.append(
            {
                "key": key,
                "name": word(f"search_by_{key}", page.language),
                "choices": choices[:_BEFORE_FOLD],
                "more": choices[_BEFORE_FOLD:],
            }
        )
    return shown


def _chosen(asked: Asked, key: str) -> list[str]:
    given = asked.selection.where.get(key, "")
    return [value for value in given.split("|") if value]


def _choice(page: Page, asked: Asked, key: str, bucket: Bucket, names: Mapping[str, str], chosen: list[str]) -> Choice:
    on = bucket.value in chosen
    # A range of years gives way to a single year; other values are added to those chosen.
    kept = [] if any(".." in value for value in chosen) else [value for value in chosen if value != bucket.value]
    return Choice(
        text=names[bucket.value],
        count=page.number(bucket.count, "count"),
        href=_with(page, asked, key, kept if on else [*kept, bucket.value]),
        chosen=on,
    )


def _with(page: Page, asked: Asked, key: str, values: list[str]) -> str:
    changed = Asked(
        q=asked.q, kind=asked.kind, sort=asked.sort, selection=asked.selection.having(**{key: "|".join(values)})
    )
    return _here(page, changed)


def _filters(page: Page, asked: Asked) -> list[dict[str, str]]:
    """The filters that are on, each with the address without it."""
    found = []
    for key in asked.selection.where:
        values = _chosen(asked, key)
        names = _names(page, key, values)
        found += [
            {
                "key": word(f"search_by_{key}", page.language),
                "text": names[value],
                "href": _with(page, asked, key, [other for other in values if other != value]),
            }
            for value in values
        ]
    return found


def _names(page: Page, key: str, values: list[str]) -> dict[str, str]:
    if key in ("type", "oa_route", "language"):
        return {value: kind_word(page, value) for value in values}
    return {value: value for value in values} | named(page, key, values)


def _mended(page: Page, asked: Asked, q: str | None) -> dict[str, str] | None:
    return {"text": q, "href": _here(page, asked, q=q)} if q else None


def _files(page: Page, asked: Asked, total: int) -> list[tuple[str, str]]:
    """The records found as files, as many as one answer over REST has."""
    top = min(total, MOST_HITS)
    if not top:
        return []
    name = word("search_file" if top == total else "search_file_first", page.language, rows=page.number(top, "count"))
    return [
        (f"{form} {name}", f"/api/search{asked.query(format=form.lower(), top=str(top))}")
        for form in ("CSV", "JSON", "Parquet")
    ]


def _command(asked: Asked, found: Found) -> str:
    words = [asked.q] if asked.q else [""]
    words += ["--kind", asked.kind] if asked.kind else []
    words += ["--sort", asked.sort] if asked.sort != "relevance" else []
    return asked.selection.command("search", *words, "--top", str(min(max(found.total, 1), MOST_ROWS)))
