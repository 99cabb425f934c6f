"""Each entry is one fixed word or phrase of a card's views, in both languages."""

from __future__ import annotations

from rashinban.access.serialisers.display import Language
from rashinban.schema.text import Text

#: By what is counted: the words that stand in place of those for works.
_OF_RECORDS = {
    "awards": {
        "works": ("Awards", "課題数"),
        "count": ("Awards", "課題数"),
        "universe": ("Which awards", "対象の課題"),
        "records": ("The awards behind it", "もとになった課題"),
    },
    "applications": {
        "works": ("Groups", "集計区分数"),
        "count": ("Groups of applications", "応募の集計区分数"),
        "universe": ("Which applications", "対象の応募"),
        "records": ("The applications behind it", "もとになった応募件数"),
    },
    "budget_lines": {
        "works": ("Lines", "項目数"),
        "count": ("Budget lines", "予算項目数"),
        "universe": ("Which budget lines", "対象の予算項目"),
        "records": ("The budget lines behind it", "もとになった予算項目"),
    },
}

LABELS: dict[str, Text] = {
    name: Text(en=en, ja=ja)
    for name, en, ja in (
        ("card", "Evidence card", "エビデンスカード"),
        (
            "simulated",
            "SIMULATED: an invented world. These figures say nothing about real countries or institutions.",
            "SIMULATED（模擬データ）：架空の世界の数値であり、実在の国や機関とは関係がない。",
        ),
        ("ranking", "How it ranks", "順位"),
        ("trend", "Year by year", "年ごとの推移"),
        ("band", "Under other definitions of the area", "領域の定義を変えた場合"),
        ("definition", "What is measured", "何を測ったか"),
        ("coverage", "How much is seen", "どこまで見えているか"),
        ("limits", "When not to use it", "使ってはならない場面"),
        ("notes", "Notes", "注記"),
        ("beside", "Read beside it", "併せて読むこと"),
        ("mix_field", "Fields of the works", "論文の分野構成"),
        ("field", "Field", "分野"),
        ("share", "Share", "割合"),
        ("records", "The works behind it", "もとになった論文"),
        ("count", "Works", "論文数"),
        ("command", "Command", "コマンド"),
        ("query", "Query", "クエリ"),
        ("link", "Link", "リンク"),
        ("rebuild", "Get this number again", "この数値を再現する"),
        ("provenance", "Made from", "出所"),
        ("cite", "Cite", "引用"),
        ("unit", "Unit", "単位"),
        ("value", "Value", "値"),
        ("interval", "Interval", "信頼区間"),
        ("interval_95", "95\u00a0% interval", "95%信頼区間"),
        ("interval_method", "Interval", "信頼区間の求め方"),
        ("rank_method", "Ranking", "順位の求め方"),
        ("rank", "Rank", "順位"),
        ("rank_interval", "Rank (interval)", "順位（区間）"),
        ("works", "Works", "論文数"),
        ("year", "Year", "年"),
        ("name", "Name", "名称"),
        ("formula", "Formula", "計算式"),
        ("counting", "Counting", "カウント方法"),
        ("universe", "Which works", "対象の論文"),
        ("window", "Period", "期間"),
        ("citation_source", "Citations from", "被引用数の出所"),
        ("normalisation", "Normalisation", "規格化"),
        ("reference", "Reference set", "規格化の基準"),
        ("parameters", "Parameters", "パラメータ"),
        ("technology_area", "Technology area", "技術領域"),
        ("version", "version", "版"),
        ("quality", "Quality of the definition", "定義の品質"),
        ("alternative", "Definition", "定義"),
        ("narrow", "narrow", "狭義"),
        ("standard", "standard", "標準"),
        ("broad", "broad", "広義"),
        ("works_in", "Works in the slice, all units", "対象全体の論文数"),
        ("works_of_unit", "of which of this unit", "うち当該単位"),
        ("works_used", "of which with an observed value", "うち値が分かるもの"),
        ("awards_in", "Awards in the slice, all units", "対象全体の課題数"),
        ("awards_of_unit", "of which of this unit", "うち当該単位"),
        ("awards_used", "of which with an observed value", "うち値が分かるもの"),
        ("applications_in", "Groups of applications in the slice", "対象全体の集計区分数"),
        ("applications_of_unit", "of which of this unit", "うち当該単位"),
        ("applications_used", "of which with both numbers", "うち応募・採択の両件数が分かるもの"),
        ("budget_lines_in", "Budget lines in the slice", "対象全体の予算項目数"),
        ("budget_lines_of_unit", "of which of this unit", "うち当該単位"),
        ("budget_lines_used", "of which with an observed value", "うち値が分かるもの"),
        *((f"{record}_{name}", en, ja) for record, words in _OF_RECORDS.items() for name, (en, ja) in words.items()),
        ("share_with", "Share of the slice's records with", "対象全体のうち次の情報をもつ割合"),
        ("amount", "an amount", "金額"),
        ("year", "a year", "年"),
        ("period", "first and last day", "開始日と終了日"),
        ("programme", "a known programme", "既知のプログラム"),
        ("output", "an output", "成果"),
        ("applied", "the number of applications", "応募件数"),
        ("awarded", "the number of awards", "採択件数"),
        ("ministry", "a ministry", "府省"),
        ("source", "a source", "出典"),
        ("country", "a country", "国"),
        ("institution", "an institution", "機関"),
        ("reference_list", "a reference list", "参考文献リスト"),
        ("topic", "a topic", "トピック"),
        ("funder", "a funder", "資金配分機関"),
        ("citation_score", "a citation score", "規格化被引用数"),
        (
            "incomplete",
            "Not the whole world of works was loaded: shares, ranks and specialisation are those of the loaded works.",
            "世界の全論文を読み込んではいない。シェア、順位、特化度は読み込んだ論文の中でのものである。",
        ),
        (
            "awards_incomplete",
            "Nothing says that every award was loaded: figures are those of the loaded awards.",
            "全ての課題を読み込んだとは限らない。値は読み込んだ課題の中でのものである。",
        ),
        (
            "applications_incomplete",
            "Nothing says that every table of applications was loaded: figures are those of the loaded tables.",
            "応募・採択の表を全て読み込んだとは限らない。値は読み込んだ表の中でのものである。",
        ),
        (
            "budget_lines_incomplete",
            "Nothing says that every budget line was loaded: figures are those of the lines that are here.",
            "全ての予算項目を読み込んだとは限らない。値はここにある項目の中でのものである。",
        ),
        ("not_observed", "Not observed", "観測されていないもの"),
        ("full", "full counting", "整数カウント"),
        ("fractional", "fractional counting", "分数カウント"),
        ("data_source", "Data source", "データソース"),
        ("snapshot", "Snapshot", "取得版"),
        ("fetched", "Fetched", "取得日"),
        ("licence", "Licence", "ライセンス"),
        ("hash", "SHA-256", "SHA-256"),
        ("release", "Release", "リリース"),
        ("as_of", "as of", "基準日"),
        ("code", "Code", "コード"),
        ("id", "Card id", "カードID"),
        ("table_cell", "value (95\u00a0% interval) rank [95\u00a0% interval]", "値（95%信頼区間）順位［95%区間］"),
        ("colon", ": ", "："),
        ("more", "more", "ほか"),
        ("dot", "Dot: value. Line: interval.", "点は値、線は信頼区間。"),
    )
}


def label(name: str, language: Language, record: str = "works") -> str:
    """The word for `name`, where it says what is counted that for the record; without one it is shown with spaces."""
    known = LABELS.get(f"{record}_{name}") or LABELS.get(name)
    if known is None:
        return name.replace("_", " ")
    return known.ja if language == "ja" else known.en
