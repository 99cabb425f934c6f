"""Each doubt is money in the base that can be read and hardly be right: told with its records, never mended.

The rules are in money.sql, their words are here. A doubt is no breach of the base: it is the data's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from rashinban import catalog
from rashinban.definitions import attached
from rashinban.engine import Engine

_SQL = (files("rashinban.stages") / "money.sql").read_text(encoding="utf-8")
#: The relations of kb/ that the rules read.
READ = (
    *("awards", "award_amounts", "award_institutions", "award_year_amounts", "budget_lines"),
    *("applications", "application_universe", "claims"),
)

_AT_SOURCE = "look at the record; where it is wrong, have it corrected at its source"
#: Rule -> what the records are, and what to do.
RULES: Mapping[str, tuple[str, str]] = {
    "negative": ("amounts are negative", "they are added as they stand: money paid back, or a slip? " + _AT_SOURCE),
    "zero": ("amounts are zero", "they count as nothing given, not as not known; " + _AT_SOURCE),
    "no_currency": (
        "amounts have no currency and are in no total",
        "give the currency in the mapping or at the source",
    ),
    "unknown_currency": ("amounts are in a currency that ISO 4217 does not have", _AT_SOURCE),
    "two_currencies": ("awards have amounts in several currencies and are in no total", _AT_SOURCE),
    "thousandfold": (
        "awards have a whole that is 1,000 times its years, or the reverse: yen and thousand yen are mixed",
        "correct the unit in the mapping or at the source",
    ),
    "claimed_thousandfold": (
        "awards have two amounts, by two sources, one 1,000 times the other: yen and thousand yen are mixed",
        "correct the unit in the mapping or at the source",
    ),
    "years_exceed": ("awards have years that add up to more than the whole", _AT_SOURCE),
    "years_short": ("awards have money in no year: the years add up to less than the whole", _AT_SOURCE),
    "kinds_differ": ("totals are not the sum of direct and indirect costs", _AT_SOURCE),
    "institutions_exceed": ("awards have institutions whose parts add up to more than the whole", _AT_SOURCE),
    "ends_before": ("awards end before they begin", _AT_SOURCE),
    "fiscal_year_off": (
        "days are in another fiscal year than their award says: Japan's ends on 31 March",
        "correct the year, or the day, at the source",
    ),
    "outside": ("amounts are of a fiscal year in which their award does not run", _AT_SOURCE),
    "no_end": (
        "awards have no end: nobody can say when they were live",
        "they are left out of live_awards; " + _AT_SOURCE,
    ),
    "two_numbers": (
        "awards have a twin of another number with the same title, lead, amount and first day: one award twice?",
        "where they are one, give both numbers to one record (award_identifiers), and link joins them",
    ),
    "more_awarded": ("groups of applications have more awarded than applied, or a negative number", _AT_SOURCE),
    "groups_exceed": ("tables of applications tell groups apart that are more than their whole", _AT_SOURCE),
}


def doubts(base: Path, engine: Engine, sound: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Where, what and the mend. sound: the steps of kb/ that can be read; of others there is nothing to tell."""
    for name in READ:
        paths = sorted((base / "kb" / name).glob("*.parquet")) if name in sound else []
        engine.attach(name, paths, catalog.relation_schema(name))
    engine.attach_table("currencies", attached()["currencies"])
    rows = engine.query(_SQL).to_pylist()
    for (rule, table), found in groupby(rows, key=lambda row: (row["rule"], row["table_name"])):
        told = list(found)
        words, mend = RULES[rule]
        records = "; ".join(f"{row['record']} ({row['found'].strip()})" for row in told)
        more = "; ..." if told[0]["doubts"] > len(told) else ""
        yield str(base / "kb" / table), f"{told[0]['doubts']:,} {words}: {records}{more}", mend
