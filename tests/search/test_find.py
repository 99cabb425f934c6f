"""Searching a base of six works: by words in two languages, by id, by filters, in an order."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from rashinban.errors import NotBuilt, UsageError
from rashinban.search.found import Bucket, Hit
from rashinban.search.index import DEEPEST, MOST_ROWS, Index, open_index

ORCID = "0000-0002-1825-0097"


def found(index: Index, query: str, **options: object) -> list[str]:
    return sorted(hit.id for hit in index.find(query, **options).hits)  # type: ignore[arg-type]


def works(index: Index, query: str) -> list[str]:
    return found(index, query, kinds=["works"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("superconducting", ["W1"]),
        ("circuit", ["W1"]),  # English stems
        ("computers", ["W1"]),
        ("Schrodinger naive", ["W4"]),  # without accents
        ("quantum circuits", ["W1"]),  # AND by default
        ("quantum AND circuits", ["W1"]),
        ("gravity OR waves", ["W1", "W4", "W5"]),  # W1 appeared in Nature Waves
        ("title:gravity OR title:waves", ["W4", "W5"]),
        ("quantum NOT circuits", ["W4", "W5"]),
        ("quantum -circuits", ["W4", "W5"]),
        ('"quantum computing"', ["W1"]),
        ('"computing quantum"', []),
        ("(gravity OR circuits) quantum", ["W1", "W5"]),
        ("title:quantum", ["W1", "W5"]),
        ("abstract:quantum", ["W4"]),
        ("keyword:qubit", ["W1"]),
        ("title:(gravity OR waves) quantum", ["W4", "W5"]),
        ("comput*", ["W1"]),
        ("computin*", ["W1"]),  # longer than the stem
        ("the laboratory of waves", ["W4"]),  # `of` need not occur
        ("author:waters", ["W1", "W4"]),
        ("author:water", []),  # names are not stemmed
        ("author:yamada year:2020", ["W2"]),
        ('author:"T. Yamada"', ["W2"]),  # as printed on the work
        ("source:nature", ["W1", "W4"]),
        ("year:2018", ["W1", "W6"]),
        ("year:2018..2019", ["W1", "W4", "W6"]),
        ("year:>2019", ["W2", "W3"]),
        ("year:>=2021", ["W3"]),
        ("year:<2019", ["W1", "W6"]),
        ("quantum year:2018..", ["W1", "W4"]),  # a work without a year is in no range
        ("type:review", ["W3"]),
        ("language:ja", ["W2", "W3", "W6"]),
        ("oa_route:gold", ["W1"]),
        ("country:JP", ["W1", "W2"]),
        ("country:日本", ["W1", "W2"]),
        ("country:usa", ["W4"]),
        ('institution:"University of Tokyo"', ["W1", "W2"]),
        ("institution:東京大学", ["W1", "W2"]),
        ("institution:MIT", ["W4"]),
        ("institution:057zh3y96", ["W1", "W2"]),
        ("topic:T1", ["W1", "W2"]),
        ('topic:"quantum information"', ["W1", "W2"]),
        ("field:17", ["W1", "W2"]),
        ("area:jp20-09", ["W1", "W2"]),
        ("technology_area:量子", ["W1", "W2"]),
        ("funder:JST", ["W1"]),
        ("funder:科学技術振興機構", ["W1"]),
        ("award:JPMJCR1234", ["W1"]),
        ("award:20H00001", ["W6"]),  # no award has this number, a work acknowledges it
        ("doi:10.1000/QC.1", ["W1"]),
        (f"orcid:{ORCID}", ["W1", "W2"]),
        (f"author:{ORCID}", ["W1", "W2"]),
        ("issn:1476-4687", ["W1", "W4"]),
        ("pmid:1234567", ["W1"]),
        ("id:W4", ["W4"]),
        ("MIT waves", ["W4"]),  # an acronym among words is the institution, too
        ("University of Tokyo qubit", ["W1"]),
        ("東京大学 qubit", ["W1"]),
    ],
)
def test_a_query_finds_these_works(index: Index, query: str, expected: list[str]) -> None:
    assert works(index, query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("量子計算", ["W2"]),  # within 超伝導量子計算機
        ("超伝導量子計算機", ["W2"]),
        ("計算機量子", []),  # not in this order
        ("「量子計算」", ["W2"]),
        ("量子 開発", ["W2"]),
        ("コンピュータ", ["W2"]),  # with and without the long vowel
        ("コンピューター", ["W2"]),
        ("誤り訂正", ["W2"]),
        ("鉄", ["W6"]),  # one character at the beginning of a run
        ("食", ["W6"]),  # at its end
        ("機", ["W2"]),  # within
        ("crispr-cas9", ["W3"]),  # printed in full width
        ("ＣＲＩＳＰＲ　ｃｏｌｉ", ["W3"]),  # typed in full width
        ("ゲノム編集 crispr", ["W3"]),  # both scripts
        ("げのむ", ["W3"]),  # hiragana is katakana
        ("year：２０２０", ["W2"]),
        ("title:量子 NOT author:waters", ["W2"]),
        ("量子*", ["W2"]),
    ],
)
def test_japanese_is_found_within_longer_words(index: Index, query: str, expected: list[str]) -> None:
    assert works(index, query) == expected


@pytest.mark.parametrize("query", ["山田太郎", "山田 太郎", "ヤマダ", "やまだ", "yamada taro", "YAMADA", "山"])
def test_a_person_is_found_in_kanji_kana_and_romaji(index: Index, query: str) -> None:
    assert found(index, query, kinds=["authors"]) == ["A1"]
    # Works print romaji; the names of the profile lead to them.
    assert works(index, query) == ["W1", "W2"]


@pytest.mark.parametrize("query", ["慶応", "慶應"])
def test_old_forms_of_kanji_are_new_ones(index: Index, query: str) -> None:
    assert found(index, query, kinds=["institutions"]) == ["I1"]


@pytest.mark.parametrize(
    ("query", "kind", "id"),
    [
        ("10.1000/qc.1", "works", "W1"),
        ("https://doi.org/10.1000/QC.1", "works", "W1"),
        ("doi: 10.1000/qc.1", "works", "W1"),
        ("W1", "works", "W1"),
        ("w1", "works", "W1"),
        ("https://openalex.org/W1", "works", "W1"),
        ("W99", "works", "W1"),  # merged into it
        ("1234567", "works", "W1"),
        ("PMID: 1234567", "works", "W1"),
        (ORCID, "authors", "A1"),
        (f"https://orcid.org/{ORCID}", "authors", "A1"),
        ("0000000218250097", "authors", "A1"),
        ("https://ror.org/057zh3y96", "institutions", "I1"),
        ("057zh3y96", "institutions", "I1"),
        ("0028-0836", "sources", "S1"),
        ("14764687", "sources", "S1"),
        ("F1", "funders", "F1"),
        ("JPMJCR1234", "awards", "G1"),
        ("ＪＰＭＪＣＲ１２３４", "awards", "G1"),
        ("T1", "topics", "T1"),
        ("jp20-09", "technology_areas", "jp20-09"),
    ],
)
def test_an_id_goes_straight_to_its_record(index: Index, query: str, kind: str, id: str) -> None:
    answer = index.find(query)
    assert answer.direct is not None
    assert (answer.direct.kind, answer.direct.id) == (kind, id)
    assert (answer.hits[0].kind, answer.hits[0].id) == (kind, id)


def test_an_award_number_of_two_funders_lists_both(index: Index) -> None:
    answer = index.find("JP19KK0341")
    assert answer.direct is None
    assert sorted(hit.id for hit in answer.hits) == ["G2", "G3"]


def test_the_works_of_a_person_follow_their_id(index: Index) -> None:
    answer = index.find(ORCID)
    assert [hit.id for hit in answer.hits][0] == "A1"
    assert sorted(hit.id for hit in answer.hits[1:]) == ["W1", "W2"]


def test_a_hit_shows_what_a_list_needs(index: Index) -> None:
    assert index.find("superconducting", kinds=["works"]).hits == (
        Hit(
            kind="works", id="W1", title="Quantum computing with superconducting circuits", year=2018, type="article",
            cited_by_count=50, people=("Taro Yamada", "Jane Waters"), people_total=2, venue="Nature Waves",
            identifiers={"doi": "10.1000/qc.1", "pmid": "1234567"}, marks=((23, 38),),
        ),
    )  # fmt: skip


def test_what_was_not_observed_is_none_and_markup_is_gone(index: Index) -> None:
    gravity = index.record("W5")
    assert gravity == Hit(kind="works", id="W5", title="Quantum gravity", type="article")
    edited = index.record("W3")
    assert edited is not None
    assert (edited.title, edited.is_retracted, edited.cited_by_count) == (
        "ＣＲＩＳＰＲ－Ｃａｓ９によるE. coliのゲノム編集", True, 0,
    )  # fmt: skip


def test_a_person_has_no_citations_and_no_place_by_them(index: Index) -> None:
    person = index.record("A2")
    assert person == Hit(kind="authors", id="A2", title="Jane Waters")


def test_the_name_itself_comes_before_names_with_the_same_words(index: Index) -> None:
    assert index.find("University of Tokyo").hits[0].id == "I1"
    assert index.find("Tokyo University of Science").hits[0].id == "I3"
    assert index.find("quantum gravity").hits[0].id == "W5"


def test_marks_are_where_the_words_stand(index: Index) -> None:
    title = "超伝導量子計算機の開発"
    (hit,) = index.find("量子計算", kinds=["works"]).hits
    assert [title[a:b] for a, b in hit.marks] == ["量子計算"]
    (hit,) = index.find("computers", kinds=["works"]).hits
    assert hit.title is not None
    assert [hit.title[a:b] for a, b in hit.marks] == ["computing"]
    (hit,) = index.find("the laboratory of waves", kinds=["works"]).hits
    assert hit.title is not None
    assert [hit.title[a:b] for a, b in hit.marks] == ["waves", "laboratory"]


def test_orders_put_what_is_not_known_last(index: Index) -> None:
    def order(sort: str) -> list[str]:
        return [hit.id for hit in index.find("quantum", kinds=["works"], sort=sort).hits]

    assert order("newest") == ["W4", "W1", "W5"]
    assert order("most_cited") == ["W4", "W1", "W5"]
    assert [hit.id for hit in index.find(kinds=["works"], filters={"country": "JP|US"}, sort="most_cited").hits] == [
        "W4", "W1", "W2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"institution": "I1"}, ["W1", "W2"]),
        ({"author": "A2"}, ["W1", "W4"]),
        ({"topic": "T1", "year": 2018}, ["W1"]),
        ({"year": "2018..2019"}, ["W1", "W4", "W6"]),
        ({"year": (2020, None)}, ["W2", "W3"]),
        ({"year": "2018|2021"}, ["W1", "W3", "W6"]),
        ({"country": ["JP", "US"], "year": (2019, 2020)}, ["W2", "W4"]),
        ({"technology_area": "jp20-09"}, ["W1", "W2"]),
        ({"award": "G1"}, ["W1"]),
        ({"subfield": "1702", "language": "ja"}, ["W2"]),
    ],
)
def test_filters_list_the_works_of_a_unit(index: Index, filters: dict[str, object], expected: list[str]) -> None:
    assert found(index, "", kinds=["works"], filters=filters) == expected


def test_facets_count_all_that_is_found(index: Index) -> None:
    kinds = ["works", "awards", "topics"]
    answer = index.find("quantum", kinds=kinds, limit=1, facets=["kind", "year", "country", "institution"])
    assert answer.total == 5
    assert answer.facets == {
        # W1, W4, W5; the award Quantum machines, the topic Quantum Information; no work is from two countries
        "kind": (Bucket(value="works", count=3), Bucket(value="awards", count=1), Bucket(value="topics", count=1)),
        "year": tuple(Bucket(value=year, count=1) for year in ("2016", "2018", "2019")),
        "country": (Bucket(value="JP", count=1), Bucket(value="US", count=1)),
        "institution": (Bucket(value="I1", count=1), Bucket(value="I2", count=1)),
    }
    assert index.titles(["I1", "I2", "I9"]) == {
        "I1": "The University of Tokyo", "I2": "Massachusetts Institute of Technology",
    }  # fmt: skip


def test_pages_follow_one_another(index: Index) -> None:
    whole = [hit.id for hit in index.find("quantum").hits]
    pages = [index.find("quantum", limit=2, offset=at).hits for at in range(0, len(whole), 2)]
    assert [hit.id for page in pages for hit in page] == whole
    assert index.find("quantum", kinds=["works"], limit=0).hits == ()
    assert index.find("quantum", kinds=["works"], limit=0).total == 3


def test_rows_are_all_hits_up_to_a_bound(index: Index) -> None:
    total, hits = index.rows("quantum", kinds=["works"], top=2)
    assert (total, len(hits)) == (3, 2)
    assert len(index.rows(kinds=["works"])[1]) == 6


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("superconducing", "superconducting"),
        ("quamtum gravty", "quantum gravity"),
        ("title:quantm", "title:quantum"),
        ("Massachusets", "massachusetts"),
        ("waters", None),
        ("zzzzzzzz", None),
        ("量子重力", None),
    ],
)
def test_the_nearest_spelling_that_finds_something_is_offered(index: Index, query: str, expected: str | None) -> None:
    assert index.find(query).did_you_mean == expected


def test_an_empty_answer_says_what_was_searched_and_what_to_try(index: Index) -> None:
    (note,) = index.find("zzzzzzzz", kinds=["works"]).notes
    assert note.en == (
        "nothing found for zzzzzzzz in 6 records; try fewer or other words, or load more: `rashinban fetch`"
    )
    assert "6件の中に「zzzzzzzz」は見つかりません" in note.ja
    (note,) = index.find(filters={"country": "FR"}).notes
    assert note.en.startswith("none of ")


@pytest.mark.parametrize(
    ("options", "mend"),
    [
        ({"query": "x" * 1_000_000}, "at most 1,000 are taken"),
        ({"query": "x" * 900}, "write its beginning"),
        ({"query": " ".join(["word"] * 65)}, "more than 64 words"),
        ({"query": "(" * 21 + "a" + ")" * 21}, "write it flatter"),
        ({"query": "!!! ???"}, "write a word"),
        ({"query": "salary:100"}, "known are title, abstract,"),
        ({"query": "ab*"}, "write 3 letters at least"),
        ({"query": "country:Atlantis"}, "write a code such as JP"),
        ({"query": "doi:nonsense"}, "not a DOI"),
        ({"query": "year:soon"}, "write year:2020"),
        ({"query": "year:2021..2018"}, "write year:2018..2021"),
        ({"limit": 10**9}, "from 0 to 1,000"),
        ({"limit": -1}, "from 0 to 1,000"),
        ({"offset": 10**9}, f"to {DEEPEST - 20:,}"),
        ({"kinds": ["trials"]}, "known are works, authors"),
        ({"sort": "best"}, "known are relevance, newest, most_cited"),
        ({"facets": ["password"]}, "known are kind, year"),
        ({"filters": {"id; drop table works": "x"}}, "known are year, type"),
        ({"filters": {"country": [str(n) for n in range(1_001)]}}, "give 1 to 1,000"),
        ({"filters": {"country": 1.5}}, "write one, or several"),
        ({"filters": {"year": (2021, 2018)}}, "write 2020, 2018..2021"),
        ({"filters": {"year": "last"}}, "write year:2020"),
    ],
)
def test_a_wrong_call_names_the_mend(index: Index, options: dict[str, object], mend: str) -> None:
    with pytest.raises(UsageError, match="^search: ") as error:
        index.find(**options)  # type: ignore[arg-type]
    assert mend in str(error.value)
    assert "\n" not in str(error.value)


def test_rows_are_bounded(index: Index) -> None:
    with pytest.raises(UsageError, match="to 100,000"):
        index.rows("quantum", top=MOST_ROWS + 1)


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>", "'; drop table works; --", "../../etc/passwd", "{{7*7}}", "%00", "\x00\x1b[31m",
        "a" * 63 + "*", "*", "**", "-", '""', "😀", "٢٠٢٠", "\u202egnp", "year:<0000",
        "id:../../x", "issn:x", ":", "http://x y", "AND", "()", "NOT", "・", "々*",
    ],
)  # fmt: skip
def test_a_hostile_query_finds_nothing_or_is_refused(index: Index, query: str) -> None:
    try:
        assert index.find(query, facets=["kind"]).total == 0
    except UsageError as error:
        assert str(error).startswith("search: ")


def test_one_index_answers_many_threads(index: Index) -> None:
    answers: list[list[str]] = []
    threads = [Thread(target=lambda: answers.append(works(index, "quantum"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [["W1", "W4", "W5"]] * 8


def test_a_folder_is_opened_once(base: Path, index: Index) -> None:
    assert open_index(base / "search") is index


def test_a_base_without_an_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="run `rashinban update`"):
        open_index(tmp_path / "search")
