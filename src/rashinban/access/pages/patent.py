"""A patent's page: what the office published, who applied and invented, what it cites, what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Response

from rashinban.access.pages import parts_of
from rashinban.access.pages.entity import facts, linked, outward, read, render
from rashinban.access.pages.listed import kind_word, readable
from rashinban.access.pages.page import OpenPage, Page
from rashinban.access.pages.wordbook import word

router = APIRouter()


@router.get("/patent/{any_id:path}")
def patent(page: OpenPage, any_id: str) -> Response:
    """What is known of one publication of a patent."""
    found = read(page, "patents", any_id)
    if isinstance(found, Response):
        return found
    title = readable(found["title"] or "") or found["id"]
    return render(
        page,
        "plain_record.html.j2",
        found,
        title=title,
        ids=[("patent", found["id"]), ("application", found["application_id"]), ("family", found["family_id"])],
        lead=word("patent_lead", page.language, office=found["office"], number=found["id"]),
        facts=facts(
            page,
            [
                ("type", kind_word(page, found["type"]) if found["type"] else None),
                ("filed", found["application_date"]),
                ("priority", found["priority_date"]),
                ("year", found["publication_date"]),
                ("granted", found["grant_date"]),
                ("status", found["status"]),
                ("claims", found["claims_count"]),
                ("description", found["abstract"]),
            ],
        ),
        parts_list=[
            each
            for each in (
                parts_of.texts(page, found["texts"], found["title"], found["abstract"]),
                _people(page, found["people"]),
                _classes(page, found["classes"]),
                _citations(page, found["citations"]),
                _priorities(page, found["priorities"]),
                _events(page, found["events"]),
            )
            if each
        ],
    )


def _people(page: Page, rows: Sequence[Mapping[str, Any]]) -> parts_of.Part | None:
    return parts_of.part(
        page,
        "part_people",
        ("part_role", "part_name", "fact_country", "part_address"),
        (
            (
                kind_word(page, row["role"]),
                (row["name"] or row["name_latin"]) if page.language == "ja" else row["name_latin"] or row["name"],
                row["country_code"],
                row["address"],
            )
            for row in rows
        ),
    )


def _classes(page: Page, rows: Sequence[Mapping[str, Any]]) -> parts_of.Part | None:
    return parts_of.part(
        page,
        "part_classes",
        ("part_scheme", "part_code"),
        ((row["scheme"].upper(), row["symbol"]) for row in rows),
    )


def _citations(page: Page, rows: Sequence[Mapping[str, Any]]) -> parts_of.Part | None:
    loaded = page.base.index.titles(
        [id for row in rows for id in (row["cited_patent_id"], row["cited_work_id"]) if id is not None]
    )

    def cited(row: Mapping[str, Any]) -> parts_of.Cell:
        for kind, column in (("patents", "cited_patent_id"), ("works", "cited_work_id")):
            if id := row[column]:
                scheme, _, identifier = id.partition(":")
                if id in loaded:
                    return linked(page, kind, id, loaded[id])
                return outward(f"https://doi.org/{identifier}", identifier) if scheme == "doi" else id
        text: str | None = row["text"]
        return text

    return parts_of.part(
        page,
        "part_citations",
        ("part_other", "part_category", "part_cited_by"),
        ((cited(row), row["category"], kind_word(page, row["cited_by"] or "") or None) for row in rows),
    )


def _priorities(page: Page, rows: Sequence[Mapping[str, Any]]) -> parts_of.Part | None:
    return parts_of.part(
        page,
        "part_priorities",
        ("part_relation", "part_application", "part_date"),
        ((kind_word(page, row["relation"]), row["application_id"], str(row["date"] or "") or None) for row in rows),
    )


def _events(page: Page, rows: Sequence[Mapping[str, Any]]) -> parts_of.Part | None:
    return parts_of.part(
        page,
        "part_events",
        ("part_date", "part_event", "part_code"),
        ((str(row["date"] or "") or None, row["text"], row["code"]) for row in rows),
    )
