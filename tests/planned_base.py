"""A base with series planted so that each status of a plan occurs, and two texts of a strategy that name the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from rashinban.engine.merge import PROVENANCE
from rashinban.engine.store import write_step
from rashinban.schema import tables
from searched_base import ROWS, build_only, released, write_tables

#: The day on which the planted series give the planted statuses.
AS_OF = "2024-10-01"

#: Series -> its values by year. All aim at 150 by FY2025 from 100 in FY2020: 10 a year.
SERIES = {
    "on": {2020: 100, 2021: 110, 2022: 120, 2023: 130},
    "risk": {2020: 100, 2021: 104, 2022: 118, 2023: 126},
    "off": {2020: 100, 2021: 105, 2022: 110, 2023: 115},
    "few": {2022: 120, 2023: 130},
    "lead": {2020: 100, 2021: 110, 2022: 120, 2023: 130},
}
#: Indicator -> the status that its target has.
STATUSES = {
    "on": "on track",
    "risk": "at risk",
    "off": "off track",
    "few": "no verdict",
    "lead": "no verdict",
    "none": "not measurable",
}
#: What the 6th Plan and the Strategy of 2023 want summed up to 120 trillion yen from FY2021 to FY2025.
INVESTED = {2021: 20e12, 2022: 21e12, 2023: 22e12}


def _observation(series: str, year: int, value: float, unit: str, line: int) -> dict[str, Any]:
    return {
        "observation_id": f"{series}/JP/{year}", "series": series, "subject": "JP", "period": year,
        "period_kind": "FY", "value": value, "unit": unit, "vintage": "2024",
        "data_source": "spreadsheet", "snapshot": "2024-09-01-abc", "part": "planted.csv", "line": line,
    }  # fmt: skip


def _observations() -> list[dict[str, Any]]:
    values = [(name, year, value, "persons") for name, years in SERIES.items() for year, value in years.items()]
    values += [("jp:public_private_rd_investment", year, value, "JPY") for year, value in INVESTED.items()]
    return [_observation(*each, line) for line, each in enumerate(values, 2)]


def both(text: str) -> dict[str, str]:
    return {"en": text, "ja": f"{text}（和）"}


def plan(objective: str = "Many planted things") -> str:
    """The text of the base's own plan: a target for each series, a measure with ministry, programme and money."""
    indicators = [
        {
            "id": name, "labels": both(f"Planted {name}"), "type": "output", "unit": "persons", "direction": "up",
            "years": "FY", "series": {"series": name, "subject": "JP"}, "source": "paper",
        }
        for name in STATUSES
    ]  # fmt: skip
    targets: list[dict[str, Any]] = [
        {
            "indicator": name, "wording": both(f"Target of {name}"), "by": 2025, "reach": 150, "unit": "persons",
            "baseline": {"value": 100, "year": 2020, "source": "paper"}, "source": {"of": "paper", "page": 7},
        }
        for name in STATUSES
    ]  # fmt: skip
    for target in targets:
        if target["indicator"] == "lead":
            del target["source"]
            target |= {"sourced": False, "wording": both("Hearsay of a target")}
    measure = {
        "id": "grants", "labels": both("Grants for <b>all</b>"), "ministries": [both("Planted Ministry")],
        "programmes": [{"id": "kakenhi", "labels": both("KAKENHI")}, {"labels": both("Unnumbered")}],
        "budgets": [{"amount": 5_000_000_000, "currency": "JPY", "kind": "initial", "source": "paper"}],
        "source": "paper",
    }  # fmt: skip
    whole = {
        "plan": "planted", "level": "own_plan", "labels": both("Planted Plan"), "publisher": both("Planters"),
        "period": [2021, 2025], "years": "FY", "under": "jp-basic-plan-6",
        "sources": {"paper": {"title": "The planted paper", "kind": "primary", "url": "https://example.org/paper"}},
        "source": "paper", "indicators": indicators,
        "pillars": [
            {
                "id": "first", "labels": both("First pillar"), "source": "paper",
                "objectives": [
                    {
                        "id": "many", "labels": both(objective), "statement": both("All of it grows."),
                        "source": {"of": "paper", "page": 3, "begins": "Grow, they said"},
                        "targets": targets, "measures": [measure],
                    },
                ],
            },
            {
                "id": "second", "labels": both("Second pillar"), "source": "paper",
                "objectives": [
                    {"id": "unseen", "labels": both("Unseen"), "statement": both("Nobody looks."), "source": "paper"},
                ],
            },
        ],
    }  # fmt: skip
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


#: Text -> its sentences with page: the second sentence changes, the third goes, a fourth comes.
TEXTS = {
    "text-2023": [("Overview", None), ("Planted things are grown.", 1), ("Grants reach 10 people <now>.", 2),
                  ("This one goes away altogether.", 2)],
    "text-2024": [("Overview", None), ("Planted things are grown.", 1), ("Grants reach 20 people <now>.", 3),
                  ("Here is something that nobody wrote before.", 4)],
}  # fmt: skip


def _strategies() -> dict[str, list[dict[str, object]]]:
    rows: dict[str, list[dict[str, object]]] = {"strategies": [], "strategy_sentences": [], "strategy_links": []}
    for name, sentences in TEXTS.items():
        edition = "planted" if name == "text-2024" else None
        rows["strategies"].append(
            {"strategy_id": name, "title": f"Text of {name[-4:]}", "language": "en", "year": int(name[-4:]),
             "source_file": f"{name}.pdf", "pages": 4, "edition": edition}
        )  # fmt: skip
        for position, (text, page) in enumerate(sentences, 1):
            own = {"strategy_id": name, "sentence_id": f"{name}/s{position}"}
            rows["strategy_sentences"].append(
                {**own, "position": position, "kind": "sentence" if page else "heading", "page": page, "text": text}
            )
        rows["strategy_links"] += [
            {"strategy_id": name, "sentence_id": f"{name}/s2", "entity": "objective", "entity_id": "planted/many",
             "how": "exact", "score": 1.0, "span_start": 0, "span_end": 7, "evidence": "Planted"},
            {"strategy_id": name, "sentence_id": f"{name}/s3", "entity": "measure", "entity_id": "planted/grants",
             "how": "alias", "score": 0.8, "span_start": 0, "span_end": 6, "evidence": "Grants"},
            {"strategy_id": name, "sentence_id": f"{name}/s3", "entity": "programme", "entity_id": "kakenhi",
             "how": "exact", "score": 1.0, "span_start": 0, "span_end": 6, "evidence": "Grants"},
        ]  # fmt: skip
    return rows


def planned_base(folder: Path) -> Path:
    """The base with its plan, built and released."""
    own = folder / "decisions" / "plans" / "planted.yml"
    own.parent.mkdir(parents=True)
    own.write_text(plan(), encoding="utf-8")
    write_tables(folder, {**ROWS, **_strategies()})
    schema = tables()["observations"].arrow()
    for column in PROVENANCE:
        schema = schema.append(pa.field(column, pa.int64() if column == "line" else pa.string()))
    content = pa.Table.from_pylist(_observations(), schema=schema)
    write_step(
        folder / "kb" / "observations",
        step="kb/observations",
        fingerprint="planted",
        fill=lambda into: pq.write_table(content, into / "part-0.parquet"),
    )
    build_only(folder)
    return released(folder)
