"""Each row is one programme under which the invented Japan gives money: real rules of numbers, invented figures.

Nothing here is an estimate of the real programme. The ids are those of definitions/programmes/jp.yml, whose rules
recognise the awards by their numbers or by the words they were given under.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The invented funders of Japan: name, name in Japanese.
PAYERS: tuple[tuple[str, str], ...] = (
    ("Invented Society for the Promotion of Science of Japan", "架空学術振興会"),
    ("Invented Science and Technology Agency of Japan", "架空科学技術振興機構"),
    ("Invented New Energy Organization of Japan", "架空新エネルギー機構"),
    ("Invented Cabinet Office of Japan", "架空内閣府"),
    ("Invented Ministry of Education and Science of Japan", "架空文部科学省"),
)
_SOCIETY, _AGENCY, _ENERGY, _CABINET, _MINISTRY = range(5)

#: Chance of a work of an award to come 0 to 7 years after the fiscal year in which the award starts.
FAST = (0.10, 0.25, 0.25, 0.16, 0.10, 0.07, 0.04, 0.03)
MIDDLE = (0.05, 0.16, 0.22, 0.20, 0.15, 0.10, 0.07, 0.05)
SLOW = (0.02, 0.06, 0.12, 0.18, 0.20, 0.18, 0.14, 0.10)
LAGS = len(MIDDLE)


@dataclass(frozen=True, kw_only=True)
class Programme:
    """What is planted for one programme.

    payer: place in PAYERS. scheme: the words that awards are given under. number: the beginning of the award numbers,
    with {yy} for the year; begins: first fiscal year in which an award starts. years: how many fiscal years an award
    runs. day: month and day on which it starts. awards: share of Japan's awards. money: direct costs of an award on the
    average, in thousand yen. spread: sigma of the log-normal shares of the recipients. partners: institutions that an
    award has at most. new: to firms that stand in no catalogue. works: share of the works that acknowledge an award.
    effect: how many times the chance of the top 10 % a work of the programme has. lag: see MIDDLE. cofunded: chance
    that a work acknowledges an award of another programme too. areas: works in technology areas only.
    """

    id: str
    payer: int
    scheme: str
    number: str
    begins: int
    years: int
    day: tuple[int, int]
    awards: float
    money: int
    spread: float
    partners: int
    new: bool
    works: float
    effect: float
    lag: tuple[float, ...]
    cofunded: float
    areas: bool


def _row(
    id: str,
    payer: int,
    scheme: str,
    number: str,
    begins: int,
    years: int,
    day: tuple[int, int],
    awards: float,
    money: int,
    spread: float,
    partners: int,
    works: float,
    effect: float,
    lag: tuple[float, ...],
    cofunded: float,
    *,
    areas: bool = True,
    new: bool = False,
) -> Programme:
    return Programme(
        id=id,
        payer=payer,
        scheme=scheme,
        number=number,
        begins=begins,
        years=years,
        day=day,
        awards=awards,
        money=money,
        spread=spread,
        partners=partners,
        new=new,
        works=works,
        effect=effect,
        lag=lag,
        cofunded=cofunded,
        areas=areas,
    )


_APRIL, _OCTOBER, _DECEMBER, _JANUARY = (4, 1), (10, 1), (12, 1), (1, 15)

#: Rows of one payer stand together, because the awards of a payer are numbered on.
PROGRAMMES: tuple[Programme, ...] = (
    _row("kakenhi-transformative", _SOCIETY, "学術変革領域研究(A)", "JP{yy}H", 2020, 5, _APRIL,
         2.0, 90_000, 1.3, 3, 5.0, 1.3, MIDDLE, 0.35, areas=False),
    _row("kakenhi-s", _SOCIETY, "基盤研究(S)", "JP{yy}H", 1950, 5, _APRIL,
         2.0, 140_000, 1.5, 2, 4.0, 1.5, MIDDLE, 0.35, areas=False),
    _row("kakenhi-a", _SOCIETY, "基盤研究(A)", "JP{yy}H", 1950, 4, _APRIL,
         5.0, 35_000, 1.4, 2, 9.0, 1.25, MIDDLE, 0.30, areas=False),
    _row("kakenhi-b", _SOCIETY, "基盤研究(B)", "JP{yy}H", 1950, 4, _APRIL,
         14.0, 13_000, 1.2, 2, 19.0, 1.1, MIDDLE, 0.25, areas=False),
    _row("kakenhi-c", _SOCIETY, "基盤研究(C)", "JP{yy}K", 1950, 3, _APRIL,
         32.0, 3_500, 0.9, 1, 22.0, 0.9, MIDDLE, 0.15, areas=False),
    _row("kakenhi-early-career", _SOCIETY, "若手研究", "JP{yy}K", 2018, 3, _APRIL,
         14.0, 3_200, 1.0, 1, 10.0, 1.0, MIDDLE, 0.15, areas=False),
    _row("kakenhi-challenging", _SOCIETY, "挑戦的研究(萌芽)", "JP{yy}K", 2017, 2, _APRIL,
         6.0, 4_900, 1.1, 1, 4.0, 1.0, FAST, 0.25, areas=False),
    _row("crest", _AGENCY, "CREST", "JPMJCR{yy}", 1950, 5, _OCTOBER,
         4.0, 250_000, 1.5, 3, 9.0, 1.6, SLOW, 0.40),
    _row("presto", _AGENCY, "さきがけ", "JPMJPR{yy}", 1950, 3, _OCTOBER,
         6.0, 40_000, 1.2, 1, 6.0, 1.6, MIDDLE, 0.35),
    _row("forest", _AGENCY, "創発的研究支援事業", "JPMJFR{yy}", 2020, 7, _APRIL,
         4.0, 50_000, 1.1, 1, 11.0, 1.4, MIDDLE, 0.35),
    _row("moonshot-jst", _AGENCY, "ムーンショット型研究開発事業", "JPMJMS{yy}", 2020, 5, _DECEMBER,
         2.0, 900_000, 1.4, 4, 10.0, 1.2, SLOW, 0.40),
    _row("k-program-jst", _AGENCY, "経済安全保障重要技術育成プログラム", "JPMJKP{yy}", 2022, 4, _OCTOBER,
         1.5, 600_000, 1.3, 4, 6.0, 1.0, SLOW, 0.30),
    _row("sbir-jp-1", _ENERGY, "SBIRフェーズ1", "JPNP21020-1{yy}", 2021, 1, _JANUARY,
         3.0, 10_000, 0.7, 1, 3.0, 0.8, FAST, 0.20, new=True),
    _row("sbir-jp-2", _ENERGY, "SBIRフェーズ2", "JPNP21020-2{yy}", 2021, 2, _JANUARY,
         2.0, 60_000, 1.0, 1, 3.0, 0.8, FAST, 0.20, new=True),
    _row("sip-3", _CABINET, "戦略的イノベーション創造プログラム（SIP）第3期", "JPJ012187S{yy}", 2023, 5, _APRIL,
         1.5, 500_000, 1.4, 4, 9.0, 1.1, SLOW, 0.35),
    _row("sbir-jp-3", _MINISTRY, "SBIRフェーズ3", "JPMXS3{yy}", 2023, 5, _JANUARY,
         1.0, 1_500_000, 1.2, 1, 3.0, 0.9, SLOW, 0.20, new=True),
)  # fmt: skip
