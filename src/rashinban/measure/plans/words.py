"""Each reason is a verdict in words, in both languages, with the numbers that decide it."""

from __future__ import annotations

from rashinban.definitions.plan_models import Indicator
from rashinban.measure.plans.rule import FEWEST, RULE, USED, Goal, Status, Verdict
from rashinban.measure.plans.slope import LEVEL, Estimate, Point
from rashinban.schema.text import Text

STATUS_WORDS: dict[Status, Text] = {
    "on_track": Text(en="on track", ja="順調"),
    "at_risk": Text(en="at risk", ja="要注意"),
    "off_track": Text(en="off track", ja="未達の見込み"),
    "no_verdict": Text(en="no verdict", ja="判定せず"),
    "not_measurable": Text(en="not measurable", ja="測定不能"),
}

RULE_WORDS = Text(
    en=(
        f"{RULE}. The last {USED} values at most give a robust slope (Theil-Sen) with its interval (Sen, at "
        f"{LEVEL:.0%} or what so few values allow); it is carried on to the target's year, and ends where the unit "
        "does. On track: the interval lies at the target or beyond it. At risk: it lies on both sides. Off track: it "
        "falls short as a whole. No verdict: "
        f"fewer than {FEWEST} values, the newest older than twice the update rhythm and the lag, no target or "
        "baseline, another unit, or no source. Not measurable: nobody has values. A year that is over is judged by its "
        "value. Nobody sets a status by hand."
    ),
    ja=(
        f"{RULE}。直近最大{USED}個の値から頑健な傾き（Theil-Sen）とその区間（Sen、{LEVEL:.0%}または値の数が許す水準）を求め、"
        "目標年まで延長する（割合は0～1など単位の範囲内）。順調：区間全体が目標に達する。要注意：区間が目標をまたぐ。"
        "未達の見込み：区間全体が届かない。"
        f"判定せず：値が{FEWEST}個未満、最新値が更新周期の2倍とラグを超えて古い、目標や基準値がない、単位が異なる、または出典がない。"
        "測定不能：値がない。終わった年はその年の値で判定する。判定を手で書くことはできない。"
    ),
)

_UNITS_JA = {"persons": "人", "works": "件", "companies": "社", "licences": "件", "JPY": "円", "rank": "位"}
#: Behind a share, and behind a change of one.
_SHARE = {"en": (" %", " points"), "ja": ("%", "ポイント")}
_SCALES = {
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    "ja": ((1e12, "兆"), (1e8, "億"), (1e4, "万")),
}


def quantity(value: float, unit: str, language: str, *, change: bool = False) -> str:
    """A number with its unit for people; a change has a sign, and one of a share is in points."""
    sign = "+" if change and value > 0 else ""
    if unit == "share":
        return f"{sign}{value * 100:.1f}{_SHARE[language][change]}"
    scale, word = next(((s, w) for s, w in _SCALES[language] if abs(value) >= s), (1.0, ""))
    shown = value / scale
    number = f"{sign}{shown:,.0f}" if abs(shown) >= 1000 else f"{sign}{shown:.3g}"
    if language == "ja":
        return f"{number}{word}{_UNITS_JA.get(unit, unit) if not (change and unit == 'rank') else ''}"
    return (
        f"place {number}" if unit == "rank" and not change else f"{number}{word}{'' if unit == 'rank' else f' {unit}'}"
    )


def aim(goal: Goal, unit: str) -> Text:
    """What is aimed at, in words."""

    def told(language: str) -> str:
        low, high = (None if end is None else quantity(end, unit, language) for end in (goal.lower, goal.upper))
        if low is None and high is None:
            return {"en": f"a move {goal.direction}", "ja": {"up": "増加", "down": "減少"}[goal.direction]}[language]
        if low is not None and high is not None:
            return f"{low} to {high}" if language == "en" else f"{low}～{high}"
        if language == "ja":
            return f"{low}以上" if high is None else f"{high}以下"
        return f"{low} or more" if high is None else f"{high} or {'better' if unit == 'rank' else 'less'}"

    return Text(en=told("en"), ja=told("ja"))


def period(year: int, indicator: Indicator) -> Text:
    """FY2025, 2025年度; 2025, 2025年."""
    fiscal = indicator.years == "FY"
    return Text(en=f"FY{year}" if fiscal else str(year), ja=f"{year}年度" if fiscal else f"{year}年")


def reason(verdict: Verdict, indicator: Indicator, *, year: int, found: str = "") -> Text:
    """Why the status is what it is. year: from which it is seen. found: the unit or kind of year of the values."""
    en, ja = _reason(verdict, indicator, year, found)
    return Text(en=en, ja=ja)


def _reason(verdict: Verdict, indicator: Indicator, year: int, found: str) -> tuple[str, str]:
    newest = verdict.newest
    match verdict.because:
        case "unsourced":
            return (
                "The target has no source yet: it is a lead, not a fact, and nothing is judged by it.",
                "目標の出典が確認されていない。事実として扱わず、判定もしない。",
            )
        case "no_series":
            return "Nobody's series is named for this.", "これを測る系列が定められていない。"
        case "no_values":
            # What is summed may have values of earlier years, which do not count.
            goal = verdict.goal
            first = period(goal.base_year + 1, indicator) if goal and goal.total and goal.base_year else None
            return (
                f"The base has no value of it{f' from {first.en} on' if first else ''}{_where(indicator)}.",
                f"この基盤には{f'{first.ja}以降の' if first else ''}値がない{_where(indicator, ja=True)}。",
            )
        case "other_unit":
            told = f"{indicator.unit}, {indicator.years}"
            return (
                f"The values are in {found}, the indicator in {told}: they cannot be compared.",
                f"値は{found}、指標は{told}であり、比べられない。",
            )
    if newest is None or verdict.because == "no_baseline":
        return (
            "The target is a multiple of a baseline that is not given.",
            "目標は基準値に対する倍率だが、基準値が示されていない。",
        )
    now = _value(newest, indicator, total=verdict.goal is not None and verdict.goal.total)
    if verdict.because == "no_target" or verdict.goal is None:
        return f"The plan sets no target. Newest: {now.en}.", f"計画に目標の定めがない。最新値：{now.ja}。"
    return _judged(verdict, verdict.goal, indicator, now, year)


def _judged(verdict: Verdict, goal: Goal, indicator: Indicator, now: Text, year: int) -> tuple[str, str]:
    aimed, by = aim(goal, indicator.unit), period(goal.by, indicator)
    match verdict.because:
        case "too_few":
            return (
                f"Fewer than {FEWEST} values up to {by.en}: no trend is seen. Newest: {now.en}. Aimed at: {aimed.en}.",
                f"{by.ja}までの値が{FEWEST}個に満たず、傾向が分からない。最新値：{now.ja}。目標：{aimed.ja}。",
            )
        case "stale":
            seen = period(year, indicator)
            return (
                f"Seen from {seen.en} the newest value ({now.en}) is older than twice the update rhythm "
                f"({indicator.rhythm}) and the lag ({indicator.lag}) allow. Aimed at: {aimed.en}.",
                f"{seen.ja}から見て最新値（{now.ja}）は、更新周期（{indicator.rhythm}年）の2倍とラグ（{indicator.lag}年）を"
                f"超えて古い。目標：{aimed.ja}。",
            )
        case "ended":
            en, ja = {
                "on_track": ("reached", "達成"),
                "off_track": ("missed", "未達"),
                "at_risk": ("the interval lies on both sides of it", "区間が目標をまたぎ、達否を区別できない"),
            }[verdict.status]
            return f"{now.en}; aimed at: {aimed.en}: {en}.", f"{now.ja}。目標：{aimed.ja}。{ja}。"
        case "reached_sum":
            early = goal.by - (verdict.newest.year if verdict.newest else goal.by)
            return (
                f"{now.en}; aimed at: {aimed.en}: reached{f', {early} years early' if early else ''}.",
                f"{now.ja}。目標：{aimed.ja}。{f'{early}年早く' if early else ''}達成。",
            )
    return _trend(verdict, goal, indicator, now)


def _trend(verdict: Verdict, goal: Goal, indicator: Indicator, now: Text) -> tuple[str, str]:
    change, ahead = verdict.observed_slope, verdict.projected
    if change is None:
        raise ValueError(f"a verdict that is {verdict.because} has a slope")
    aimed, by = aim(goal, indicator.unit), period(goal.by, indicator)
    first, last = (period(point.year, indicator) for point in (verdict.used[0], verdict.used[-1]))
    slope = _estimate(change, indicator.unit, change=True)
    en = [f"{len(verdict.used)} values of {first.en} to {last.en} change by {slope.en} a year"]
    ja = [f"{first.ja}～{last.ja}の{len(verdict.used)}個の値は年あたり{slope.ja}変化している"]
    if ahead is not None:
        leads = _estimate(ahead, indicator.unit)
        en.append(f"they lead to {leads.en} by {by.en}")
        ja.append(f"このままなら{by.ja}に{leads.ja}となる")
    tail = {
        "on_track": ("the whole interval is there", "区間全体が目標に達する"),
        "at_risk": ("the interval lies on both sides of it", "区間が目標をまたぐ"),
        "off_track": ("the whole interval falls short", "区間全体が目標に届かない"),
    }[verdict.status]
    en.append(f"aimed at: {aimed.en}: {tail[0]}")
    ja.append(f"目標：{aimed.ja}。{tail[1]}")
    for number, said in (
        (verdict.required_slope, ("required from the baseline: {} a year", "基準値から必要な変化は年{}")),
        (verdict.needed_slope, ("needed from now on: {} a year", "今後必要な変化は年{}")),
    ):
        if number is not None:
            en.append(said[0].format(quantity(number, indicator.unit, "en", change=True)))
            ja.append(said[1].format(quantity(number, indicator.unit, "ja", change=True)))
    en.append(f"newest: {now.en}")
    ja.append(f"最新値：{now.ja}")
    return f"{'; '.join(en)}.", f"{'。'.join(ja)}。"


def _estimate(one: Estimate, unit: str, *, change: bool = False) -> Text:
    """A value with its interval and level."""

    def told(language: str) -> str:
        value, low, high = (quantity(x, unit, language, change=change) for x in (one.value, one.lower, one.upper))
        level = f"{one.level:.0%}"
        return f"{value} ({low} to {high}, {level})" if language == "en" else f"{value}（{low}～{high}、{level}）"

    return Text(en=told("en"), ja=told("ja"))


def _value(point: Point, indicator: Indicator, *, total: bool = False) -> Text:
    when = period(point.year, indicator)
    interval = {"en": "", "ja": ""}
    if point.lower is not None and point.upper is not None:
        low, high = ([quantity(end, indicator.unit, x) for x in ("en", "ja")] for end in (point.lower, point.upper))
        interval = {"en": f" ({low[0]} to {high[0]})", "ja": f"（{low[1]}～{high[1]}）"}
    return Text(
        en=f"{quantity(point.value, indicator.unit, 'en')}{interval['en']} {'in all by' if total else 'in'} {when.en}",
        ja=f"{when.ja}{'までの累計' if total else 'に'}{quantity(point.value, indicator.unit, 'ja')}{interval['ja']}",
    )


def _where(indicator: Indicator, *, ja: bool = False) -> str:
    if indicator.question is not None:
        where = ", ".join(f"{key}={value}" for key, value in indicator.question.where.items())
        asked = f"{indicator.question.indicator} {where}"
        return f"（{asked}）" if ja else f": {asked} gives none"
    if indicator.series is None:
        return ""
    named = ", ".join(
        word for word in (indicator.series.series, indicator.series.subject, indicator.series.breakdown) if word
    )
    return f"（系列{named}を取り込むこと）" if ja else f": import the series {named}"
