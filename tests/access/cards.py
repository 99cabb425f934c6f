"""Cards made by hand for the tests of their views: one usual card, and the ways in which a card can be odd."""

from __future__ import annotations

from dataclasses import replace

from rashinban.access.card import (
    AreaNote,
    BandPoint,
    Card,
    Coverage,
    Definition,
    Interval,
    Point,
    Provenance,
    Rank,
    SourceNote,
)
from rashinban.schema.text import Text


def both(en: str, ja: str | None = None) -> Text:
    return Text(en=en, ja=ja or en)


def point(
    key: str, en: str, ja: str, value: float | None, half: float, rank: tuple[int, int, int] | None, works: int
) -> Point:
    return Point(
        key=key,
        label=both(en, ja),
        value=value,
        lower=None if value is None else value - half,
        upper=None if value is None else value + half,
        rank=rank[0] if rank else None,
        rank_lower=rank[1] if rank else None,
        rank_upper=rank[2] if rank else None,
        works=works,
    )


RANKING = (
    point("US", "United States", "アメリカ合衆国", 0.151, 0.006, (1, 1, 2), 12_480),
    point("GB", "United Kingdom", "イギリス", 0.147, 0.009, (2, 1, 3), 4_101),
    point("CN", "China", "中国", 0.138, 0.005, (3, 2, 4), 15_233),
    point("AU", "Australia", "オーストラリア", 0.131, 0.016, (4, 2, 6), 1_650),
    point("JP", "Japan", "日本", 0.083, 0.009, (5, 4, 8), 3_120),
    point("DE", "Germany", "ドイツ", 0.082, 0.008, (6, 5, 8), 3_870),
    point("TW", "Taiwan, Province of China", "台湾", 0.078, 0.022, (7, 5, 8), 410),
    point("KR", "Korea, Republic of", "韓国", 0.071, 0.011, (8, 5, 8), 2_050),
    point("IS", "Iceland", "アイスランド", None, 0.0, None, 12),
)

CARD = Card(
    id="pp_top_10/2f6c1e/r2026-01-15",
    indicator="pp_top_10",
    title=both(
        "Works among the 10 % most cited: Japan, Quantum information science, 2018–2021",
        "被引用上位10%論文の割合:日本、量子情報科学、2018〜2021年",
    ),
    subject=both("Japan in Quantum information science, 2018–2021", "日本・量子情報科学・2018〜2021年"),
    own="JP",
    unit=both("share of works", "論文に占める割合"),
    display="share",
    value=0.083,
    interval=Interval(
        lower=0.074,
        upper=0.092,
        level=0.95,
        method=both("1,000 samples of the unit's own works", "当該単位の論文の1,000標本"),
    ),
    rank=Rank(
        value=5,
        lower=4,
        upper=8,
        of=41,
        method=both("ranks in 1,000 joint samples", "全単位まとめての1,000標本での順位"),
    ),
    definition=Definition(
        text=both(
            "The share of a country's works that are among the 10 % most cited of their field, year and type.",
            "分野・出版年・文献種別ごとに被引用数が上位10%に入る論文の割合。",
        ),
        formula=both("sum(w * top_10) / sum(w)", "w × top_10 の和 ÷ w の和"),
        kind="mean",
        counting="fractional",
        universe=both("articles and reviews, not retracted, not paratext", "原著論文と総説。撤回論文を除く"),
        window=both("published 2018–2021, cited up to 2026-01-10", "2018〜2021年に出版。被引用は2026-01-10まで"),
        citation_source=both("cited_by_count of OpenAlex, all time", "OpenAlexの全ての被引用"),
        normalisation=both("by subfield, year and type", "分野・出版年・文献種別ごと"),
        reference=both("the values that OpenAlex prints", "OpenAlexの値"),
        parameters={"top": 0.1},
        technology_area=AreaNote(
            id="jp20-09",
            label=both("Quantum information science", "量子情報科学"),
            version=1,
            quality=both("unvalidated", "未検証"),
            band=(
                BandPoint(alternative="standard", works=3_120, value=0.083, lower=0.074, upper=0.092, rank=5),
                BandPoint(alternative="narrow", works=2_210, value=0.091, lower=0.079, upper=0.103, rank=4),
                BandPoint(alternative="broad", works=5_480, value=0.069, lower=0.062, upper=0.076, rank=9),
            ),
        ),
    ),
    coverage=Coverage(
        works_in=48_213,
        works_of_unit=3_120,
        works_used=3_044,
        shares={"country": 0.912, "reference_list": 0.874, "topic": 0.998, "funder": 0.431, "citation_score": None},
        complete_universe=True,
        not_observed=(
            both(
                "4,243 works (8.8 %) have no country: their authors gave no affiliation.",
                "4,243件(8.8%)は著者の所属がなく、国が分からない。",
            ),
        ),
    ),
    limits=(
        both("Not for comparing single researchers.", "個々の研究者の比較には用いない。"),
        both("Works in languages other than English are seen less often.", "英語以外の論文は収録が薄い。"),
    ),
    records={"command": "rashinban records pp_top_10 --where country=JP --where technology_area=jp20-09 --format csv"},
    rebuild="rashinban card pp_top_10 --where country=JP --where technology_area=jp20-09 --where year=2018..2021 "
    "--counting fractional --reference openalex --release r2026-01-15",
    provenance=Provenance(
        release="r2026-01-15",
        as_of="2026-01-10",
        sources=(
            SourceNote(
                data_source="openalex",
                title="OpenAlex",
                snapshot="2026-01-10",
                fetched_at="2026-01-12T09:00:00Z",
                licence="CC0-1.0",
                sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            ),
        ),
        code_version="0.1.0",
        engine="duckdb 2.0.0",
        simulated=False,
    ),
    cite={
        "text": "Rashinban 0.1.0, pp_top_10, Japan, jp20-09, 2018–2021, release r2026-01-15.",
        "bibtex": "@misc{rashinban_2f6c1e,\n  title = {Works among the 10 % most cited: Japan},\n  year = {2026}\n}",
    },
    ranking=RANKING,
    trend=(
        point("2018", "2018", "2018年", 0.094, 0.017, None, 690),
        point("2019", "2019", "2019年", 0.088, 0.016, None, 741),
        point("2020", "2020", "2020年", None, 0.0, None, 0),
        point("2021", "2021", "2021年", 0.074, 0.015, None, 832),
    ),
    notes=(),
)

SIMULATED = replace(
    CARD,
    provenance=replace(CARD.provenance, simulated=True),
    coverage=replace(CARD.coverage, complete_universe=False),
)
#: A country with a handful of works: counts, no rank.
FEW = replace(
    CARD,
    subject=both("Iceland", "アイスランド"),
    own="IS",
    value=None,
    interval=None,
    rank=None,
    coverage=replace(CARD.coverage, works_of_unit=12, works_used=0),
)
NOTHING = replace(FEW, coverage=replace(FEW.coverage, works_of_unit=0))
SMALL = replace(
    FEW,
    value=0.25,
    interval=Interval(lower=0.083, upper=0.5, level=0.95, method=both("stability", "安定性区間")),
    coverage=replace(CARD.coverage, works_of_unit=12, works_used=12),
)
UNTELLABLE = replace(CARD, rank=Rank(value=5, lower=1, upper=9, of=9, method=both("joint", "同時抽出")))
COUNT = replace(CARD, display="count", unit=both("works", "件"), value=12_345.6, interval=None, rank=None)

ATTACK = '<script>alert("x")</script>\' onload="alert(1)'
HOSTILE = replace(
    CARD,
    title=both(ATTACK),
    subject=both(ATTACK),
    own="US",
    ranking=(replace(CARD.ranking[0], label=both(ATTACK)), *CARD.ranking[1:]),
    notes=(both(ATTACK),),
    rebuild=ATTACK,
    limits=(both(ATTACK),),
    unit=both(ATTACK),
    records={ATTACK: ATTACK},
    cite={"text": ATTACK, "bibtex": "</code></pre>" + ATTACK},
    coverage=replace(CARD.coverage, not_observed=(both(ATTACK),), shares={ATTACK: 0.5}),
    definition=replace(
        CARD.definition,
        text=both(ATTACK),
        formula=both(ATTACK),
        universe=both(ATTACK),
        window=both(ATTACK),
        citation_source=both(ATTACK),
        normalisation=both(ATTACK),
        reference=both(ATTACK),
        counting=ATTACK,
        parameters={ATTACK: ATTACK},
        technology_area=AreaNote(id=ATTACK, label=both(ATTACK), version=1, quality=both(ATTACK), band=()),
    ),
    provenance=replace(CARD.provenance, release=ATTACK, engine=ATTACK, code_version=ATTACK),
)
