"""Each definition is what a technology area takes, in plain form; with it the works that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.access.pages.choices import area_lists
from rashinban.access.pages.listed import Item, items
from rashinban.access.pages.page import Page, link
from rashinban.access.pages.wordbook import word
from rashinban.access.selection import Selection
from rashinban.access.wording import quality_text
from rashinban.definitions import lookups
from rashinban.definitions.areas import Area, areas

_WORKS = 5


@dataclass(frozen=True, kw_only=True)
class Plain:
    """A definition as a reader sees it. texts: (where it is looked for, query). topics: (name, page, where it
    has one). others: entries of other lists."""

    description: str
    version: str
    validated: bool
    quality: str
    publisher: str
    sources: Sequence[str]
    texts: Sequence[tuple[str, str]]
    broad: Sequence[tuple[str, str]]
    topics: Sequence[tuple[str, str]]
    likes: Sequence[tuple[str, str]]
    exclude: Sequence[str]
    others: Sequence[str]


def plain(page: Page, area: Area) -> Plain:
    """The definition of an area."""
    of_list = next(entry for entry in area_lists().values() if any(one.id == area.id for one in entry.areas))
    loaded = page.base.index.titles(area.topics())
    return Plain(
        description=page.say(area.description),
        version=word("definition_version", page.language, version=area.version, date=area.valid_from.isoformat()),
        validated=area.validated,
        quality=page.say(quality_text(area.quality if area.validated else None)),
        publisher=word(
            "definition_list", page.language, list=page.say(of_list.labels), publisher=page.say(of_list.publisher)
        ),
        sources=area.sources or of_list.sources,
        texts=_texts(page, area, broad=False),
        broad=_texts(page, area, broad=True),
        topics=[
            # A topic of which nothing was loaded has no page.
            (f"{name} ({topic})", link(f"/topic/{topic}", page.language, page.request) if topic in loaded else "")
            for topic, name in area.topics().items()
        ],
        likes=[
            (page.say(areas()[other].labels), link(f"/area/{other}", page.language, page.request))
            for other in area.likes()
        ],
        exclude=area.exclude,
        others=_others(page, area),
    )


def _texts(page: Page, area: Area, *, broad: bool) -> list[tuple[str, str]]:
    """The queries, each with where it is looked for; with `broad` those that only the broad reading adds."""
    standard = area.clauses("standard")
    clauses = area.clauses("broad")[len(standard) :] if broad else standard
    joint = "・" if page.language == "ja" else ", "
    return [
        (joint.join(word(f"in_{name}", page.language) for name in clause.fields), text)
        for clause in clauses
        if (text := clause.query_en or clause.query_ja)
    ]


def _others(page: Page, area: Area) -> list[str]:
    """Entries of other published lists that mean the same, or part of it."""
    rows = lookups()["technology_lists"].to_pylist()
    entries = {row["entry"]: row for row in rows}
    found = []
    for row in lookups()["technology_crosswalk"].to_pylist():
        entry = entries.get(row["entry"])
        if row["technology_area"] != area.id or entry is None:
            continue
        name = entry["name_ja"] if page.language == "ja" and entry["name_ja"] else entry["name_en"]
        found.append(
            word(
                "definition_other",
                page.language,
                list=entry["list"],
                edition=entry["edition"],
                entry=name,
                relation=word(f"relation_{row['relation']}", page.language),
            )
        )
    return found


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """A few works of an area, and where all of them are."""

    title: str
    items: Sequence[Item]
    total: int
    href: str


def works_of(page: Page, area_id: str, selection: Selection) -> list[WorkList]:
    """The most cited and the newest works."""
    filters: dict[str, object] = {"technology_area": area_id}
    if "year" in selection.where:
        filters["year"] = selection.where["year"]
    found = []
    for sort in ("most_cited", "newest"):
        listed = page.base.index.find(kinds=("works",), filters=filters, sort=sort, limit=_WORKS)
        where = {"kind": "works", "sort": sort, **{key: str(value) for key, value in filters.items()}}
        found.append(
            WorkList(
                title=word(f"works_{sort}", page.language),
                items=items(page, listed.hits),
                total=listed.total,
                href=link("/search", page.language, page.request, **where),
            )
        )
    return found
