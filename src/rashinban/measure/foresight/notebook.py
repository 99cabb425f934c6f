"""Each notebook is the forecasts of a base seen from a day: open, overdue, resolved, and how good they were so far.

The score is of a notebook (or of those under a tag), never of whoever made a forecast: people are not scored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from rashinban.errors import UsageError
from rashinban.measure.foresight.forecasts import Expectation, Forecast
from rashinban.measure.foresight.scores import (
    FEWEST,
    Bin,
    Brier,
    Level,
    Pair,
    bin_of,
    brier,
    levels,
    pinball,
)
from rashinban.schema.text import Text

Which = Literal["first", "last"]
#: Which forecast of several about one thing is scored.
WHICH: Mapping[Which, Text] = {
    "first": Text(en="as first made", ja="最初の予測"),
    "last": Text(en="as last changed before the outcome was known", ja="結果が判明する前の最後の予測"),
}
TITLE = Text(en="Brier score of the forecasts", ja="予測のブライアスコア")
DEFINITION = Text(
    en=(
        "The mean of the squared distance between the probability that was forecast and what came (1 where the event "
        "happened, 0 where not). 0 is best; always saying one half gives 0.25."
    ),
    ja=("予測した確率と結果（起きれば1、起きなければ0）の差の2乗の平均。0が最良で、常に50%と予測すると0.25になる。"),
)
FORMULA = Text(en="BS = 1/n × sum of (p − o)²", ja="BS =（p − o）² の和 ÷ n")
INTERVAL = Text(
    en="1,000 samples of the forecasts, drawn with replacement, seeded",
    ja="予測を復元抽出した1,000標本による（乱数の種は固定）",
)
LIMITS = (
    Text(
        en="It depends on what was forecast: easy events give low scores. Compare only forecasts of the same events.",
        ja="予測の対象により値は変わり、易しい対象ほど小さくなる。同じ対象への予測どうしで比べること。",
    ),
    Text(
        en="Forecasts of related events go wrong together; the interval takes them as independent and is too narrow.",
        ja="関連する事柄の予測は一緒に外れる。区間は独立とみなして求めており、実際より狭い。",
    ),
    Text(
        en="It is of the notebook as a whole. Nobody who made a forecast is scored.",
        ja="予測帳全体の値である。予測した人の採点はしない。",
    ),
    Text(
        en=f"With fewer than {FEWEST} forecasts no interval is given: too few to say.",
        ja=f"{FEWEST}件未満では区間を示さない。判断には少なすぎる。",
    ),
)
CITES = (
    "Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78(1)",
    "Stephenson, Coelho and Jolliffe (2008), Two extra components in the Brier score decomposition, "
    "Weather and Forecasting 23(4)",
)


@dataclass(frozen=True, kw_only=True)
class Score:
    """How good forecasts were, in the shape of a card: the value with definition, interval, limits and its records.

    left_out: why resolved forecasts are not among those scored, with how many. levels, losses: forecasts of numbers.
    states: how many of all are open, overdue, resolved, void: what is overdue is missing from the score.
    """

    which: Which
    tag: str | None
    as_of: date
    with_late: bool
    brier: Brier
    levels: tuple[Level, ...]
    losses: Mapping[str, float]
    left_out: Mapping[str, int]
    states: Mapping[str, int]
    records: tuple[Mapping[str, Any], ...]

    def like(self, probability: float) -> Bin | None:
        """What came of earlier forecasts of about this probability."""
        lower = bin_of(probability)
        return next((one for one in self.brier.bins if bin_of(one.lower) == lower), None)

    def id(self) -> str:
        """What was asked, as ids of cards say it: `brier/tag=fusion;last/2026-11-26`."""
        asked = [*([f"tag={self.tag}"] if self.tag else []), self.which, *(["with-late"] if self.with_late else [])]
        return f"brier/{';'.join(asked)}/{self.as_of}"

    def rebuild(self) -> str:
        tag = f" --tag {self.tag}" if self.tag else ""
        late = " --with-late" if self.with_late else ""
        return f"rashinban forecast score --which {self.which}{tag}{late} --as-of {self.as_of}"

    def fields(self) -> dict[str, Any]:
        """The score as plain values."""
        own = asdict(self.brier)
        ends = (own.pop("lower"), own.pop("upper"), own.pop("level"))
        return {
            "id": self.id(),
            "title": asdict(TITLE),
            "unit": {"en": "score from 0 to 1", "ja": "0〜1のスコア"},
            "value": own.pop("value"),
            "interval": None
            if ends[0] is None
            else {"lower": ends[0], "upper": ends[1], "level": ends[2], "method": asdict(INTERVAL)},
            "definition": {
                "text": asdict(DEFINITION),
                "formula": asdict(FORMULA),
                "forecasts": asdict(WHICH[self.which]),
                "tag": self.tag,
            },
            "as_of": self.as_of.isoformat(),
            "parts": own,
            "levels": [asdict(level) for level in self.levels],
            "losses": dict(self.losses),
            "coverage": {"forecasts": sum(self.states.values()), **self.states, "left_out": dict(self.left_out)},
            "limits": [asdict(limit) for limit in LIMITS],
            "records": [dict(record) for record in self.records],
            "cites": list(CITES),
            "rebuild": self.rebuild(),
        }


def score(
    forecasts: Sequence[Forecast], *, as_of: date, which: Which = "last", tag: str | None = None, late: bool = False
) -> Score:
    """The score of the forecasts that were resolved by a day. late: with those written down after the fact."""
    asked = tagged(forecasts, tag)
    done = [one for one in asked if one.resolution is not None and one.resolution.on <= as_of]
    scored = [one for one in done if one.state(as_of) == "resolved" and (late or not one.late())]
    pairs, numbers, losses, records = [], [], {}, []
    for one in scored:
        expected = one.at(which, late=late)
        found = one.resolution
        assert found is not None
        record: dict[str, Any] = {"forecast": one.id, "on": expected.on.isoformat(), "resolved": found.on.isoformat()}
        if expected.probability is not None and found.happened is not None:
            pairs.append(Pair(probability=expected.probability, happened=found.happened))
            loss = (expected.probability - found.happened) ** 2
            record |= {"probability": expected.probability, "happened": found.happened, "score": loss}
        else:
            assert found.value is not None
            given = list(quantiles(expected))
            numbers.append((given, found.value))
            losses[one.id] = pinball(given, found.value)
            record |= {"quantiles": expected.quantiles, "value": found.value, "loss": losses[one.id]}
        records.append(record)
    left = {
        "void": sum(one.state(as_of) == "void" for one in done),
        "late": sum(one.state(as_of) == "resolved" and one.late() for one in done) if not late else 0,
    }
    return Score(
        which=which,
        tag=tag,
        as_of=as_of,
        with_late=late,
        brier=brier(pairs),
        levels=levels(numbers),
        losses=losses,
        left_out={reason: count for reason, count in left.items() if count},
        states=dict(Counter(one.state(as_of) for one in asked)),
        records=tuple(records),
    )


def quantiles(expected: Expectation) -> Iterator[tuple[float, float]]:
    """The quantiles of an expectation as (level, value)."""
    for level, value in (expected.quantiles or {}).items():
        yield float(level), value


def tagged(forecasts: Sequence[Forecast], tag: str | None) -> Sequence[Forecast]:
    """The forecasts under a tag, or all. UsageError names the tags that there are."""
    known = sorted({word for one in forecasts for word in one.made.tags})
    if tag is not None and tag not in known:
        raise UsageError(f"tag {tag[:80]!r} is not known; known are {', '.join(known) or 'none'}")
    return [one for one in forecasts if tag is None or tag in one.made.tags]
