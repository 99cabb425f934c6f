"""Each page of a record is found by any of its ids, and has the record's works, its facts, and where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup, escape

from rashinban.access.entities import kind_of, record
from rashinban.access.entities.ids import resolve
from rashinban.access.pages.listed import (
    ROWS,
    Item,
    Turning,
    address,
    items,
    named,
    page_number,
    turning,
)
from rashinban.access.pages.page import Page, link, quoted
from rashinban.access.pages.wordbook import word
from rashinban.errors import UsageError
from rashinban.search.found import Bucket, Found

Record = Mapping[str, Any]

#: Words of the address of a record's page.
OWN = ("sort", "page", "was")
#: Orders of a record's works; the first is meant where none is named.
_SORTS = ("newest", "most_cited")
#: Values of a facet that a record's page shows.
_WITH = 10
#: Keys whose values have pages, and the kind of record they are.
_KIND_OF = {
    "institution": "institutions", "topic": "topics", "funder": "funders", "author": "authors", "source": "sources",
    "award": "awards", "technology_area": "technology_areas",
}  # fmt: skip
#: Data sources write these schemes; what they are named, and the address of an id.
_RESOLVERS = {
    "openalex": ("OpenAlex", "https://openalex.org/{}"),
    "doi": ("DOI", "https://doi.org/{}"),
    "pmid": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "mag": ("MAG", ""),
    "orcid": ("ORCID", "https://orcid.org/{}"),
    "ror": ("ROR", "https://ror.org/{}"),
    "issn": ("ISSN", "https://portal.issn.org/resource/ISSN/{}"),
    "crossref": ("Crossref Funder ID", "https://doi.org/10.13039/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "isni": ("ISNI", ""),
    "grid": ("GRID", ""),
    "fundref": ("Crossref Funder ID", "https://doi.org/10.13039/{}"),
    "jgn": ("体系的番号 (JGN)", ""),
    "kaken": ("KAKEN", "https://kaken.nii.ac.jp/grant/{}/"),
    "award-doi": ("DOI", "https://doi.org/{}"),
    "erad": ("e-Rad", ""),
    "nrid": ("KAKEN (NRID)", "https://nrid.nii.ac.jp/nrid/{}/"),
    "rm": ("researchmap", "https://researchmap.jp/{}"),
    "jglobal": ("J-GLOBAL", ""),
    "crid": ("CiNii Research", "https://cir.nii.ac.jp/crid/{}"),
    "naid": ("NAID", ""),
    "ncid": ("NCID", "https://ci.nii.ac.jp/ncid/{}"),
    "ndlbib": ("NDL", ""),
    "hdl": ("Handle", "https://hdl.handle.net/{}"),
    "pmcid": ("PMC", "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
    "arxiv": ("arXiv", "https://arxiv.org/abs/{}"),
    "isbn": ("ISBN", ""),
    "oai": ("OAI-PMH", ""),
    "ec": ("CORDIS", "https://cordis.europa.eu/project/id/{}"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One value of a facet: its page where it has one, its works, and the search for them. share: of the largest."""

    text: str
    href: str | None
    count: str
    works: str
    share: float


@dataclass(frozen=True, kw_only=True)
class Works:
    """The works of a record: a page of the list, how many there are by year, and what else they name."""

    items: list[Item]
    total: int
    turning: Turning
    sort: str
    sorts: list[tuple[str, str, str]]
    years: list[Row]
    beside: list[tuple[str, list[Row]]]
    all: str
    first_year: str
    last_year: str


def read(page: Page, kind: str, any_id: str, *own: str) -> Record | Response:
    """The record that an id means; where it is not the id of its page, the way there. own: further words of it."""
    page.selection(*OWN, *own)
    found = record(page.base.session, kind, any_id)
    if found["id"] == any_id:
        return found
    # An id that was merged into another is told on the page of the record that stands.
    to = address(page, kind, found["id"])
    return RedirectResponse(f"{to}&was={quoted(found['merged_from'])}" if found["merged_from"] else to, 302)


def _merged(page: Page, found: Record) -> str | None:
    """That the id which led here is gone; it is asked for again, so that no address can claim it."""
    was = page.request.query_params.get("was")
    if not was or resolve(page.base.session, kind_of(found["kind"]), was).id != found["id"]:
        return None
    return word("record_merged", page.language, gone=was)


def render(
    page: Page, template: str, found: Record, *, title: str, ids: Sequence[tuple[str, str | None]], **context: Any
) -> HTMLResponse:
    """The page of a record, with its other ids, its files, and its place in the file of the data source."""
    kind, id = found["kind"], found["id"]
    api = f"/api/{kind}/{quoted(id)}" + (f"?{urlencode({'release': page.base.release})}" if _pinned(page) else "")
    response = page.render(
        template,
        title=title,
        record=found,
        ids=_ids(ids),
        provenance=_provenance(page, found),
        merged=_merged(page, found),
        claims=found.get("claims", []),
        api=api,
        **context,
    )
    links = [f'<{api}>; rel="describedby"; type="application/json"', *context.get("signposts", [])]
    response.headers["Link"] = ", ".join(links)
    return response


def works_of(page: Page, key: str, id: str, beside: Iterable[tuple[str, str]]) -> Works:
    """The works that have `id` as a value of `key`. beside: facets, and the words that stand over them."""
    given = page.request.query_params
    sort = given.get("sort") or _SORTS[0]
    if sort not in _SORTS:
        raise UsageError(f"sort {sort[:40]!r} is not known here; known are {', '.join(_SORTS)}")
    number = page_number(given.get("page"))
    wanted = list(beside)
    found = page.base.index.find(
        kinds=["works"],
        filters={key: id},
        sort=sort,
        limit=ROWS,
        offset=(number - 1) * ROWS,
        facets=["year", *(name for name, _ in wanted)],
    )
    here = page.request.url.path
    years = found.facets["year"]
    return Works(
        items=items(page, found.hits),
        total=found.total,
        turning=turning(
            page,
            found.total,
            lambda to: (
                link(
                    here,
                    page.language,
                    page.request,
                    sort=sort if sort != _SORTS[0] else None,
                    page=to if to > 1 else None,
                )
                + "#works"
            ),
        ),
        sort=sort,
        sorts=[
            (
                name,
                word(f"search_sort_{name}", page.language),
                link(here, page.language, page.request, sort=name) + "#works",
            )
            for name in _SORTS
        ],
        years=_rows(page, key, id, "year", years[::-1]),
        beside=[(word(text, page.language), _others(page, key, id, name, found)) for name, text in wanted],
        all=_search(page, {key: id}),
        first_year=years[0].value if years else "",
        last_year=years[-1].value if years else "",
    )


def linked(page: Page, kind: str, id: str | None, text: str | None) -> Markup | str | None:
    """A name that leads to its record's page; the name alone where there is no record."""
    shown = text or id
    if not id or not shown:
        return escape(shown) if shown else None
    return Markup('<a href="%s">%s</a>') % (address(page, kind, id), shown)


def outward(url: str | None, text: str | None = None) -> Markup | str | None:
    """A link to another site; an address that is none of the web is only printed."""
    if not url:
        return None
    if not url.startswith(("https://", "http://")):
        return escape(url)
    return Markup('<a href="%s" rel="external">%s</a>') % (url, text or url)


def facts(page: Page, pairs: Iterable[tuple[str, object]]) -> list[tuple[str, object]]:
    """What is known, with the word for it; the rest is left out."""
    return [(word(f"fact_{name}", page.language), value) for name, value in pairs if value not in (None, "")]


def yes_or_no(page: Page, value: bool | None) -> str | None:
    return None if value is None else word("answer_yes" if value else "answer_no", page.language)


def spans(years: Iterable[int]) -> str:
    """Years as runs: 2015–2018, 2020."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def own_scheme(id: str) -> str:
    """The scheme of a record's own id: OpenAlex's have none, `doi:10.1000/x` says it."""
    return id.partition(":")[0] if ":" in id else "ror" if id.startswith("0") else "openalex"


def _others(page: Page, key: str, id: str, name: str, found: Found) -> list[Row]:
    """Rows of a facet, without the record itself."""
    buckets = [bucket for bucket in found.facets[name] if (name, bucket.value) != (key, id)]
    return _rows(page, key, id, name, buckets[:_WITH])


def _rows(page: Page, key: str, id: str, name: str, buckets: Sequence[Bucket]) -> list[Row]:
    most = max((bucket.count for bucket in buckets), default=1)
    texts = named(page, name, [bucket.value for bucket in buckets])
    return [
        Row(
            text=texts[bucket.value],
            href=_page_of(page, name, bucket.value),
            count=page.number(bucket.count, "count"),
            works=_both(page, key, id, name, bucket.value),
            share=bucket.count / most,
        )
        for bucket in buckets
    ]


def _page_of(page: Page, key: str, value: str) -> str | None:
    if key == "country":
        return link(f"/country/{quoted(value)}", page.language, page.request)
    return address(page, _KIND_OF[key], value) if key in _KIND_OF else None


def _both(page: Page, key: str, id: str, name: str, value: str) -> str:
    """The search for the works that have both; two values of one key are asked for in the words of a query."""
    if key == name:
        return _search(page, {key: id, "q": f"{key}:{value}"})
    return _search(page, {key: id, name: value})


def _search(page: Page, words: Mapping[str, str]) -> str:
    return link("/search", page.language, page.request, **{"kind": "works", **words})


def _pinned(page: Page) -> bool:
    return "release" in page.request.query_params


def _ids(given: Iterable[tuple[str, str | None]]) -> list[tuple[str, Markup | str]]:
    found: list[tuple[str, Markup | str]] = []
    for scheme, value in dict.fromkeys((scheme, (value or "").removeprefix(f"{scheme}:")) for scheme, value in given):
        if value:
            name, pattern = _RESOLVERS.get(scheme, (scheme, ""))
            shown = outward(pattern.format(value), value) if pattern else None
            found.append((name, shown or escape(value)))
    return found


def _provenance(page: Page, found: Record) -> str:
    known = found["provenance"]
    name = "record_from" if known["part"] else "record_from_short"
    return word(
        name,
        page.language,
        **{**known, "line": page.number(known["line"], "count")},
        updated=str(found.get("updated_date") or "?")[:10],
    )
