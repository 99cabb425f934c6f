"""Each sentence on a card that does not come from a declaration: what was chosen, and what is not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashinban.access.serialisers.display import number
from rashinban.catalog import Record, models
from rashinban.definitions.area_models import Quality
from rashinban.measure.answer import Measured
from rashinban.measure.question import WITHOUT, Filter, Question
from rashinban.schema.text import Text

#: What is counted, in words.
COUNTED: Mapping[Record, Text] = {
    "works": Text(en="works", ja="論文"),
    "awards": Text(en="awards", ja="課題"),
    "applications": Text(en="groups of applications", ja="応募の集計区分"),
    "budget_lines": Text(en="budget lines", ja="予算項目"),
}
INTERVAL: Mapping[str, Text] = {
    "stability": Text(
        en="stability interval (CWTS): 1,000 samples of the unit's own works, drawn with replacement, seeded",
        ja="安定性区間（CWTS方式）：当該単位の論文を復元抽出した1,000標本による（乱数の種は固定）",
    ),
    "recipients": Text(
        en="1,000 samples of the recipients, drawn with replacement, seeded",
        ja="受給機関を復元抽出した1,000標本による（乱数の種は固定）",
    ),
    "joint": Text(
        en="1,000 samples of the works of the slice, drawn with replacement for all units at once, seeded",
        ja="対象全体の論文を全単位まとめて復元抽出した1,000標本による（乱数の種は固定）",
    ),
    "analytic": Text(
        en="analytic interval of first order (delta method): the slice is too large to resample",
        ja="一次近似の解析式（デルタ法）による。対象の論文が多く、再抽出はしていない",
    ),
}
RANKED: Mapping[str, Text] = {
    "joint": Text(
        en="ranks in 1,000 joint samples of the works of the slice, 2.5th to 97.5th percentile, seeded",
        ja="対象全体の論文を復元抽出した1,000標本での順位の、2.5〜97.5パーセンタイル（乱数の種は固定）",
    ),
    "analytic": Text(
        en="ranks in 1,000 draws of independent normal values, 2.5th to 97.5th percentile, seeded",
        ja="各単位の値を独立な正規分布から1,000回引いたときの順位の、2.5〜97.5パーセンタイル（乱数の種は固定）",
    ),
    "none": Text(en="rank without interval", ja="順位の区間は求めていない"),
}
REFERENCE: Mapping[str, Text] = {
    "openalex": Text(
        en="openalex: the world-normalised values that OpenAlex prints on each work",
        ja="openalex：OpenAlexが各論文に付けている、世界全体で規格化した値",
    ),
    "world": Text(
        en="world: citation distributions of a full snapshot, from a reference file",
        ja="world：全世界の論文から作った被引用数の分布（基準ファイル）",
    ),
    "local": Text(en="local: the loaded works themselves", ja="local：読み込んだ論文自身の被引用数の分布"),
}
CITATION_SOURCE: Mapping[str, Text] = {
    "cited_by_count": Text(
        en="cited_by_count: all citations in OpenAlex", ja="cited_by_count：OpenAlexにある全ての被引用"
    ),
    "counts_by_year": Text(
        en="counts_by_year: citations in OpenAlex, by the year of the citing work",
        ja="counts_by_year：OpenAlexの年別の被引用数",
    ),
    "network": Text(en="network: citations between the loaded works", ja="network：読み込んだ論文どうしの引用"),
    "network_without_self": Text(
        en="network: citations between the loaded works, without those by a common author",
        ja="network：読み込んだ論文どうしの引用（同じ著者による自己引用を除く）",
    ),
}
NORMALISATION = Text(
    en="by field (subfield of the primary topic), year and type",
    ja="分野（主なトピックのサブフィールド）・出版年・文献種別ごと",
)
UNVALIDATED = Text(en="unvalidated: no labelled sample has been judged", ja="未検証：判定した標本がまだない")
#: What a title adds where shares and ranks are not those of the world.
LOADED: Mapping[Record, Text] = {
    record: Text(en=f" (of the loaded {counted.en})", ja=f"（読み込んだ{counted.ja}の中で）")
    for record, counted in COUNTED.items()
}

#: How the keys of a question are joined into a subject; the rest follows in brackets.
_WHO = ("country", "region", "subdivision", "institution", "author")
_WHAT = (
    "technology_area",
    "topic",
    "subfield",
    "field",
    "domain",
    "portfolio",
    "programme",
    "funder",
    "award",
    "source",
)


def subject_text(question: Question, named: Mapping[str, Sequence[Text]]) -> Text:
    """Whose number of what: "Japan in Quantum information science, 2018–2021" / "日本・量子情報科学・2018〜2021年"."""
    who = [_either(named[key]) for key in _WHO if key in named]
    what = [_either(named[key]) for key in _WHAT if key in named]
    rest = [
        _without(values) if key.endswith(WITHOUT) else _either(values)
        for key, values in named.items()
        if key not in (*_WHO, *_WHAT, "year")
    ]
    years = question.filter("year")
    if not who and what and question.record != "works":
        # A programme is nobody's part of the world: its own name is the subject.
        en, ja = ", ".join(text.en for text in what), "・".join(text.ja for text in what)
    else:
        en = ", ".join(text.en for text in who) or "All countries"
        ja = "・".join(text.ja for text in who) or "全世界"
        if what:
            en += " in " + ", ".join(text.en for text in what)
            ja += "・" + "・".join(text.ja for text in what)
    if years:
        span = year_text(years)
        en += f", {span.en}"
        ja += f"・{span.ja}"
    if rest:
        en += f" ({'; '.join(text.en for text in rest)})"
        ja += f"（{'、'.join(text.ja for text in rest)}）"
    return Text(en=en, ja=ja)


def _either(values: Sequence[Text]) -> Text:
    return Text(en=" or ".join(v.en for v in values), ja="または".join(v.ja for v in values))


def _without(values: Sequence[Text]) -> Text:
    return Text(en=f"without {', '.join(v.en for v in values)}", ja=f"{'、'.join(v.ja for v in values)}を除く")


def year_text(years: Filter) -> Text:
    """The years of a filter: 2018–2021 / 2018〜2021年."""
    if years.values:
        return Text(en=" or ".join(years.values), ja="・".join(f"{year}年" for year in years.values))
    return Text(en=f"{years.lower}–{years.upper}", ja=f"{years.lower}〜{years.upper}年")


_EVERY: Mapping[Record, Text] = {
    "awards": Text(en="every loaded award", ja="読み込んだ全ての課題"),
    "applications": Text(
        en="every loaded group of applications of one breakdown",
        ja="読み込んだ応募の集計区分のうち、内訳の種類が同じもの全て",
    ),
    "budget_lines": Text(
        en="every budget line that was loaded or is in the definitions of programmes",
        ja="読み込んだ表とプログラム定義にある全ての予算項目",
    ),
}


def universe_text(question: Question) -> Text:
    """Which works (or awards...) are counted at all."""
    if question.record != "works":
        return _EVERY[question.record]
    chosen = question.filter("type")
    if chosen:
        types = Text(en=" and ".join(chosen.values), ja="と".join(chosen.values))
    else:
        types = Text(en="article and review", ja="原著論文（article）と総説（review）")
    return Text(
        en=f"works of type {types.en}; no retracted works, no paratext",
        ja=f"文献種別が{types.ja}の論文。撤回論文と、目次などの付随的な文書（paratext）を除く",
    )


def window_text(question: Question, *, cited: bool) -> Text:
    """The years of publication and, where citations are counted, how long they are counted."""
    years = question.filter("year")
    if question.record == "budget_lines":
        years = years or question.filter("fiscal_year")
    span = year_text(years) if years else None
    if question.record == "awards":
        return Text(
            en=f"awards that start in fiscal year {span.en}" if span else "all years of start",
            ja=f"開始年度が{span.ja}の課題" if span else "全ての開始年度",
        )
    if question.record != "works":
        return Text(
            en=f"fiscal year {span.en}" if span else "all fiscal years", ja=f"{span.ja}度" if span else "全ての年度"
        )
    en = f"published {span.en}" if span else "all years of publication"
    ja = f"{span.ja}に出版" if span else "全ての出版年"
    if not cited:
        return Text(en=en, ja=ja)
    if question.citations == "counts_by_year":
        length = models()["work_citations_counts_by_year"].meta.parameters["citation_years"]
        return Text(
            en=f"{en}; citations of {length} years, beginning with the year of publication",
            ja=f"{ja}。被引用は出版年を含む{length}年間",
        )
    return Text(en=f"{en}; all citations up to the date of the data", ja=f"{ja}。被引用はデータの基準日までの全て")


def quality_text(measured: Quality | None) -> Text:
    """How well the definition of a technology area did on a sample judged by people."""
    if measured is None:
        return UNVALIDATED
    precision, recall = measured.precision, measured.recall_pool
    return Text(
        en=f"precision {number(precision, 'share', 'en')}, recall in the pool {number(recall, 'share', 'en')},"
        f" on {measured.n} judged works ({measured.date})",
        ja=f"適合率{number(precision, 'share', 'ja')}、標本内の再現率{number(recall, 'share', 'ja')}"
        f"（判定した論文{measured.n}件、{measured.date}）",
    )


def eligible_text(own: Measured) -> Text:
    """Among whom a concentration of all eligible is, and what of them nobody can see."""
    among, without = f"{own.population:,}", f"{own.without:,}"
    return Text(
        en=f"who might have applied; in their place stand the {among} institutions that got something or have the"
        f" country and the type of one that did, {without} of which got nothing here. A recipient whose country or type"
        " is not known brings in no other.",
        ja=f"応募しえた機関。代わりに、受給機関およびそれと国・種類が同じ機関の計{among}機関（うち受給なし{without}機関）の間で"
        "求めている。国か種類が分からない受給機関と同種の機関は加えられない。",
    )


def not_observed(own: Measured, shares: Mapping[str, float | None], record: Record = "works") -> tuple[Text, ...]:
    """What is missing, in words. A thing that is not seen is never counted as 0."""
    counted = COUNTED[record]
    said = (
        (
            shares.get("country"),
            f"{{}} of the {counted.en} of the slice name no country; they are in no country's figure",
            f"対象{counted.ja}の{{}}は国が不明で、どの国の値にも入っていない",
        ),
        (
            shares.get("citation_score"),
            "{} of the works of the slice have no citation score",
            "対象論文の{}は被引用の指標値がない",
        ),
        (
            own.coverage,
            "the value of {} of this unit's weight is not observed and left out",
            "この単位の重みの{}は値が観測されず、除いている",
        ),
    )
    return tuple(
        Text(en=en.format(number(1 - seen, "share", "en")), ja=ja.format(number(1 - seen, "share", "ja")))
        for seen, en, ja in said
        if seen is not None and seen < 1
    )
