"""A reader answers from one tenure of a release: headers in the order of their ids, records, sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import pyarrow as pa

from rashinban.access.api import Base
from rashinban.access.oai.record import Affiliation, Copy, Creator, Funding, Record, Venue, uri
from rashinban.access.oai.refusals import Refusal, no_longer_kept
from rashinban.errors import NotBuilt
from rashinban.measure.question import Question
from rashinban.stages.tenures import TABLES, tenure_of

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Header:
    """One record of a list: since when it is as it is, and the sets it is in (of a deleted one: was in)."""

    work_id: str
    changed: datetime
    deleted: bool
    sets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which headers a list has. needs: what a work must have for the format: title, type, year."""

    first: datetime | None = None
    last: datetime | None = None
    set_spec: str | None = None
    needs: frozenset[str] = frozenset()


class Reader:
    """Reads one tenure; `now` stands for the time of a tenure that has begun and is not yet dated."""

    def __init__(self, base: Base, now: datetime, namespace: str, tenure: int | None = None) -> None:
        found = tenure_of(base.folder, base.release, tenure)
        if found is None and tenure is not None:
            raise no_longer_kept(base.release)
        if found is None:
            raise NotBuilt(f"{base.folder}: release {base.release} has no harvest/; run `rashinban update`")
        self.about, self.release, self.number = base.about, base.release, found.number
        self._since = {number: found.since.get(number, now) for number in range(1, found.number + 1)}
        self._engine = base.session.engine
        self._identifiers = f"oai:{namespace}:"
        base.session.prepare(Question(), frozenset(TABLES))
        for name in ("records", "sets"):
            self._engine.attach(f"harvest_{name}", sorted((found.folder / name).glob("*.parquet")))

    @property
    def earliest(self) -> datetime:
        """The first moment at which any record was served."""
        return min(self._since.values())

    def identifier(self, work_id: str) -> str:
        return self._identifiers + work_id

    def header(self, identifier: str) -> tuple[Header, frozenset[str]]:
        """The header of a record, and what its work has of title, type and year."""
        work_id = identifier.removeprefix(self._identifiers)
        rows = self._ask("header", {"work_id": work_id}) if identifier.startswith(self._identifiers) else []
        if not rows:
            raise Refusal(
                "idDoesNotExist",
                f"no record {identifier[:200]!r}; identifiers here begin with {self._identifiers}W",
                f"レコード {identifier[:200]!r} はない。ここの識別子は {self._identifiers}W で始まる",
            )
        has = frozenset(fact for fact in ("title", "type", "year") if rows[0][f"has_{fact}"])
        return self._header(rows[0]), has

    def size(self, chosen: Chosen) -> int:
        """How many headers the whole list has."""
        return int(self._ask("size", self._parameters(chosen))[0]["records"])

    def headers(self, chosen: Chosen, after: str, most: int) -> list[Header]:
        """The next headers of a list after a key (empty text: from the beginning)."""
        rows = self._ask("page", {**self._parameters(chosen), "after": after, "most": most})
        return [self._header(row) for row in rows]

    def sets(self) -> Sequence[Row]:
        """Every set with a record: set_spec, name, name_ja."""
        return self._ask("sets", {})

    def records(self, work_ids: Sequence[str]) -> dict[str, Record]:
        """The works with these ids as records."""
        self._engine.attach_table("page", pa.table({"work_id": pa.array(work_ids, pa.string())}))
        issns = _grouped(self._ask("issns", {}), "source_id")
        parts = {
            name: _grouped(self._ask(name, {}), "work_id")
            for name in ("creators", "affiliations", "copies", "keywords", "funding")
        }
        made = {}
        for row in self._ask("works", {}):
            own = {name: found.get(row["work_id"], []) for name, found in parts.items()}
            made[row["work_id"]] = self._record(row, own, issns)
        return made

    def _record(self, row: Row, parts: Mapping[str, Sequence[Row]], issns: Mapping[str, Sequence[Row]]) -> Record:
        simulated = bool(self.about["simulated"])
        affiliations = _grouped(parts["affiliations"], "author_position")
        return Record(
            identifier=self.identifier(row["work_id"]),
            page=None if simulated else f"https://openalex.org/{row['work_id']}",
            simulated=simulated,
            doi=row["doi"],
            pmid=row["pmid"],
            title=row["title"],
            abstract=row["abstract"],
            year=row["publication_year"],
            date=row["publication_date"],
            language=row["language"],
            type=row["type"],
            is_retracted=row["is_retracted"],
            is_oa=row["is_oa"],
            volume=row["volume"],
            issue=row["issue"],
            first_page=row["first_page"],
            last_page=row["last_page"],
            venue=_venue(row, issns),
            creators=tuple(
                Creator(
                    name=creator["name"],
                    orcid=creator["orcid"],
                    affiliations=_affiliations(affiliations.get(creator["author_position"], [])),
                )
                for creator in parts["creators"]
                if creator["name"]
            ),
            copies=tuple(
                Copy(
                    is_oa=copy["is_oa"],
                    version=copy["version"],
                    license=copy["license"],
                    url=uri(copy["landing_page_url"]) if copy["landing_page_url"] else None,
                    pdf_url=uri(copy["pdf_url"]) if copy["pdf_url"] else None,
                )
                for copy in parts["copies"]
            ),
            funding=tuple(
                Funding(
                    funder=funding["funder"],
                    funder_ror=funding["ror_id"],
                    crossref_funder_id=funding["crossref_funder_id"],
                    award_number=funding["award_number"],
                    award_title=funding["award_title"],
                    award_doi=funding["award_doi"],
                )
                for funding in parts["funding"]
            ),
            keywords=tuple(keyword["keyword"] for keyword in parts["keywords"]),
            subjects=tuple(
                dict.fromkeys(name for name in (row["topic"], row["subfield_name"], row["field_name"]) if name)
            ),
        )

    def _header(self, row: Row) -> Header:
        return Header(
            work_id=row["work_id"],
            changed=self._since[row["tenure"]],
            deleted=row["deleted"],
            sets=tuple(row["sets"].split()),
        )

    def _parameters(self, chosen: Chosen) -> dict[str, object]:
        tenures = [
            number
            for number, time in self._since.items()
            if (chosen.first is None or time >= chosen.first) and (chosen.last is None or time <= chosen.last)
        ]
        return {
            "tenures": tenures,
            "member": _member(chosen.set_spec),
            **{f"needs_{fact}": fact in chosen.needs for fact in ("title", "type", "year")},
        }

    def _ask(self, query: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._engine.query(_query(query), parameters).to_pylist()
        return rows


@cache
def _query(name: str) -> str:
    return (files("rashinban.access.oai") / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def _member(set_spec: str | None) -> str:
    """What the sets of a record, each between blanks, contain where it is in this set.

    A set above others (`type`) has no members of its own: it is all that begins with its name and a colon.
    """
    if set_spec is None:
        return ""
    return f" {set_spec} " if ":" in set_spec or set_spec.startswith("openaire") else f" {set_spec}:"


def _grouped(rows: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    return {key: list(found) for key, found in groupby(rows, key=lambda row: row[column])}


def _affiliations(rows: Iterable[Row]) -> tuple[Affiliation, ...]:
    """Each institution once, in the order of the work."""
    found = (Affiliation(name=r["name"], name_ja=r["name_ja"], ror_id=r["ror_id"]) for r in rows if r["name"])
    return tuple(dict.fromkeys(found))


def _venue(row: Row, issns: Mapping[str, Sequence[Row]]) -> Venue | None:
    if not row["source"]:
        return None
    return Venue(
        name=row["source"],
        type=row["source_type"],
        publisher=row["publisher"],
        issns=tuple(found["issn"] for found in issns.get(row["source_id"], [])),
    )
