"""What one driver asks of a cluster; test_cluster.py runs it as a process of its own and reads what it leaves.

    python cluster_job.py MASTER FOLDER

FOLDER holds raw/; parsed/ and answers/ are made. A process has one Spark context, so this is not done in
the process of the tests, which has one already.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

from raw_works import jobs, write_files

from rashinban.engine import Engine
from rashinban.engine.spark import SparkEngine
from rashinban.stages.parse import parse_file

TABLES = ("works", "authorships", "affiliations")

# Country weights of a work: each author counts alike; share, rank and mean citations of each country and year.
COUNTRIES = """
with authors as (
    select work_id, count(*) as n from authorships group by work_id
), weights as (
    select a.work_id, a.country_code as country, sum(1e0 / authors.n) as weight
    from affiliations as a join authors on authors.work_id = a.work_id
    group by a.work_id, a.country_code
), totals as (
    select w.publication_year as year, weights.country, count(*) as works, sum(weights.weight) as p,
        sum(weights.weight * w.cited_by_count) / sum(weights.weight) as mcs
    from works as w join weights on weights.work_id = w.work_id
    where w.publication_year between $from_year and $to_year and weights.country in (select unnest($countries))
    group by w.publication_year, weights.country
)
select year, country, works, p, p / sum(p) over (partition by year) as p_share, mcs,
    rank() over (partition by year order by p desc nulls last) as p_rank
from totals
order by year nulls last, country nulls last
"""
PARAMETERS = {"from_year": 2018, "to_year": 2020, "countries": ["JP", "US", "FR"]}


def attach(engine: Engine, parsed: Path) -> None:
    for name in TABLES:
        engine.attach(name, sorted((parsed / name).glob("*.parquet")))


def run(master: str, folder: Path) -> None:
    engine = SparkEngine(master=master, temporary=folder / "temporary")
    try:
        files = write_files(folder / "raw")
        engine.map_files(parse_file, jobs(files, folder / "parsed"))
        attach(engine, folder / "parsed")
        rows = engine.write(COUNTRIES, folder / "answers" / "countries", PARAMETERS)
        engine.define("kept", COUNTRIES, PARAMETERS)
        again = engine.query("select count(*) as n from kept").column("n")[0].as_py()
        where = engine.map_files(lambda _: (socket.gethostname(), os.getppid()), range(8))
    finally:
        engine.close()
    said = {"rows": rows, "again": again, "hosts": len({host for host, _ in where}), "daemons": len({*where})}
    (folder / "answers" / "said.json").write_text(json.dumps(said), encoding="utf-8")


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
