"""Each rule over the money of a base tells its records, and nothing of a base in order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rashinban import catalog
from rashinban.engine import Engine
from rashinban.stages import money
from rashinban.stages.money import RULES, doubts

Rows = Mapping[str, Sequence[Mapping[str, object]]]

IN_ORDER: Rows = {
    "awards": [
        {"award_id": "G1", "title": "T", "lead_name": "L", "amount": 13, "currency": "JPY", "jgn": "JPMJCR2001",
         "start_date": date(2020, 10, 1), "end_date": date(2022, 3, 31), "start_fiscal_year": 2020,
         "end_fiscal_year": 2021},
        # The same person and title, another amount: the next phase.
        {"award_id": "G2", "title": "T", "lead_name": "L", "amount": 90, "currency": "JPY",
         "start_date": date(2020, 10, 1), "end_fiscal_year": 2024},
        # The fiscal year of the United States begins in October.
        {"award_id": "G3", "amount": 5, "currency": "USD", "start_date": date(2020, 10, 1), "start_fiscal_year": 2021,
         "end_date": date(2021, 9, 30), "end_fiscal_year": 2021},
    ],
    "award_amounts": [
        {"award_id": "G1", "position": 1, "fiscal_year": 2020, "kind": "total", "amount": 13, "currency": "JPY"},
        {"award_id": "G1", "position": 2, "fiscal_year": 2020, "kind": "direct", "amount": 10, "currency": "JPY"},
        {"award_id": "G1", "position": 3, "fiscal_year": 2020, "kind": "indirect", "amount": 3, "currency": "JPY"},
        # Direct costs alone: nobody says what the indirect ones are.
        {"award_id": "G3", "position": 1, "fiscal_year": 2021, "kind": "total", "amount": 5, "currency": "USD"},
        {"award_id": "G3", "position": 2, "fiscal_year": 2021, "kind": "direct", "amount": 4, "currency": "USD"},
    ],
    "award_year_amounts": [
        {"award_id": "G1", "fiscal_year": 2020, "currency": "JPY", "amount": 13},
        {"award_id": "G2", "currency": "JPY", "amount": 90},
        {"award_id": "G3", "fiscal_year": 2021, "currency": "USD", "amount": 5},
    ],
    "award_institutions": [{"award_id": "G1", "position": 1, "role": "recipient", "amount": 12, "currency": "JPY"}],
    "applications": [{"application_id": "A1", "fiscal_year": 2023, "applied": 5, "awarded": 5}],
    "application_universe": [
        {"application_id": "A1", "year": 2023, "scheme": "S", "breakdown": "whole", "applied": 5, "awarded": 2},
        {"application_id": "A2", "year": 2023, "scheme": "S", "breakdown": "gender", "applied": 4, "awarded": 2},
    ],
    "claims": [
        {"table_name": "awards", "id": "G1", "column_name": "amount", "data_source": "a", "value": "13"},
        {"table_name": "awards", "id": "G1", "column_name": "amount", "data_source": "b", "value": "14"},
        {"table_name": "awards", "id": "G1", "column_name": "title", "data_source": "b", "value": "no number"},
    ],
}  # fmt: skip


def told(base: Path, engine: Engine, rows: Rows) -> list[str]:
    for name, given in rows.items():
        folder = base / "kb" / name
        folder.mkdir(parents=True)
        pq.write_table(pa.Table.from_pylist(list(given), schema=catalog.relation_schema(name)), folder / "a.parquet")
    return [f"{Path(where).name}: {what}" for where, what, _ in doubts(base, engine, dict.fromkeys(rows))]


def test_of_money_in_order_nothing_is_told(tmp_path: Path, duckdb: Engine) -> None:
    assert told(tmp_path, duckdb, IN_ORDER) == []


def test_of_a_base_without_money_nothing_is_told(tmp_path: Path, duckdb: Engine) -> None:
    assert told(tmp_path, duckdb, {}) == []


def amounts(*of_award: Mapping[str, object]) -> list[dict[str, object]]:
    return [{"award_id": "G1", "position": at, "kind": "total", **row} for at, row in enumerate(of_award, 1)]


@pytest.mark.parametrize(
    ("rule", "rows", "expected"),
    [
        (
            "no_currency",
            {"awards": [{"award_id": "G1", "amount": 5}]},
            "awards: 1 amounts have no currency and are in no total: G1 (5)",
        ),
        (
            "unknown_currency",
            {"awards": [{"award_id": "G1", "amount": 5, "currency": "YEN"}]},
            "awards: 1 amounts are in a currency that ISO 4217 does not have: G1 (YEN)",
        ),
        (
            "two_currencies",
            {"award_amounts": amounts({"amount": 5, "currency": "USD"}, {"amount": 6, "currency": "CAD"})},
            "award_amounts: 1 awards have amounts in several currencies and are in no total: G1 (CAD, USD)",
        ),
        (
            "years_exceed",
            {
                "award_year_amounts": [
                    {"award_id": "G1", "fiscal_year": 2020, "currency": "JPY", "amount": 12},
                    {"award_id": "G1", "currency": "JPY", "amount": -2},
                ]
            },
            "award_amounts: 1 awards have years that add up to more than the whole: G1 (10 in all, 12 by year)",
        ),
        (
            "kinds_differ",
            {
                "award_amounts": amounts(
                    {"fiscal_year": 2020, "amount": 14, "currency": "JPY"},
                    {"fiscal_year": 2020, "kind": "direct", "amount": 10, "currency": "JPY"},
                    {"fiscal_year": 2020, "kind": "indirect", "amount": 3, "currency": "JPY"},
                )
            },
            "award_amounts: 1 totals are not the sum of direct and indirect costs: G1 FY2020 (14, but 10 + 3)",
        ),
        (
            "institutions_exceed",
            {
                "awards": [{"award_id": "G1", "amount": 10, "currency": "JPY"}],
                "award_institutions": [
                    {"award_id": "G1", "position": at, "role": "recipient", "amount": 6, "currency": "JPY"}
                    for at in (1, 2)
                ],
            },
            "award_institutions: 1 awards have institutions whose parts add up to more than the whole:"
            " G1 (10 in all, 12 by institution)",
        ),
        (
            "claimed_thousandfold",
            {
                "claims": [
                    {"table_name": "awards", "id": "G1", "column_name": "amount", "data_source": name, "value": value}
                    for name, value in (("kaken", "13000"), ("spreadsheet", "13"))
                ]
            },
            "claims: 1 awards have two amounts, by two sources, one 1,000 times the other:"
            " yen and thousand yen are mixed: G1 (13 and 13000)",
        ),
        (
            "more_awarded",
            {"applications": [{"application_id": "A1", "fiscal_year": 2023, "applied": 5, "awarded": 6}]},
            "applications: 1 groups of applications have more awarded than applied, or a negative number: A1 (6 of 5)",
        ),
        (
            "groups_exceed",
            {
                "application_universe": [
                    {"application_id": id, "year": 2023, "scheme": "S", "breakdown": by, "applied": of, "awarded": n}
                    for id, by, of, n in (("A1", "whole", 5, 2), ("A2", "gender", 6, 1))
                ]
            },
            "applications: 1 tables of applications tell groups apart that are more than their whole:"
            " S FY2023 by gender (5 applied and 2 awarded in all, 6 and 1 in the groups)",
        ),
    ],
)  # fmt: skip
def test_each_rule_tells_its_record(rule: str, rows: Rows, expected: str, tmp_path: Path, duckdb: Engine) -> None:
    assert told(tmp_path, duckdb, rows) == [expected]
    assert RULES[rule][0] in expected


def test_three_records_are_named_and_all_are_counted(tmp_path: Path, duckdb: Engine) -> None:
    rows = {"awards": [{"award_id": f"G{n}", "amount": -n, "currency": "JPY"} for n in range(1, 6)]}
    named = "G1 (-1 JPY); G2 (-2 JPY); G3 (-3 JPY); ..."
    assert told(tmp_path, duckdb, rows) == [f"awards: 5 amounts are negative: {named}"]


def test_every_rule_has_its_words() -> None:
    sql = re.findall(r"'([a-z_]+)' as rule|then '([a-z_]+)'|else '([a-z_]+)'\s+end as rule", money._SQL)
    assert {name for names in sql for name in names if name} == set(RULES)
