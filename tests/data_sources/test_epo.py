"""EPO: DOCDB publications, names in two scripts, families with legal events, short forms, and the OPS service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from parsed_records import parsed
from provider import Answer, Asked, Provider, playing
from rashinban.data_sources import epo
from rashinban.data_sources.epo.fetch import docdb_path
from rashinban.errors import QuotaExhausted, SourceError, UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch

DATA = Path(__file__).parents[1] / "data" / "epo"
BIBLIO = DATA / "exchange_documents_original_and_docdb_names_categories.xml"
FAMILY = DATA / "family_with_legal_event_and_question.xml"


def test_a_publication() -> None:
    found = parsed(epo, BIBLIO)
    assert (found.counts, found.unknown) == ((1, 0), {})
    assert found.of("patents") == [
        {
            "patent_id": "US2012116137A1",
            "office": "US",
            "kind_code": "A1",
            "type": "application",
            "application_id": "US12942680",
            "family_id": "40000001",
            "title": "固体電池",
            "abstract": "A battery.",
            "language": "ja",
            "application_date": date(2010, 11, 9),
            "priority_date": date(2009, 11, 9),
            "publication_date": date(2012, 5, 10),
        }
    ]
    assert found.of("patent_texts", "kind", "language", "text") == [
        ("title", "ja", "固体電池"),
        ("title", "en", "Solid battery"),
        ("abstract", "en", "A battery."),
    ]
    assert found.of("patent_people", "role", "sequence", "name", "name_latin", "country_code") == [
        ("applicant", 1, "見本株式会社", "MIHON KK", "JP"),
        ("inventor", 1, "YAMADA TARO", None, "JP"),
        ("inventor", 2, "Suzuki, Hanako", None, None),
    ]
    # The application itself, among its priorities, is none.
    assert found.of("patent_priorities", "application_id", "date") == [("JP2009050328W", date(2009, 11, 9))]
    assert found.of("patent_classes", "scheme", "symbol", "is_inventive") == [
        ("ipc", "H01M10/0562", True),
        ("cpc", "H01M10/0562", True),
        ("uspc", "429/322", None),
    ]
    columns = ("cited_patent_id", "cited_work_id", "text", "category", "cited_by", "phase")
    phase = "international-search-report"
    assert found.of("patent_citations", *columns) == [
        ("EP0774969B8", None, None, "X,Y", "examiner", phase),
        (None, "doi:10.1000/glass.1", 'DOE J: "Glass", 10.1000/glass.1', "A", "examiner", phase),
    ]
    assert found.refused_values == [("patent_classes.scheme", "a scheme of classes that is not known here", "NEW")]


def test_a_member_of_a_family_is_a_short_form_with_its_events() -> None:
    found = parsed(epo, FAMILY)
    assert found.counts == (2, 0)
    assert found.of("patents") == []
    assert found.of("patents_mentions") == [
        {
            "patent_id": "EP1000000A1",
            "office": "EP",
            "kind_code": "A1",
            "type": "application",
            "application_id": "EP99203729",
            "family_id": "19768124",
            "application_date": date(1999, 11, 8),
            "priority_date": date(1998, 11, 12),
            "publication_date": date(2000, 5, 17),
        }
    ]
    assert found.of("patent_events") == [
        {
            "patent_id": "EP1000000A1",
            "position": 1,
            "code": "PG25",
            "text": "LAPSED IN A CONTRACTING STATE",
            "detail": "Country Code: DE; Effective DATE: 20031101",
            "date": date(2004, 1, 2),
        }
    ]
    assert found.unknown == {"family-member/legal/L777EP": 1}


def test_an_error_of_the_service_is_refused(tmp_path: Path) -> None:
    answer = tmp_path / "fault.xml"
    answer.write_text('<fault xmlns="http://ops.epo.org"><code>SERVER.EntityNotFound</code></fault>', encoding="utf-8")
    assert parsed(epo, answer).reasons == ["no publication in it: an error, or no answer of OPS"]


@pytest.mark.shared
def test_the_published_answers(shared: Path) -> None:
    counts = {}
    for path in sorted((shared / "samples" / "epo_ops").glob("*.xml")):
        found = parsed(epo, path)
        assert (found.unknown, found.refused_values) == ({}, [])
        counts[path.name] = found.counts
    assert counts == {
        "family_fixtures_family_input.xml": (7, 0),
        "legal_fixtures_example_3.xml": (2, 0),
        "published_fixtures_ep1000000_abstract_result.xml": (1, 0),
        "published_test_biblio_example_3.xml": (1, 0),
        "published_test_biblio_example_4.xml": (1, 0),
        "published_test_image_example.xml": (2, 0),
        "search_example.xml": (15, 0),
    }


# --- Open Patent Services ------------------------------------------------------------------------------


class Ops:
    """OPS as it is played: tokens that end after some uses, and what each path answers."""

    def __init__(self, provider: Provider) -> None:
        self.provider, self.tokens, self.uses = provider, 0, 0
        self.lasts = 1000
        provider.routes["/auth/accesstoken"] = self.token

    def token(self, asked: Asked) -> Answer:
        assert asked.headers["Authorization"] == "Basic bXkta2V5Om15LXNlY3JldA=="  # my-key:my-secret
        assert asked.form == {"grant_type": "client_credentials"}
        self.tokens, self.uses = self.tokens + 1, 0
        return Answer(body=b'{"access_token": "token-%d", "expires_in": "1199"}' % self.tokens)

    def gives(self, path: str, body: bytes, **headers: str) -> None:
        def route(asked: Asked) -> Answer:
            if asked.headers.get("Authorization") != f"Bearer token-{self.tokens}" or self.uses >= self.lasts:
                return Answer(400, b"<error><code>invalid_access_token</code></error>")
            self.uses += 1
            return Answer(200, body, {"X-RegisteredQuotaPerWeek-Used": "1500000", **headers})

        self.provider.routes[f"/rest-services/{path}"] = route


@pytest.fixture
def ops() -> Iterator[Ops]:
    with playing() as provider:
        yield Ops(provider)


def run(base: Path, ops: Ops, slept: list[float] | None = None, **selection: str) -> FetchReport:
    environment = {
        "RASHINBAN_EPO_OPS": ops.provider.url,
        "RASHINBAN_EPO_KEY": "my-key",
        "RASHINBAN_EPO_SECRET": "my-secret",
    }
    told = slept if slept is not None else []
    return fetch(base, "epo", selection=selection, environment=environment, sleep=told.append)


def test_a_publication_and_its_family(tmp_path: Path, ops: Ops) -> None:
    ops.gives("published-data/publication/docdb/EP.1000000.A1/biblio", BIBLIO.read_bytes())
    slow = {"X-Throttling-Control": "busy (images=green:100, inpadoc=yellow:20, other=green:1000)"}
    ops.gives("family/publication/docdb/EP.1000000.A1/legal", FAMILY.read_bytes(), **slow)
    ops.lasts = 1  # the second request needs another token
    slept: list[float] = []
    report = run(tmp_path, ops, slept, publication="EP 1000000 A1")
    assert report.notes == ("1.5 MB used this week",)
    assert [file.name for file in raw_files(tmp_path, "epo")] == [
        "EP1000000A1/biblio.xml",
        "EP1000000A1/family-legal.xml",
    ]
    assert ops.tokens == 2
    assert 3.0 in slept  # 60 seconds / 20 requests


def test_no_token_or_secret_is_stored(tmp_path: Path, ops: Ops) -> None:
    ops.gives("published-data/publication/docdb/EP.1000000.A1/biblio", BIBLIO.read_bytes())
    ops.gives("family/publication/docdb/EP.1000000.A1/legal", FAMILY.read_bytes())
    run(tmp_path, ops, publication="EP1000000A1")
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(word in stored for word in (b"my-key", b"my-secret", b"token-1"))


def test_a_search_is_fetched_a_hundred_at_a_time(tmp_path: Path, ops: Ops) -> None:
    document = b'<exchange-document country="EP" doc-number="1" kind="A1"/>'
    page = b'<ops:biblio-search total-result-count="150">%s</ops:biblio-search>'
    sizes = {"1-100": 100, "101-200": 50}

    def route(asked: Asked) -> Answer:
        return Answer(200, page % (document * sizes[asked.query["Range"]]))

    ops.provider.routes["/rest-services/published-data/search/biblio"] = route
    report = run(tmp_path, ops, query="ti=battery")
    assert (report.files, report.notes) == (2, ("150 publications of 150 found",))
    assert [asked.query for asked in ops.provider.asked[1:]] == [
        {"q": "ti=battery", "Range": "1-100"},
        {"q": "ti=battery", "Range": "101-200"},
    ]


def test_a_quota_that_is_used_up_is_said(tmp_path: Path, ops: Ops) -> None:
    rejected = Answer(
        403, b"", {"X-Rejection-Reason": "RegisteredQuotaPerWeek", "X-RegisteredQuotaPerWeek-Used": "4000000000"}
    )
    ops.provider.routes["/rest-services/"] = lambda _: rejected
    with pytest.raises(QuotaExhausted, match=r"RegisteredQuotaPerWeek \(4000000000 bytes used this week\)"):
        run(tmp_path, ops, publication="EP1000000A1")


def test_what_is_wrong_is_said(tmp_path: Path, ops: Ops) -> None:
    with pytest.raises(UsageError, match="add the kind of document"):
        run(tmp_path, ops, publication="EP1000000")
    with pytest.raises(UsageError, match="say what to fetch"):
        run(tmp_path, ops)
    with pytest.raises(SourceError, match="OPS has none of EP1000000A1"):
        run(tmp_path, ops, publication="EP1000000A1")
    with pytest.raises(SourceError, match="RASHINBAN_EPO_KEY"):
        fetch(tmp_path, "epo", selection={"query": "ti=x"}, environment={}, sleep=lambda _: None)
    ops.provider.routes["/auth/accesstoken"] = lambda _: Answer(401, b"my-secret is wrong")
    with pytest.raises(SourceError, match=r"the id and password are not taken \(answer 401\)") as told:
        run(tmp_path, ops, publication="EP1000000A1")
    assert "my-secret" not in str(told.value)


def test_numbers_in_addresses() -> None:
    asked = ("EP1000000A1", "US2012116137A1", "WO2012123456A1", "WO1996004913A1", "WO2002014184A1", "WO2003022060A1")
    told = ["EP.1000000.A1", "US.2012116137.A1", "WO.2012123456.A1", "WO.9604913.A1", "WO.0214184.A1", "WO.03022060.A1"]
    assert [docdb_path(each) for each in asked] == told
