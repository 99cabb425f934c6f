"""How long the figures of a page of a programme, a funder or a portfolio take, over ten million links of awards.

    python -m benchmarks.portfolio --links 10000000 --folder /tmp/money

Awards, institutions and works are invented by SQL, evenly: what is measured is the work of the engine, not the figures.
Each subject is asked twice: `first` makes what the session keeps, `warm` is what a page takes afterwards. Wall time, as
a reader waits; ratios are to one scan of the links (`scan`), timed in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from rashinban import catalog
from rashinban.definitions.portfolios import Portfolio
from rashinban.engine import open_engine
from rashinban.engine.store import write_step
from rashinban.measure.portfolios import add_portfolio
from rashinban.measure.question import ask, record_of
from rashinban.measure.session import Session
from rashinban.measure.show import show
from rashinban.schema import tables
from rashinban.schema.text import Text

AWARDS, WORKS, INSTITUTIONS, FUNDERS = 600_000, 2_000_000, 2_000, 40
_DAY = "date=2026-01-01"

#: The rows of each table, by the number i of the row.
ROWS: Mapping[str, str] = {
    "awards": f"""
        select 'G' || i as award_id, 'F' || (i % {FUNDERS}) as funder_id,
            case i % 6 when 0 then 'JPMJCR' || lpad(cast(i % 10000 as varchar), 4, '0')
                when 1 then 'JPMJPR' || lpad(cast(i % 10000 as varchar), 4, '0')
                when 2 then 'JPMJFR' || lpad(cast(i % 10000 as varchar), 4, '0') end as jgn,
            1000000 + (hash(i) % 90000000)::bigint as amount, 'JPY' as currency,
            2008 + (i // 7) % 18 as start_fiscal_year, make_date((2008 + (i // 7) % 18)::integer, 4, 1) as start_date,
            make_date((2012 + (i // 7) % 18)::integer, 3, 31) as end_date,
            'I' || (hash(i * 31) % {INSTITUTIONS}) as institution_id
        from range({AWARDS}) as t(i)""",
    "award_outputs": f"""
        select 'G' || (hash(i) % {AWARDS}) as award_id, i as position, 'journal-article' as kind,
            'reported' as claimed_by,
            case when i % 5 < 2 then 'W' || (hash(i * 17) % {WORKS}) end as work_id, 'Title ' || i as title,
            2008 + (hash(i * 13) % 18)::integer as year
        from range({{links}}) as t(i)""",
    "works": f"""
        select 'W' || i as work_id, 'article' as type, 2008 + (i % 18)::integer as publication_year,
            'T' || (i % 500) as primary_topic_id, i % 9 = 0 as is_top_10_percent, i % 90 = 0 as is_top_1_percent,
            1.0 as fwci, false as is_retracted, false as is_paratext, 3 as cited_by_count
        from range({WORKS}) as t(i)""",
    "topics": """
        select 'T' || i as topic_id, 'S' || (i % 60) as subfield_id, 'D' || (i % 20) as field_id, 'd' as domain_id
        from range(500) as t(i)""",
    "institutions": f"""
        select 'I' || i as institution_id, case i % 3 when 0 then 'JP' when 1 then 'US' else 'DE' end as country_code,
            'education' as type, 'I' || i as display_name
        from range({INSTITUTIONS}) as t(i)""",
}  # fmt: skip

#: What a page shows: indicators, keys to answer by, further filters.
PAGE = (
    ("awards,amount", "currency", []),
    ("awards", "year", []),
    ("amount", "fiscal_year", ["currency=JPY"]),
    ("live_awards", "", [_DAY]),
    ("awards,amount", "institution", ["currency=JPY"]),
    ("gini,effective_number,top_share", "", ["currency=JPY"]),
    ("outputs", "", [_DAY]),
    ("outputs", "year,lag", [_DAY]),
    ("outputs", "confidence", [_DAY]),
    ("years_to_output,pp_cofunded", "", []),
)
SUBJECTS = ("programme=crest", "funder=F7", "portfolio=both", "portfolio=large")


def make(base: Path, links: int) -> None:
    """Write the tables and the stored models that awards need."""
    connection = duckdb.connect()
    for name, table in tables().items():
        columns = ", ".join(f"null::{column.type} as {column.name}" for column in table.columns)
        rows = f"select * from (select {columns}) where false"
        if name in ROWS:
            rows = f"{rows} union all by name {ROWS[name].format(links=links)}"

        def fill(folder: Path, rows: str = rows, name: str = name) -> None:
            order = ", ".join(column.name for column in tables()[name].columns)
            connection.execute(f"copy (select {order} from ({rows})) to '{folder / 'part-0.parquet'}' (format parquet)")

        write_step(base / "kb" / name, step=f"kb/{name}", fingerprint=str(links), fill=fill)
    areas = (
        "select 'W' || i as work_id, 'jp20-09' as technology_area, 'standard' as alternative from range(2000) as t(i)"
    )

    def found(folder: Path) -> None:
        connection.execute(f"copy ({areas}) to '{folder / 'part-0.parquet'}' (format parquet)")

    write_step(base / "kb" / "work_technology_areas", step="kb/work_technology_areas", fingerprint="", fill=found)
    connection.close()
    engine = open_engine("duckdb")
    session = Session(engine, base)
    for unit in catalog.models().values():
        if unit.meta.stored:
            started = time.perf_counter()
            for name in sorted(unit.reads):
                session.refresh(name)

            def model(target: Path, sql: str = unit.sql, given: dict[str, object] = unit.meta.parameters) -> None:
                engine.write(sql, target, given)

            write_step(base / "kb" / unit.name, step=unit.name, fingerprint="", fill=model)
            print(f"  {unit.name}: {time.perf_counter() - started:.1f} s", flush=True)
    engine.close()
    labels = Text(en="x", ja="x")
    add_portfolio(
        base,
        Portfolio(
            portfolio="both", labels=labels, parts=({"programme": "crest", "year": "2015..2020"}, {"funder": "F7"})
        ),
    )
    add_portfolio(base, Portfolio(portfolio="large", labels=labels, parts=({"programme": "crest|presto|forest"},)))


def timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--links", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    if not (given.folder / "kb" / "award_output_counts").is_dir():
        make(given.folder, given.links)
    engine = open_engine("duckdb")
    session = Session(engine, given.folder)
    session.attach("award_links")
    scan = statistics.median(
        timed(lambda: engine.query("select count(*) as n, sum(awards) as s from award_links")) for _ in range(3)
    )
    print(f"scan of {engine.query('select count(*) as n from award_links')['n'][0]} links: {scan:.2f} s")
    for subject in SUBJECTS:
        totals: list[float] = []
        parts: dict[str, list[float]] = {}
        for _ in range(given.repeat + 1):
            total = 0.0
            for names, by, where in PAGE:
                listed = names.split(",")
                question = ask([key for key in by.split(",") if key], [subject, *where], record=record_of(listed))
                seconds = timed(lambda question=question, listed=listed: show(session, question, listed, release=""))  # type: ignore[misc]
                parts.setdefault(f"{names} by {by or 'nothing'}", []).append(seconds)
                total += seconds
            totals.append(total)
        warm = statistics.median(totals[1:])
        print(f"{subject}: first {totals[0]:.2f} s, warm {warm:.2f} s ({warm / scan:.1f} scans)")
        for name, seconds in parts.items():
            print(f"    {statistics.median(seconds[1:]):6.3f} s  {name}")
    engine.close()


if __name__ == "__main__":
    main()
