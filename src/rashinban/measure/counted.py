"""Each kind of record that indicators count: what one row of it is, how it is sliced, and what of it is told.

A new kind needs its universe (a model with one row per record), two queries beside this file, `<record>_coverage.sql`
and `<record>_records.sql`, an entry here and one in catalog.RECORD_IDS, and its words in access/wording.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from rashinban.catalog import RECORD_IDS, Record


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One kind of record.

    universe: the relation with one row per record, and everything that it can be sliced by.
    id: the column that names the record.
    described: the table that the query of records reads besides.
    parameters: words of --where that choose no records but that indicators read: the day asked about.
    shares: the things whose share is told in the coverage, columns of the coverage query.
    coverage_reads: the relations that the coverage query reads.
    """

    record: Record
    universe: str
    described: str
    parameters: tuple[str, ...] = ()
    shares: tuple[str, ...]
    coverage_reads: frozenset[str]

    @property
    def id(self) -> str:
        return RECORD_IDS[self.record]

    @property
    def coverage(self) -> str:
        """The query of the coverage of each slice of `world`."""
        return _sql(f"{self.record}_coverage.sql")

    @property
    def records(self) -> str:
        """The query of the records behind a number."""
        return _sql(f"{self.record}_records.sql")


def _sql(name: str) -> str:
    return (files("rashinban.measure") / name).read_text(encoding="utf-8")


COUNTED: Mapping[Record, Counted] = {
    one.record: one
    for one in (
        Counted(
            record="works",
            universe="universe",
            described="works",
            shares=("country", "reference_list", "topic", "funder", "citation_score"),
            coverage_reads=frozenset({"universe", "country_weights", "funder_weights", "citation_scores"}),
        ),
        Counted(
            record="awards",
            universe="award_universe",
            described="awards",
            parameters=("date", "other", "population"),
            shares=("amount", "year", "period", "institution", "country", "programme", "output"),
            coverage_reads=frozenset(
                {"award_universe", "award_institution_weights", "award_programmes", "award_links"}
            ),
        ),
        Counted(
            record="applications",
            universe="application_universe",
            described="applications",
            shares=("applied", "awarded", "programme"),
            coverage_reads=frozenset({"application_universe"}),
        ),
        Counted(
            record="budget_lines",
            universe="budget_universe",
            described="budget_lines",
            shares=("ministry", "programme", "source"),
            coverage_reads=frozenset({"budget_universe"}),
        ),
    )
}
