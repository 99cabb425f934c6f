"""Fetching OpenAlex: the questions of a selection, the quota, resuming after anything, and the public bucket."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.data_sources.openalex.fetch import quota
from rashinban.data_sources.openalex.selection import from_bucket, questions
from rashinban.errors import QuotaExhausted, SourceError, UsageError
from rashinban.snapshots.draft import Progress
from rashinban.snapshots.manifest import raw_files, snapshots
from rashinban.stages.fetch import FetchReport, fetch

KEY = "secret-key"
WORKS: list[dict[str, object]] = [{"id": f"https://openalex.org/W{n}"} for n in range(1, 8)]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with playing() as played:
        played.paged("/works", WORKS)
        yield played


def environment(provider: Provider, key: str = KEY) -> dict[str, str]:
    return {
        "RASHINBAN_OPENALEX_KEY": key,
        "RASHINBAN_MAILTO": "me@example.org",
        "RASHINBAN_OPENALEX_API": provider.url,
        "RASHINBAN_OPENALEX_BUCKET": provider.url + "/bucket/",
    }


def fetch_works(base: Path, provider: Provider, key: str = KEY, **more: object) -> FetchReport:
    return fetch(
        base,
        "openalex",
        selection={"country": "JP", "years": "2020..2021"},
        environment=environment(provider, key),
        sleep=lambda _: None,
        **more,  # type: ignore[arg-type]
    )


def fetched_ids(base: Path) -> list[str]:
    return [
        record["id"].removeprefix("https://openalex.org/")
        for file in raw_files(base, "openalex")
        for record in json.loads(gzip.decompress(file.path.read_bytes()))["results"]
    ]


ALL = [f"W{n}" for n in range(1, 8)]


def asked(selection: dict[str, object]) -> list[str]:
    return [
        f"{question.url.rpartition('/')[2]} {question.parameters.get('filter', '')}".strip()
        for question in questions(selection, "https://api")
    ]


def test_each_word_is_a_filter() -> None:
    assert asked({"topic": "T10020", "years": "2015..2024", "types": "article|review"}) == [
        "works primary_topic.id:T10020,type:article|review,"
        "from_publication_date:2015-01-01,to_publication_date:2024-12-31"
    ]
    assert asked({"field": "17", "country": "jp|UK", "years": "2020"}) == [
        "works primary_topic.field.id:17,authorships.countries:JP|GB,"
        "from_publication_date:2020-01-01,to_publication_date:2020-12-31"
    ]
    assert asked({"subfield": ["1702", "1707"], "funder": "https://openalex.org/F4320334764"}) == [
        "works primary_topic.subfield.id:1702|1707,funders.id:F4320334764"
    ]
    assert asked({"award": "G12", "author": "A5", "source": "s7"}) == [
        "works awards.id:G12,authorships.author.id:A5,primary_location.source.id:S7"
    ]
    assert asked({"award": "JP19KK0341"}) == ["works awards.funder_award_id:JP19KK0341"]
    assert asked({"entity": "institutions", "country": "JP"}) == ["institutions country_code:JP"]
    assert asked({"entity": "topics"}) == ["topics"]
    assert asked({"entity": "topics|funders"}) == ["topics", "funders"]


def test_values_of_two_forms_are_two_questions() -> None:
    assert asked({"institution": "I1|https://ror.org/057zh3y96", "country": "JP"}) == [
        "works authorships.institutions.id:I1,authorships.countries:JP",
        "works authorships.institutions.ror:057zh3y96,authorships.countries:JP",
    ]
    assert asked({"ids": ["W1", "https://doi.org/10.1000/ABC", "12345"]}) == [
        "works ids.openalex:W1",
        "works doi:10.1000/abc",
        "works pmid:12345",
    ]


def test_ids_go_in_hundreds_and_long_ones_in_fewer() -> None:
    ids = [f"W{n}" for n in range(1, 251)]
    batches = [question.partition(":")[2].split("|") for question in asked({"ids": ids})]
    assert [len(batch) for batch in batches] == [100, 100, 50]
    assert [each for batch in batches for each in batch] == ids
    dois = [f"10.1000/{'x' * 90}{n}" for n in range(50)]
    questions_of_dois = asked({"ids": dois})
    assert len(questions_of_dois) == 3
    assert max(map(len, questions_of_dois)) < 2100


def test_an_area_is_the_union_of_its_questions_each_narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    from rashinban.definitions import areas

    calls = [{"filter": "topics.id:T1|T2"}, {"search": '"quantum key distribution"'}]
    monkeypatch.setattr(areas, "openalex_filters", lambda area: calls if area == "jp20-09" else [])
    first, second = questions({"area": "jp20-09", "years": "2020", "country": "JP"}, "https://api")
    narrowed = "authorships.countries:JP,from_publication_date:2020-01-01,to_publication_date:2020-12-31"
    assert first.parameters == {"filter": f"topics.id:T1|T2,{narrowed}", "per_page": "100"}
    assert second.parameters == {
        "filter": narrowed,
        "search": '"quantum key distribution"',
        "per_page": "100",
    }
    assert (first.stream, second.stream) == ("works/query-001", "works/query-002")


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        ({"land": "JP"}, "selection 'land' is not known; known are area, topic"),
        ({"entity": "journals"}, "entity 'journals' is not known; known are works, authors"),
        ({"entity": "topics", "country": "JP"}, "topics cannot be selected by country; known are domain"),
        ({"country": "Japan"}, "country 'Japan' is not known; it takes country of an author's affiliation"),
        ({"topic": "10020|"}, "a value is missing"),
        ({"topic": "W1"}, "topic 'W1' is not known"),
        ({"topic": "T1", "years": "2024..2015"}, "the first comes after the last"),
        ({"topic": "T1", "years": "2202"}, "year outside 1000..2050"),
        ({"years": "2020"}, "all works are too many for the API; name an area, country, ids..., or use bucket"),
        ({"entity": "authors"}, "all authors are too many"),
        ({"ids": "10.1000/a,b"}, "OpenAlex ends a filter at a comma"),
        ({"topic": "T1", "since": "2026-01-01"}, "`since` belongs to `bucket`"),
        ({"bucket": True, "topic": "T1"}, "the public bucket holds whole entities: it takes no topic"),
        ({"bucket": "perhaps"}, "bucket 'perhaps' is neither yes nor no"),
    ],
)
def test_wrong_selections_name_the_known_words(selection: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        if not from_bucket(selection):
            questions(selection, "https://api")
    assert message in str(caught.value)


def test_all_pages_are_kept_as_they_came(tmp_path: Path, provider: Provider) -> None:
    seen: list[Progress] = []
    report = fetch_works(tmp_path, provider, progress=seen.append)
    assert fetched_ids(tmp_path) == ALL
    assert report.files == 4
    assert report.notes == (
        "7 records of 7 that OpenAlex counted, in 4 pages",
        "996 of 1,000 credits left today, full again in 2.0 h",
    )
    assert [(each.done, each.total, each.note[:12]) for each in seen] == [
        (2, 7, "999 of 1,000"),
        (4, 7, "998 of 1,000"),
        (6, 7, "997 of 1,000"),
        (7, 7, "996 of 1,000"),
    ]
    assert provider.asked[0].query == {
        "filter": "authorships.countries:JP,from_publication_date:2020-01-01,to_publication_date:2021-12-31",
        "per_page": "100",
        "cursor": "*",
    }
    (manifest,) = snapshots(tmp_path, "openalex")
    assert manifest.selection == {"country": "JP", "years": "2020..2021"}
    assert manifest.files[1].source.endswith("per_page=100&cursor=after-2")


def test_the_key_is_written_nowhere(tmp_path: Path, provider: Provider) -> None:
    fetch_works(tmp_path, provider)
    provider.faults = [Answer(400, f'{{"message": "bad {KEY}"}}'.encode())]
    with pytest.raises(SourceError) as caught:
        fetch_works(tmp_path / "other", provider)
    assert KEY not in str(caught.value)
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert not any(KEY.encode() in data or b"me@example.org" in data for data in written)
    assert not any(KEY in str(each.query) for each in provider.asked)


def test_without_or_with_a_wrong_key_the_way_to_one_is_said(tmp_path: Path, provider: Provider) -> None:
    for key in ("", "wrong"):
        with pytest.raises(SourceError, match=r"get a free key at https://openalex.org/settings/api and set RASHINBAN"):
            fetch_works(tmp_path, provider, key)


def test_faults_on_the_way_do_no_harm(tmp_path: Path, provider: Provider) -> None:
    provider.faults = [
        Answer(429, b"{}", {"Retry-After": "2", "X-RateLimit-Remaining": "900"}),
        None,
        Answer(503),
        Answer(403),
        Answer(200, b'{"meta": {"count": 7}, "resu' * 99, cut=50),
    ]
    fetch_works(tmp_path, provider)
    assert fetched_ids(tmp_path) == ALL


def test_a_used_up_quota_keeps_the_pages_and_the_next_day_continues(tmp_path: Path, provider: Provider) -> None:
    provider.paged("/works", WORKS, credits=2)
    with pytest.raises(QuotaExhausted) as caught:
        fetch_works(tmp_path, provider)
    assert str(caught.value) == (
        "today's OpenAlex allowance is used up (0 of 1,000 credits left today, full again in 2.0 h); "
        "4 records are kept, the same command continues"
    )
    assert snapshots(tmp_path, "openalex") == []
    provider.paged("/works", WORKS)
    report = fetch_works(tmp_path, provider)
    assert fetched_ids(tmp_path) == ALL
    assert report.notes[1] == "continued an earlier fetch, of which 2 pages were there"
    assert [each.query["cursor"] for each in provider.asked] == ["*", "after-2", "after-4", "after-4", "after-6"]


def test_fresh_begins_anew(tmp_path: Path, provider: Provider) -> None:
    provider.paged("/works", WORKS, credits=2)
    with pytest.raises(QuotaExhausted):
        fetch_works(tmp_path, provider)
    provider.paged("/works", WORKS)
    fetch_works(tmp_path, provider, fresh=True)
    assert provider.asked[3].query["cursor"] == "*"
    assert fetched_ids(tmp_path) == ALL


def test_a_fetch_killed_on_the_way_has_each_page_once_in_the_end(tmp_path: Path, provider: Provider) -> None:
    answering = provider.routes["/works"]
    third, go_on = threading.Event(), threading.Event()

    def stuck(request: Asked) -> Answer:
        if request.query["cursor"] == "after-4":
            third.set()
            go_on.wait(30)
        return answering(request)

    provider.routes["/works"] = stuck
    script = (
        "import sys; from pathlib import Path; from rashinban.stages.fetch import fetch; "
        "fetch(Path(sys.argv[1]), 'openalex', selection={'country': 'JP', 'years': '2020..2021'})"
    )
    process = subprocess.Popen([sys.executable, "-c", script, tmp_path], env=os.environ | environment(provider))
    try:
        assert third.wait(60)
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL
    finally:
        process.kill()
        go_on.set()
    before = len(provider.asked)
    fetch_works(tmp_path, provider)
    assert [each.query["cursor"] for each in provider.asked[before:]] == ["after-4", "after-6"]
    assert fetched_ids(tmp_path) == ALL
    folder = tmp_path / "raw" / "openalex"
    assert [path.name for path in folder.iterdir()] == [snapshots(tmp_path, "openalex")[0].snapshot]


def test_a_provider_that_repeats_a_cursor_is_stopped(tmp_path: Path, provider: Provider) -> None:
    page = {"meta": {"count": 9, "next_cursor": "again"}, "results": [{"id": "https://openalex.org/W1"}]}
    provider.routes["/works"] = lambda _: Answer(body=json.dumps(page).encode())
    with pytest.raises(SourceError, match="gave a cursor that it had given before"):
        fetch_works(tmp_path, provider)
    assert len(provider.asked) == 2


def test_nothing_that_matches_is_said(tmp_path: Path, provider: Provider) -> None:
    provider.paged("/works", [])
    with pytest.raises(SourceError, match="openalex: nothing matches country JP, years 2020..2021"):
        fetch_works(tmp_path, provider)
    assert list((tmp_path / "raw" / "openalex").iterdir()) == []


def test_an_answer_that_is_no_list_is_said(tmp_path: Path, provider: Provider) -> None:
    provider.faults = [Answer(body=b"<html>maintenance</html>")]
    with pytest.raises(SourceError, match="not a list of records"):
        fetch_works(tmp_path, provider)


def test_author_lists_that_the_api_cuts_are_counted(tmp_path: Path, provider: Provider) -> None:
    middle = {"author_position": "middle"}
    provider.paged(
        "/works",
        [
            {"id": "https://openalex.org/W1", "authorships": [middle] * 100},
            {"id": "https://openalex.org/W2", "authorships": [middle] * 99 + [{"author_position": "last"}]},
            {"id": "https://openalex.org/W3", "authorships": [middle] * 100, "is_authors_truncated": True},
        ],
    )
    assert fetch_works(tmp_path, provider).notes[1].startswith("2 works have more than 100 authors")


def test_the_quota_can_be_asked_for(provider: Provider) -> None:
    limits: dict[str, object] = {"credits_limit": 10000, "credits_remaining": 9876}
    provider.routes["/rate-limit"] = lambda _: Answer(body=json.dumps({"rate_limit": limits}).encode())
    assert quota(environment(provider)) == "9,876 of 10,000 credits left today"
    limits = {"daily_budget_usd": 1, "daily_remaining_usd": 0.75}
    assert quota(environment(provider)) == "0.75 of 1 US dollars left today"
    assert provider.asked[-1].headers["Authorization"] == f"Bearer {KEY}"


def part(*ids: str) -> bytes:
    return gzip.compress("".join(f'{{"id": "https://openalex.org/{each}"}}\n' for each in ids).encode(), mtime=0)


def listed(*keys: str) -> bytes:
    return json.dumps({"files": [{"url": f"s3://openalex/{key}"} for key in keys]}).encode()


NEW = {
    "data/jsonl/topics/updated_date=2026-01-10/part_0000.gz": part("T1"),
    "data/jsonl/topics/updated_date=2026-06-24/part_0000.gz": part("T2"),
    "data/jsonl/topics/updated_date=2026-06-24/part_0001.gz": part("T3"),
    "legacy-data/merged_ids/topics/2025-01-01.csv.gz": gzip.compress(b"merge_date,id,merge_into_id\n", mtime=0),
    "legacy-data/merged_ids/topics/2026-02-01.csv.gz": gzip.compress(b"merge_date,id,merge_into_id\n\n", mtime=0),
    "data/jsonl/topics-of-others/updated_date=2026-06-24/part_0000.gz": part("T9"),
}
MANIFEST = {"data/jsonl/topics/manifest.json": listed(*[key for key in NEW if key.startswith("data/jsonl/topics/")])}


def fetch_bucket(base: Path, provider: Provider, **more: object) -> list[str]:
    fetch(
        base,
        "openalex",
        selection={"bucket": "yes", "entity": "topics", **more},
        environment=environment(provider, key=""),
        sleep=lambda _: None,
    )
    return [file.name for file in raw_files(base, "openalex")]


def test_whole_entities_come_from_the_bucket_without_a_key(tmp_path: Path, provider: Provider) -> None:
    provider.bucket("/bucket/", NEW | MANIFEST)
    assert fetch_bucket(tmp_path, provider) == [
        "merged_ids/topics/2025-01-01.csv.gz",
        "merged_ids/topics/2026-02-01.csv.gz",
        "topics/updated_date=2026-01-10/part_0000.gz",
        "topics/updated_date=2026-06-24/part_0000.gz",
        "topics/updated_date=2026-06-24/part_0001.gz",
    ]
    assert raw_files(tmp_path, "openalex")[2].path.read_bytes() == part("T1")
    assert not any("Authorization" in each.headers for each in provider.asked)


def test_since_takes_only_the_newer_parts(tmp_path: Path, provider: Provider) -> None:
    provider.bucket("/bucket/", NEW | MANIFEST)
    assert fetch_bucket(tmp_path, provider, since="2026-02-01") == [
        "merged_ids/topics/2026-02-01.csv.gz",
        "topics/updated_date=2026-06-24/part_0000.gz",
        "topics/updated_date=2026-06-24/part_0001.gz",
    ]
    with pytest.raises(SourceError, match="nothing changed on or after 2026-07-01"):
        fetch_bucket(tmp_path / "later", provider, since="2026-07-01")
    with pytest.raises(UsageError, match="since '2026-07': date without a day; write 2026-06-24"):
        fetch_bucket(tmp_path / "wrong", provider, since="2026-07")


def test_the_layout_before_2026_is_read_too(tmp_path: Path, provider: Provider) -> None:
    provider.bucket(
        "/bucket/",
        {
            "data/topics/updated_date=2025-01-10/part_000.gz": part("T1"),
            "data/topics/manifest": json.dumps(
                {"entries": [{"url": "s3://openalex/data/topics/updated_date=2025-01-10/part_000.gz", "meta": {}}]}
            ).encode(),
            "data/merged_ids/topics/2024-01-01.csv.gz": part(),
        },
    )
    assert fetch_bucket(tmp_path, provider) == [
        "merged_ids/topics/2024-01-01.csv.gz",
        "topics/updated_date=2025-01-10/part_000.gz",
    ]


def test_a_release_that_is_being_uploaded_is_not_taken(tmp_path: Path, provider: Provider) -> None:
    provider.bucket("/bucket/", NEW)
    with pytest.raises(SourceError, match="has no manifest: its release is being uploaded"):
        fetch_bucket(tmp_path, provider)
    coming = "data/jsonl/topics/updated_date=2026-06-25/part_0000.gz"
    provider.bucket("/bucket/", NEW | {"data/jsonl/topics/manifest.json": listed(coming)})
    with pytest.raises(SourceError, match="is in the manifest and not in the bucket"):
        fetch_bucket(tmp_path, provider)
    provider.bucket("/bucket/", {"data/jsonl/topics/readme": b""})
    provider.routes = {path: route for path, route in provider.routes.items() if not path.endswith(".gz")}
    with pytest.raises(SourceError, match="holds no parts of topics"):
        fetch_bucket(tmp_path, provider)


def test_an_interrupted_download_from_the_bucket_continues(tmp_path: Path, provider: Provider) -> None:
    provider.bucket("/bucket/", NEW | MANIFEST, page=100)
    last = "/bucket/data/jsonl/topics/updated_date=2026-06-24/part_0001.gz"
    whole = provider.routes[last]
    provider.routes[last] = lambda _: Answer(404, b"")
    with pytest.raises(SourceError, match="answer 404"):
        fetch_bucket(tmp_path, provider)
    provider.routes[last] = whole
    before = len(provider.asked)
    assert len(fetch_bucket(tmp_path, provider)) == 5
    assert [each.path for each in provider.asked[before:] if each.path.endswith(".gz")] == [last]
