"""Each row is one forecast as it stands on a day, beside what came of earlier ones of about the same probability."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from rashinban.access.serialisers.display import Language, between, number
from rashinban.errors import UsageError
from rashinban.measure.foresight.forecasts import Expectation, Forecast, Resolution, State
from rashinban.measure.foresight.notebook import LIMITS, Score, tagged
from rashinban.schema.text import Text

STATES: tuple[State, ...] = ("overdue", "open", "resolved", "void")


def forecast_list(
    forecasts: Sequence[Forecast], *, as_of: date, state: str | None = None, tag: str | None = None
) -> list[Forecast]:
    """The forecasts in a state: first those that are due and that nobody resolved."""
    if state is not None and state not in STATES:
        raise UsageError(f"state {state!r} is not known; use {', '.join(STATES)}")
    found = [one for one in tagged(forecasts, tag) if state in (None, one.state(as_of))]
    return sorted(found, key=lambda one: (STATES.index(one.state(as_of)), one.made.resolves_on, one.id))


def row(forecast: Forecast, score: Score, language: Language) -> dict[str, Any]:
    """One row of the list."""
    last = forecast.expectations[-1]
    state = forecast.state(score.as_of)
    like = score.like(last.probability) if last.probability is not None and state in ("open", "overdue") else None
    return {
        "forecast": forecast.id,
        "state": state,
        "statement": getattr(forecast.made.statement.text(), language),
        "expected": expected_words(last, forecast.made.unit, language),
        "made_on": forecast.made.expected.on.isoformat(),
        "by": forecast.made.expected.by,
        "changes": len(forecast.expectations) - 1,
        "resolves_on": forecast.made.resolves_on.isoformat(),
        "outcome": outcome_words(forecast.resolution, forecast.made.unit, language),
        "late": forecast.late(),
        "like_it": f"{like.happened} / {like.n}" if like else None,
    }


def expected_words(expected: Expectation, unit: str | None, language: Language) -> str:
    """A probability, or quantiles of a number, in words: `30.0 %`, `10 %: 5, 50 %: 8 (papers)`."""
    if expected.probability is not None:
        return number(expected.probability, "share", language)
    told = ", ".join(f"{float(level) * 100:g} %: {value:g}" for level, value in (expected.quantiles or {}).items())
    return f"{told} ({unit})" if language == "en" else f"{told}（{unit}）"


def outcome_words(found: Resolution | None, unit: str | None, language: Language) -> str | None:
    """What came of a forecast; None where that is not known yet."""
    if found is None:
        return None
    if found.happened is not None:
        words = Text(en="happened", ja="起きた") if found.happened else Text(en="did not happen", ja="起きなかった")
    elif found.value is not None:
        words = Text(en=f"{found.value:g} {unit}", ja=f"{found.value:g} {unit}")
    else:
        words = Text(en="cannot be told", ja="判定できない")
    return str(getattr(words, language))


def score_lines(score: Score, language: Language) -> Iterator[str]:
    """A score for the terminal: value, doubt, parts, calibration, what was left out, limits."""
    own = score.fields()
    found = score.brier

    def text(words: dict[str, str]) -> str:
        return words[language]

    shown = number(found.value, "number", language)
    ends = between(found.lower, found.upper, "number", language)
    yield f"{text(own['title'])}: {shown}{f' ({ends})' if ends else ''}; n = {found.n}; {score.as_of}"
    defined = own["definition"]
    yield f"{text(defined['text'])} {text(defined['formula'])} ({text(defined['forecasts'])})"
    if found.value is not None:
        parts = (
            f"reliability {found.reliability:.4f} - resolution {found.resolution:.4f} "
            f"+ uncertainty {found.uncertainty:.4f} + within-bin variance {found.within_bin_variance:.4f} "
            f"- within-bin covariance {found.within_bin_covariance:.4f}"
        )
        yield f"= {parts}"
        skill = number(found.skill, "number", language)
        yield f"skill over always saying {found.happened}/{found.n}: {skill}"
        log_score = number(found.log_score, "number", language) if not found.certain_and_wrong else (
            f"without bound: {found.certain_and_wrong} said 0 or 1 and were wrong"
        )  # fmt: skip
        yield f"log score: {log_score}"
    for one in found.bins:
        ends = between(one.observed_lower, one.observed_upper, "share", language)
        yield (
            f"  {one.lower:.1f}-{one.upper:.1f}: n = {one.n}, mean {one.expected:.3f}, "
            f"happened {one.happened} = {number(one.observed, 'share', language)} ({ends})"
        )
    for level in score.levels:
        ends = between(level.observed_lower, level.observed_upper, "share", language)
        yield (
            f"  quantile {level.level:g}: n = {level.n}, at or below it {level.below} = "
            f"{number(level.observed, 'share', language)} ({ends})"
        )
    for reason, count in score.left_out.items():
        yield f"left out: {count} {'that cannot be told' if reason == 'void' else 'written down after the fact'}"
    if overdue := score.states.get("overdue"):
        yield f"missing: {overdue} are due and have no outcome (rashinban forecast list --state overdue)"
    yield from (f"! {getattr(limit, language)}" for limit in LIMITS)
    yield f"[{score.rebuild()}]"
