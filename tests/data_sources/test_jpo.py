"""JPO API: numbers with eras, several answers about one application, single answers, statuses within a success."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from parsed_records import Parsed, parsed
from provider import Answer, Asked, Provider, playing
from rashinban.data_sources import jpo
from rashinban.errors import QuotaExhausted, SourceError, UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch

DATA = Path(__file__).parents[1] / "data" / "jpo"
PROGRESS = DATA / "progress_utility_model_priority_pct_division.json"
CITED = DATA / "cite_doc_info_era_digits_and_text.json"
REGISTRATION = DATA / "registration_info_new_owner.json"
NOTHING = DATA / "no_data.json"
DESIGN = DATA / "design_without_publication_unknown_field.json"
REFERENCE = "山田太郎, 電池, 見本誌, 20150101, 3巻, 1-10"


def bundle(tmp_path: Path) -> Parsed:
    questions = {"app_progress": PROGRESS, "cite_doc_info": CITED, "registration_info": REGISTRATION, "x": NOTHING}
    answers = {name: json.loads(path.read_text(encoding="utf-8")) for name, path in questions.items()}
    file = tmp_path / "2020100001.json"
    file.write_text(json.dumps({"application": "2020100001", "right": "patent", "answers": answers}), encoding="utf-8")
    return parsed(jpo, file)


def test_the_answers_about_one_application_are_one_record(tmp_path: Path) -> None:
    found = bundle(tmp_path)
    assert (found.counts, found.unknown) == ((1, 0), {})
    assert found.of("patents") == [
        {
            "patent_id": "JP2021100001A",  # 503100001: Reiwa 3 = 2018 + 3
            "office": "JP",
            "kind_code": "A",
            "type": "application",
            "application_id": "JP2020100001",
            "title": "見本の製造方法",
            "language": "ja",
            "application_date": date(2020, 6, 10),
            "priority_date": date(2019, 6, 20),
            "publication_date": date(2021, 7, 8),
            "grant_date": date(2024, 6, 7),
            "registration_number": "7500001",
            "claims_count": 5,
            "status": "00",
            "updated_date": "2024-06-21",
        }
    ]
    assert found.of("patent_people", "role", "name", "identifier") == [
        ("applicant", "見本株式会社", "000000001"),
        ("agent", "渡辺　一郎", "100000001"),
        ("owner", "見本ホールディングス株式会社", "000000002"),
    ]
    assert found.of("patent_priorities", "relation", "application_id", "date") == [
        ("priority", "US62359703", date(2019, 6, 20)),
        ("priority", "JP2019210418U", date(2019, 11, 21)),
        ("division", "JP2018100001", date(2018, 6, 10)),
        ("pct", "JP2019044870W", None),
    ]
    assert found.of("patent_citations", "cited_patent_id", "text", "cited_by", "phase") == [
        ("JPH0487383A", None, "examiner", "19"),
        (None, "XYZ ??", "examiner", "19"),
        (None, REFERENCE, "examiner", "19"),
    ]
    assert found.of("patent_events", "code", "text", "date", "detail") == [
        ("A131", "拒絶理由通知書", date(2024, 2, 27), None),
        ("A01", "特許査定", None, None),
        (None, "査定日", date(2024, 5, 20), None),
        (None, "登録日", date(2024, 6, 7), None),
        (None, "次期年金納付期限", date(2027, 6, 7), "最終納付年分 03"),
        (None, "存続期間満了年月日", date(2040, 6, 10), None),
    ]
    assert found.of("patent_identifiers", "scheme", "identifier") == [
        ("registration", "7500001"),
        ("application", "JP2020100001"),
        ("publication", "WO2020123456"),
    ]
    assert [(column, value) for column, _, value in found.refused_values] == [
        ("patent_people.role", "9"),
        ("patent_citations.cited_patent_id", "XYZ ??"),
        ("patent_events.date", "20240230"),
    ]


def test_an_answer_that_names_the_application_alone_stands_under_its_number() -> None:
    found = parsed(jpo, CITED)
    assert (found.counts, found.of("patents")) == ((1, 0), [])
    assert found.of("patents_mentions", "patent_id", "application_id") == [("application:JP2020100001", "JP2020100001")]
    assert set(found.of("patent_citations", "patent_id")) == {"application:JP2020100001"}


def test_the_simple_form_of_the_progress_does_not_stand_in_for_the_whole(tmp_path: Path) -> None:
    answer = json.loads(PROGRESS.read_text(encoding="utf-8"))
    for left_out in ("priorityRightInformation", "parentApplicationInformation", "divisionalApplicationInformation"):
        del answer["result"]["data"][left_out]
    (tmp_path / "simple.json").write_text(json.dumps(answer), encoding="utf-8")
    found = parsed(jpo, tmp_path / "simple.json")
    assert (found.of("patents"), found.of("patents_mentions", "patent_id")) == ([], ["JP2021100001A"])


@pytest.mark.parametrize(
    ("international", "patent_id"), [("", "JP7500001B1"), ("WO2020123456", "application:JP2020100001")]
)
def test_a_right_granted_before_any_publication_goes_by_its_number(
    tmp_path: Path, international: str, patent_id: str
) -> None:
    """With an international publication nobody says which kind the gazette of the grant had."""
    answer = json.loads(PROGRESS.read_text(encoding="utf-8"))
    changed = {"publicationNumber": "", "publicationDate": "", "internationalPublicationNumber": international}
    answer["result"]["data"] |= changed
    (tmp_path / "early.json").write_text(json.dumps(answer), encoding="utf-8")
    assert parsed(jpo, tmp_path / "early.json").of("patents", "patent_id") == [patent_id]


def test_a_design_goes_by_its_right() -> None:
    found = parsed(jpo, DESIGN)
    assert found.of("patents", "patent_id", "type", "application_id", "grant_date") == [
        ("JP1700002S", "design", "JP2021000002F", date(2021, 9, 1))
    ]
    assert found.of("patent_classes", "scheme", "symbol") == [("jp-design", "E2112")]
    assert found.unknown == {"answer.result.data.somethingNew": 1}


def test_no_data_and_documents_are_refused_with_the_reason(tmp_path: Path) -> None:
    assert parsed(jpo, NOTHING).reasons == ["the office answers with no data (107)"]
    with zipfile.ZipFile(tmp_path / "documents.zip", "w") as archive:
        archive.writestr("2020100001-A131.xml", '<?xml version="1.0" encoding="Shift_JIS"?><a>通知</a>'.encode("cp932"))
    assert parsed(jpo, tmp_path / "documents.zip").reasons == ["a document of the office's file: no table has its text"]


@pytest.mark.shared
def test_the_recorded_answers(shared: Path) -> None:
    counts, why = {}, []
    for path in sorted((shared / "samples" / "jpo_api").glob("*.json")):
        found = parsed(jpo, path)
        assert (found.unknown, found.refused_values) == ({}, [])
        counts[path.name] = found.counts
        why += found.reasons
    assert (len(counts), sum(kept for kept, _ in counts.values())) == (16, 11)
    assert sorted(why) == [
        "a trademark, which is no patent",
        "an answer about a person's code: it names no application",
        "an answer about a person's code: it names no application",
        "the office answers with no data (107)",
        "the office answers with no data (107)",
    ]
    cited = parsed(jpo, shared / "samples" / "jpo_api" / "api_patent_v1_cite_doc_info_2020123456.json")
    assert cited.of("patent_citations", "cited_patent_id") == [
        *("JP2002233033A", "JP2004064039A", "JPH0487383A", "JPS6046093A", "JPH08167522A", "JPH0974283A"),
        *("JP2002233033A", "JP2004064039A", "JPH0487383A", "JPS6046093A", "JPH08167522A", "JPH0974283A"),
        "JP2003248131A",
    ]


# --- the API --------------------------------------------------------------------------------------------


@pytest.fixture
def office() -> Iterator[Provider]:
    with playing() as provider:

        def token(asked: Asked) -> Answer:
            assert asked.form == {"grant_type": "password", "username": "my-id", "password": "my-word"}
            count = sum(each.path == "/auth/token" for each in provider.asked)
            return Answer(body=b'{"access_token": "token-%d", "expires_in": 3600}' % count)

        provider.routes["/auth/token"] = token
        for question, file in (
            ("app_progress", PROGRESS),
            ("registration_info", REGISTRATION),
            ("cite_doc_info", CITED),
            ("jpp_fixed_address", NOTHING),
        ):
            gives(provider, question, file.read_bytes())
        yield provider


def gives(provider: Provider, question: str, *bodies: bytes) -> None:
    """What a question is answered with, one body after the other; the last one again and again."""
    left = list(bodies)

    def route(asked: Asked) -> Answer:
        assert asked.headers["Authorization"].startswith("Bearer token-")
        return Answer(200, left.pop(0) if len(left) > 1 else left[0])

    provider.routes[f"/api/patent/v1/{question}/"] = route


def status(code: str, message: str) -> bytes:
    said = {"result": {"statusCode": code, "errorMessage": message, "remainAccessCount": "", "data": {}}}
    return json.dumps(said, ensure_ascii=False).encode()


def run(base: Path, provider: Provider, slept: list[float] | None = None, **selection: str) -> FetchReport:
    environment = {"RASHINBAN_JPO_API": provider.url, "RASHINBAN_JPO_ID": "my-id", "RASHINBAN_JPO_PASSWORD": "my-word"}
    told = slept if slept is not None else []
    return fetch(base, "jpo", selection=selection, environment=environment, sleep=told.append)


def test_an_application_is_fetched_as_it_was_answered(tmp_path: Path, office: Provider) -> None:
    slept: list[float] = []
    report = run(tmp_path, office, slept, application="2020-100001")
    assert report.notes == (
        "left today: app_progress 399, registration_info 199, cite_doc_info 49, jpp_fixed_address 199",
    )
    (file,) = raw_files(tmp_path, "jpo")
    assert file.name == "patent/2020100001.json"
    assert PROGRESS.read_bytes().strip() in file.path.read_bytes()
    assert parsed(jpo, file.path).of("patents", "patent_id") == ["JP2021100001A"]
    assert [asked.path for asked in office.asked] == [
        "/auth/token",
        *(f"/api/patent/v1/{each}/2020100001" for each in ("app_progress", "registration_info")),
        *(f"/api/patent/v1/{each}/2020100001" for each in ("cite_doc_info", "jpp_fixed_address")),
    ]
    # Ten a minute: six seconds from one request to the next.
    assert all(5 < wait <= 30 for wait in slept)
    assert len(slept) == 4
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(word in stored for word in (b"my-id", b"my-word", b"token-1"))


def test_a_days_allowance_that_is_used_up_is_said_and_the_fetch_goes_on_later(tmp_path: Path, office: Provider) -> None:
    used_up = status("203", "1日のアクセス上限を超過したため閲覧を制限します。")
    gives(office, "cite_doc_info", CITED.read_bytes(), used_up)
    with pytest.raises(QuotaExhausted) as told:
        run(tmp_path, office, application="2020100001,2020100002")
    assert "cite_doc_info: 1日のアクセス上限" in str(told.value)
    assert "50 times a day" in str(told.value)
    assert "1 applications are kept" in str(told.value)
    gives(office, "cite_doc_info", CITED.read_bytes())
    before = len(office.asked)
    run(tmp_path, office, application="2020100001,2020100002")
    assert {asked.path.rpartition("/")[2] for asked in office.asked[before:]} == {"token", "2020100002"}


def test_a_token_that_is_over_and_a_busy_moment_are_overcome(tmp_path: Path, office: Provider) -> None:
    gives(office, "app_progress", status("210", "無効なトークンです。"), status("303", "混雑"), PROGRESS.read_bytes())
    run(tmp_path, office, application="2020100001")
    assert sum(asked.path == "/auth/token" for asked in office.asked) == 2


def test_what_is_wrong_is_said(tmp_path: Path, office: Provider) -> None:
    with pytest.raises(UsageError, match="say which applications"):
        run(tmp_path, office)
    with pytest.raises(UsageError, match="not the number of a Japanese application"):
        run(tmp_path, office, application="12")
    with pytest.raises(UsageError, match="patent or design"):
        run(tmp_path, office, application="2020100001", right="trademark")
    with pytest.raises(SourceError, match="RASHINBAN_JPO_ID"):
        fetch(tmp_path, "jpo", selection={"application": "2020100001"}, environment={}, sleep=lambda _: None)
    gives(office, "app_progress", NOTHING.read_bytes())
    with pytest.raises(SourceError, match="the office has no data of 2020100001"):
        run(tmp_path, office, application="2020100001")
    gives(office, "app_progress", status("204", "パラメーターの入力された値に問題があります。"))
    with pytest.raises(SourceError, match="パラメーター"):
        run(tmp_path, office, application="2020100001")
