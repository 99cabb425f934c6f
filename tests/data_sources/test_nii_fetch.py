"""NII's searches: offsets, slices by fiscal year, answers of nothing, refused ids; the id is never kept."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots import nii
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch

SECRET = "Kx7sEcReT"


class Kaken:
    """A search with awards by fiscal year. `silent`: how many answers from now have no results."""

    def __init__(self, years: list[int]) -> None:
        self.years = years
        self.silent = 0

    def __call__(self, asked: Asked) -> Answer:
        query = asked.query
        if query.get("appid") != SECRET:
            return Answer(403, b"Invalid APPID")
        found = [year for year in self.years if int(query.get("s1", 0)) <= year <= int(query.get("s2", 9999))]
        if "kw" in query and query["kw"] not in ("研究", "波"):
            found = []
        if self.silent:
            self.silent -= 1
            found = []
        start, size = int(query["st"]) - 1, int(query["rw"])
        page = found[start : start + size]
        awards = "".join(f'<grantAward id="KAKENHI-PROJECT-{year}"></grantAward>' for year in page)
        body = f"<?xml version='1.0'?><grantAwards><totalResults>{len(found)}</totalResults>{awards}</grantAwards>"
        return Answer(body=body.encode())


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        yield played


def of_kaken(base: Path, provider: Provider, years: list[int], **selection: object) -> FetchReport:
    provider.routes["/opensearch/"] = Kaken(years)
    return again(base, provider, **selection)


def again(base: Path, provider: Provider, **selection: object) -> FetchReport:
    environment = {"RASHINBAN_KAKEN": f"{provider.url}/opensearch/", "RASHINBAN_CINII_APPID": SECRET}
    return fetch(base, "kaken", selection=selection, environment=environment, sleep=lambda _: None)


def asked(provider: Provider) -> list[tuple[str | None, ...]]:
    return [tuple(one.query.get(name) for name in ("kw", "s1", "s2", "st")) for one in provider.asked]


def test_pages_by_offset_and_the_id_is_in_no_file_or_address(tmp_path: Path, provider: Provider) -> None:
    report = of_kaken(tmp_path, provider, [2020] * 501 + [2021], query="波", from_fiscal_year="2020")
    assert report.notes == ("502 records of 502 that KAKEN counted, in 2 pages",)
    assert asked(provider) == [("波", "2020", None, "1"), ("波", "2020", None, "501")]
    assert {one.query["rw"] for one in provider.asked} == {"500"}
    files = raw_files(tmp_path, "kaken")
    assert [file.name for file in files] == [f"question-000001/page-00000{page}.xml.gz" for page in (1, 2)]
    assert gzip.decompress(files[1].path.read_bytes()).count(b"<grantAward ") == 2
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert SECRET.encode() not in kept


def test_more_results_than_one_question_gives_are_sliced_by_fiscal_year(
    tmp_path: Path, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("rashinban.data_sources.kaken.fetch"), "MOST", 3)
    report = of_kaken(
        tmp_path, provider, [2018, 2018, 2019, 2020, 2021, 2021], from_fiscal_year="2018", to_fiscal_year="2021"
    )
    assert report.notes == ("6 records of 6 that KAKEN counted, in 2 pages",)
    assert asked(provider) == [
        (None, "2018", "2021", "1"),
        (None, "2018", "2019", "1"),
        (None, "2020", "2021", "1"),
    ]
    assert [file.name for file in raw_files(tmp_path, "kaken")] == [
        "question-000001/2018-2019/page-000001.xml.gz",
        "question-000001/2020-2021/page-000001.xml.gz",
    ]


def test_one_year_with_too_many_results_cannot_be_sliced(
    tmp_path: Path, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("rashinban.data_sources.kaken.fetch"), "MOST", 3)
    with pytest.raises(SourceError, match="gives at most 3; ask for less"):
        of_kaken(tmp_path, provider, [2018] * 4, from_fiscal_year="2018", to_fiscal_year="2018")


def test_an_answer_of_nothing_is_asked_again(tmp_path: Path, provider: Provider) -> None:
    kaken = Kaken([2020])
    provider.routes["/opensearch/"] = kaken
    # The search is silent to the question, and to the certain question that proves it silent.
    kaken.silent = 2
    assert again(tmp_path, provider, query="波").notes == ("1 records of 1 that KAKEN counted, in 1 pages",)
    assert asked(provider) == [(word, None, None, "1") for word in ("波", "研究", "波")]


def test_silence_that_lasts_is_an_error_and_not_no_data(tmp_path: Path, provider: Provider) -> None:
    kaken = Kaken([2020])
    provider.routes["/opensearch/"] = kaken
    kaken.silent = 1000
    with pytest.raises(SourceError, match="answers with no results, as it does when it is asked too much"):
        again(tmp_path, provider, query="波")
    assert raw_files(tmp_path, "kaken") == []


def test_nothing_is_believed_once_a_certain_question_was_answered(tmp_path: Path, provider: Provider) -> None:
    with pytest.raises(SourceError, match="nothing matches query 無い"):
        of_kaken(tmp_path, provider, [2020], query="無い")
    assert asked(provider) == [(word, None, None, "1") for word in ("無い", "研究", "無い")]


def test_a_refused_id_says_where_to_get_one_and_is_not_in_the_message(tmp_path: Path, provider: Provider) -> None:
    provider.routes["/opensearch/"] = Kaken([2020])
    environment = {"RASHINBAN_KAKEN": f"{provider.url}/opensearch/", "RASHINBAN_CINII_APPID": "wrong-one"}
    with pytest.raises(SourceError, match="the application id is refused; get one at https://support.nii") as error:
        fetch(tmp_path, "kaken", selection={"query": "波"}, environment=environment, sleep=lambda _: None)
    assert "wrong-one" not in str(error.value)
    with pytest.raises(SourceError, match="KAKEN asks for an application id"):
        fetch(tmp_path, "kaken", selection={"query": "波"}, environment={})


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        ({}, "which projects"),
        ({"colour": "red"}, "selection 'colour' is not known"),
        ({"from_fiscal_year": "令和"}, "is not a year"),
        ({"from_fiscal_year": "2021", "to_fiscal_year": "2020"}, "from_fiscal_year 2021 is after to_fiscal_year 2020"),
    ],
)
def test_selections_that_are_none(
    tmp_path: Path, provider: Provider, selection: dict[str, object], reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        again(tmp_path, provider, **selection)


def test_jst_asks_for_the_records_of_jst(tmp_path: Path, provider: Provider) -> None:
    provider.routes["/opensearch/"] = Kaken([2021])
    environment = {"RASHINBAN_JST_GRANTS": f"{provider.url}/opensearch/", "RASHINBAN_CINII_APPID": SECRET}
    report = fetch(tmp_path, "jst_grants", selection={}, environment=environment, sleep=lambda _: None)
    assert report.notes == ("1 records of 1 that GRANTS counted, in 1 pages",)
    assert provider.asked[0].query == {
        "c8": "jst", "o1": "1", "format": "xml", "rw": "500", "st": "1", "appid": SECRET,
    }  # fmt: skip


def test_researchers_by_number_are_a_question_each(tmp_path: Path, provider: Provider) -> None:
    def route(asked: Asked) -> Answer:
        found = [{"id:person:erad": [asked.query["qm"]]}]
        return Answer(body=json.dumps({"totalResults": 1, "researchers": found}).encode())

    provider.routes["/opensearch/"] = route
    environment = {"RASHINBAN_NRID": f"{provider.url}/opensearch/", "RASHINBAN_CINII_APPID": SECRET}
    report = fetch(
        tmp_path, "nrid", selection={"number": "10000001|20000002"}, environment=environment, sleep=lambda _: None
    )
    assert report.notes == ("2 records of 2 that NRID counted, in 2 pages",)
    assert [one.query["qm"] for one in provider.asked] == ["10000001", "20000002"]
    assert [file.name for file in raw_files(tmp_path, "nrid")] == [
        f"question-00000{number}/page-000001.json.gz" for number in (1, 2)
    ]


def test_answers_that_are_none_are_asked_again(tmp_path: Path, provider: Provider) -> None:
    provider.routes["/opensearch/"] = Kaken([2020])
    provider.faults = [Answer(body=b"<html>maintenance</html>"), None]
    assert again(tmp_path, provider, query="波").notes == ("1 records of 1 that KAKEN counted, in 1 pages",)


def test_the_master_tables_are_seven_files(tmp_path: Path, provider: Provider) -> None:
    for table in ("agency", "category", "code", "country_name", "field", "institution", "review_section"):
        provider.file(f"/raw/{table}_master_kakenhi.xml", b"<x/>")
    environment = {"RASHINBAN_KAKEN_TABLES": f"{provider.url}/raw"}
    report = fetch(tmp_path, "kaken_tables", environment=environment, sleep=lambda _: None)
    assert report.notes == ("7 tables, 28 bytes",)
    with pytest.raises(UsageError, match="fetched whole"):
        fetch(tmp_path, "kaken_tables", selection={"x": 1}, environment=environment)


def test_halves_of_years_that_are_open_at_both_ends() -> None:
    question = nii.Question(stream="question-000001", url="", parameters={"o1": "1"})
    assert [part.parameters for part in nii.by_fiscal_years(question)] == [
        {"o1": "1", "s1": "1960", "s2": "2005"},
        {"o1": "1", "s1": "2006", "s2": "2050"},
    ]
    assert nii.by_fiscal_years(nii.Question(stream="x", url="", parameters={"qm": "1"})) == []
