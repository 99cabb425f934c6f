"""Each table is what belongs to a record, as its page prints it: texts, people, amounts, outputs, posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from rashinban.access.pages.entity import linked, outward
from rashinban.access.pages.listed import kind_word, readable
from rashinban.access.pages.page import Page
from rashinban.access.pages.wordbook import word
from rashinban.schema.kinds import major

#: Rows that are shown before a table is folded.
BEFORE_FOLD = 20
#: The same of texts, which are long.
_TEXTS = 6
_TITLES = ("title", "subtitle", "alternative", "acronym")

Row = Mapping[str, Any]
Cell = Markup | str | None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A table with its heading: the words over its columns, the rows, and the rows behind a fold."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    folded: Sequence[Sequence[Cell]]
    note: str | None = None


def part(
    page: Page,
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    note: str = "",
    fold: int = BEFORE_FOLD,
) -> Part | None:
    """A table of words; columns that are empty in every row are left out. None where there are no rows."""
    found = [tuple(row) for row in rows]
    if not found:
        return None
    kept = [number for number in range(len(heads)) if any(row[number] for row in found)]
    shown = [[row[number] for number in kept] for row in found]
    return Part(
        title=word(title, page.language),
        heads=tuple(word(heads[number], page.language) for number in kept),
        rows=shown[:fold],
        folded=shown[fold:],
        note=word(note, page.language) if note else None,
    )


def texts(page: Page, rows: Sequence[Row], *shown: str | None) -> Part | None:
    """Titles and summaries in all languages and scripts, without those that the page shows elsewhere; titles first."""
    other = [row for row in rows if row["text"] not in shown]
    other.sort(key=lambda row: row["kind"] not in _TITLES)
    return part(
        page,
        "part_texts",
        ("part_kind", "fact_language", "part_text"),
        ((kind_word(page, row["kind"]), _language(page, row), readable(row["text"])) for row in other),
        fold=_TEXTS,
    )


def _language(page: Page, row: Row) -> str | None:
    known = kind_word(page, row["language"]) if row["language"] else None
    return f"{known} ({row['script']})" if known and row.get("script") else known


def identifiers(rows: Sequence[Row]) -> list[tuple[str, str | None]]:
    """Identifiers in the schemes' words, for the list of other ids."""
    return [(row["scheme"], row["identifier"]) for row in rows]


def relations(page: Page, rows: Sequence[Row]) -> Part | None:
    """What a work has to do with other works and things; those that are loaded lead to their pages."""
    loaded = page.base.index.titles([row["related_work_id"] for row in rows if row["related_work_id"]])

    def other(row: Row) -> Cell:
        id = row["related_work_id"]
        if id in loaded:
            return linked(page, "works", id, readable(loaded[id]))
        return _identifier(row["related_scheme"], row["related_identifier"])

    return part(
        page,
        "part_relations",
        ("part_relation", "part_other"),
        ((kind_word(page, row["relation"]), other(row)) for row in rows),
    )


def _identifier(scheme: str, identifier: str) -> Cell:
    if scheme == "doi":
        return outward(f"https://doi.org/{identifier}", identifier)
    return outward(identifier) if scheme == "url" else f"{scheme} {identifier}"


def members(page: Page, rows: Sequence[Row]) -> Part | None:
    """The people of an award, with the years in which they were in that role and place."""
    known = _loaded(page, rows, "author_id", "institution_id")

    def person(row: Row) -> Cell:
        name = row["name"] if page.language == "ja" else row["name_latin"] or row["name"]
        return linked(page, "authors", known.get(row["author_id"]), name)

    return part(
        page,
        "part_members",
        ("search_by_author", "part_role", "search_by_institution", "part_department", "affiliations_years"),
        (
            (
                person(row),
                kind_word(page, row["role"]),
                linked(page, "institutions", known.get(row["institution_id"]), row["institution_name"]),
                " ".join(filter(None, (row["department"], row["job_title"]))) or None,
                _years(page, row["start_fiscal_year"], row["end_fiscal_year"]),
            )
            for row in rows
        ),
    )


def _loaded(page: Page, rows: Sequence[Row], *columns: str) -> Mapping[str | None, str]:
    """The ids in some columns whose records are there: a page leads nowhere else. One question for a whole table."""
    found = page.base.index.titles(dict.fromkeys(row[column] for row in rows for column in columns if row[column]))
    return {id: id for id in found}


def _years(page: Page, first: int | None, last: int | None) -> str | None:
    if first is None and last is None:
        return None
    told = str(first) if first == last else "–".join(str(year or "") for year in (first, last))
    return word("part_fiscal_years", page.language, years=told)


def amounts(page: Page, rows: Sequence[Row]) -> Part | None:
    """The amounts of an award by fiscal year, then those of the whole."""
    ordered = sorted(rows, key=lambda row: (row["fiscal_year"] is None, row["fiscal_year"] or 0, row["kind"]))
    return part(
        page,
        "part_amounts",
        ("part_fiscal_year", "part_kind", "fact_amount", "fact_status"),
        (
            (
                str(row["fiscal_year"]) if row["fiscal_year"] else word("part_whole", page.language),
                kind_word(page, f"amount-{row['kind']}"),
                f"{row['currency']}\u00a0{major(row['amount'], row['currency']):,}",
                None
                if row["is_planned"] is None
                else word("part_planned" if row["is_planned"] else "part_paid", page.language),
            )
            for row in ordered
        ),
        note="part_fiscal_note",
    )


def participants(page: Page, rows: Sequence[Row]) -> Part | None:
    """The institutions of an award and their shares."""
    known = _loaded(page, rows, "institution_id")
    return part(
        page,
        "part_institutions",
        ("search_by_institution", "part_role", "fact_country", "fact_city", "fact_amount"),
        (
            (
                linked(page, "institutions", known.get(row["institution_id"]), row["institution_name"]),
                kind_word(page, row["role"]),
                row["country_code"],
                row["city"],
                f"{row['currency']}\u00a0{major(row['amount'], row['currency']):,}"
                if row["amount"] is not None and row["currency"]
                else None,
            )
            for row in rows
        ),
    )


def outputs(page: Page, rows: Sequence[Row]) -> Part | None:
    """What an award's record lists as its outputs; a work that is loaded leads to its page."""
    known = _loaded(page, rows, "patent_id")

    def title(row: Row) -> Cell:
        shown = readable(row["title"] or "") or row["work_id"] or row["patent_id"] or row["identifier"]
        if row["loaded_title"]:
            return linked(page, "works", row["work_id"], shown)
        if row["patent_id"]:
            return linked(page, "patents", known.get(row["patent_id"]), shown)
        scheme, _, identifier = (row["work_id"] or "").partition(":")
        return outward(f"https://doi.org/{identifier}", shown) if scheme == "doi" else shown

    return part(
        page,
        "part_outputs",
        ("part_title", "part_kind", "fact_source", "part_year", "part_claimed"),
        (
            (
                title(row),
                kind_word(page, row["kind"]),
                row["source_name"],
                str(row["year"]) if row["year"] else None,
                word(f"part_{row['claimed_by']}", page.language),
            )
            for row in rows
        ),
        note="part_outputs_note",
    )


def posts(page: Page, rows: Sequence[Row]) -> Part | None:
    """Posts and studies of a researcher, as a profile states them."""
    known = _loaded(page, rows, "institution_id")
    return part(
        page,
        "part_posts",
        ("search_by_institution", "part_department", "part_role", "affiliations_years"),
        (
            (
                linked(page, "institutions", known.get(row["institution_id"]), row["institution_name"]),
                row["department"],
                row["role"],
                "–".join(day for day in (row["start_date"], row["end_date"]) if day) or None,
            )
            for row in rows
        ),
    )


def subjects(page: Page, rows: Sequence[Row]) -> Part | None:
    """Keywords and classes that a record was filed under."""
    return part(
        page,
        "part_subjects",
        ("part_scheme", "part_term", "part_code"),
        ((kind_word(page, row["scheme"]), row["term"], row["code"]) for row in rows),
    )
