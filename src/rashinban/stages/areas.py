"""Each row of a sample is one judgement: does this work belong to the area? The test counts right and wrong.

A sample is CSV or JSON lines with the columns `relevant` (yes or no) and `title`, and where there are any
`work_id`, `abstract`, `keywords`, `topics` (`T10682:1 T11804:2`, 1 being the primary topic), `judge` and `weight`.
A work judged by several people has a row for each; the majority decides, and a work on which they are divided is
left out of precision and recall, and counted. Weights correct for a sample drawn unevenly.

Recall is recall in the pool: of the sampled works judged relevant, how many the area takes. A pool drawn only from
works that the area takes has a recall of 1 and says nothing: draw it from a broad search besides.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import yaml

from rashinban.definitions.areas import AlternativeName, Area, Quality, area, areas
from rashinban.errors import RashinbanError, UsageError
from rashinban.linkage.technology_areas import TEXTS, explain, match, matcher

_ANSWERS = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
_Z = 1.959963984540054  # the normal quantile of 0.975


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One work of the sample: what people said, what the definition says, and why."""

    work_id: str
    title: str
    relevant: bool | None
    taken: bool
    weight: float
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Tested:
    """The outcome of a test: the quality block to write, and the works that a reviewer should read."""

    area: str
    alternative: AlternativeName
    quality: Quality
    disputed: int
    false_positives: tuple[Judged, ...]
    false_negatives: tuple[Judged, ...]

    def block(self) -> str:
        """The `quality` block, to be pasted into the definition."""
        return yaml.safe_dump(
            {"quality": self.quality.model_dump(mode="json", exclude_none=True)}, allow_unicode=True, sort_keys=False
        )

    def text(self) -> str:
        """For a terminal: the figures, then each error with what matched."""
        q = self.quality
        lines = [
            f"{self.area} ({self.alternative}), {q.n} works judged by {q.judged_by}, {self.disputed} disputed",
            f"precision    {_shown(q.precision, q.precision_interval)}",
            f"recall, pool {_shown(q.recall_pool, q.recall_interval)}",
        ]
        if q.kappa is not None:
            lines.append(f"kappa        {q.kappa:.2f}")
        for name, errors in (("taken, not relevant", self.false_positives), ("missed", self.false_negatives)):
            lines.append(f"{name}: {len(errors)}")
            lines += [f"  {e.work_id}  {e.title}" + (f"  [{'; '.join(e.why)}]" if e.why else "") for e in errors]
        return "\n".join([*lines, "", self.block()])


def test_area(
    name: str,
    sample: Path,
    *,
    alternative: AlternativeName = "standard",
    folder: Path | None = None,
    today: date | None = None,
) -> Tested:
    """Measure one area's definition against a labelled sample; `folder` holds definitions of one's own."""
    own, known = area(name, folder), areas(folder)
    rows = _read(sample)
    judged = _judge(own, known, rows, alternative)
    decided = [work for work in judged if work.relevant is not None]
    right = [work for work in decided if work.taken and work.relevant]
    taken = [work for work in decided if work.taken]
    relevant = [work for work in decided if work.relevant]
    precision, precision_interval = _share(right, taken)
    recall, recall_interval = _share(right, relevant)
    judges = {str(row.get("judge") or "") for row in rows}
    quality = Quality(
        sample=sample.name,
        n=len(judged),
        precision=precision,
        precision_interval=precision_interval,
        recall_pool=recall,
        recall_interval=recall_interval,
        judged_by=len(judges),
        kappa=_kappa(rows),
        version=own.version,
        date=today or date.today(),
    )
    return Tested(
        area=name,
        alternative=alternative,
        quality=quality,
        disputed=len(judged) - len(decided),
        false_positives=tuple(work for work in taken if not work.relevant),
        false_negatives=tuple(work for work in relevant if not work.taken),
    )


# The name begins with test_ because the command is `areas test`; it is no test of pytest's.
test_area.__test__ = False  # type: ignore[attr-defined]

Row = Mapping[str, object]


def _read(path: Path) -> Sequence[Row]:
    if not path.is_file():
        raise UsageError(f"sample {path} does not exist")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        if path.suffix == ".csv":
            rows: list[Row] = list(csv.DictReader(stream))
        elif path.suffix in (".jsonl", ".ndjson"):
            rows = [json.loads(line) for line in stream if line.strip()]
        else:
            raise UsageError(f"sample {path} is neither .csv nor .jsonl")
    if not rows:
        raise RashinbanError(f"{path}: no rows; a sample has a header and a row for each judgement")
    for number, row in enumerate(rows, 1):
        for column in ("title", "relevant"):
            if not str(row.get(column) or "").strip():
                raise RashinbanError(f"{path}: row {number}: column {column!r} is empty or absent; fill it in")
        if str(row["relevant"]).strip().lower() not in _ANSWERS:
            raise RashinbanError(f"{path}: row {number}: relevant is {row['relevant']!r}; write yes or no")
        if not _weight(row) > 0:
            raise RashinbanError(f"{path}: row {number}: weight is {row['weight']!r}; write a number above 0")
    return rows


def _weight(row: Row) -> float:
    value = row.get("weight")
    try:
        return 1.0 if value in (None, "") else float(str(value))
    except ValueError:
        return math.nan


def _key(row: Row) -> str:
    return str(row.get("work_id") or row["title"])


def _says_yes(row: Row) -> bool:
    return _ANSWERS[str(row["relevant"]).strip().lower()]


def _judge(own: Area, known: Mapping[str, Area], rows: Sequence[Row], alternative: AlternativeName) -> list[Judged]:
    works: dict[str, list[Row]] = {}
    for row in rows:
        works.setdefault(_key(row), []).append(row)
    texts = [
        {name: str(votes[0][name]) if votes[0].get(name) else None for name in TEXTS.names} | {"work_id": key}
        for key, votes in works.items()
    ]
    needed = {own.id: own, **{name: known[name] for name in _liked(own, known)}}
    found = match([pa.RecordBatch.from_pylist(texts, schema=TEXTS)], matcher(needed))
    taken = {
        row["work_id"]
        for batch in found
        for row in batch.to_pylist()
        if (row["technology_area"], row["alternative"]) == (own.id, alternative)
    }
    judged = []
    for (key, votes), text in zip(works.items(), texts, strict=True):
        share = sum(map(_says_yes, votes)) / len(votes)
        topics = [part.partition(":")[0] for part in (text["topics"] or "").split()]
        judged.append(
            Judged(
                work_id=key,
                title=str(text["title"]),
                relevant=None if share == 0.5 else share > 0.5,
                taken=key in taken,
                weight=_weight(votes[0]),
                why=explain(own, known, text["title"], text["abstract"], topics, alternative=alternative),
            )
        )
    return judged


def _liked(own: Area, known: Mapping[str, Area]) -> Iterable[str]:
    for name in own.likes():
        yield name
        yield from _liked(known[name], known)


def _share(part: Sequence[Judged], whole: Sequence[Judged]) -> tuple[float | None, tuple[float, float] | None]:
    """A weighted share and its Wilson 95 % interval; the number of works is Kish's effective one."""
    total = math.fsum(work.weight for work in whole)
    if not whole:
        return None, None
    share = math.fsum(work.weight for work in part) / total
    effective = total**2 / math.fsum(work.weight**2 for work in whole)
    return share, wilson(share, effective)


def wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson's score interval at 95 %: (p + z2/2n -+ z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n)."""
    spread = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    centre, scale = share + _Z**2 / (2 * n), 1 + _Z**2 / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def _kappa(rows: Sequence[Row]) -> float | None:
    """Cohen's kappa over the works two judges share; with more judges the mean over pairs (Light)."""
    verdicts: dict[str, dict[str, bool]] = {}
    for row in rows:
        verdicts.setdefault(str(row.get("judge") or ""), {})[_key(row)] = _says_yes(row)
    found = [_agreement(a, b) for a, b in combinations(verdicts.values(), 2)]
    defined = [value for value in found if value is not None]
    return math.fsum(defined) / len(defined) if defined else None


def _agreement(a: Mapping[str, bool], b: Mapping[str, bool]) -> float | None:
    both = a.keys() & b.keys()
    if not both:
        return None
    observed = sum(a[key] == b[key] for key in both) / len(both)
    yes_a, yes_b = (sum(judge[key] for key in both) / len(both) for judge in (a, b))
    expected = yes_a * yes_b + (1 - yes_a) * (1 - yes_b)
    # Where both judges say the same of every work, chance alone would agree as well: kappa is not defined.
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _shown(share: float | None, interval: tuple[float, float] | None) -> str:
    if share is None or interval is None:
        return "not observed"
    return f"{share:.3f} ({interval[0]:.3f} to {interval[1]:.3f})"
