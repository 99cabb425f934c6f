"""Fetching researchmap: a profile and each of its sections, page by page, in one file a person."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provider import Answer, Asked, Provider, playing
from rashinban.data_sources.researchmap import fetch as fetching
from rashinban.errors import SourceError, UsageError
from rashinban.snapshots.manifest import raw_files
from rashinban.stages.fetch import FetchReport, fetch
from rashinban.stages.parse import parse
from raw_base import parsed_rows


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    monkeypatch.setattr(fetching, "_PAGE", 2)
    with playing() as played:
        person = {
            "@id": f"{played.url}/yamada",
            "@type": "researchers",
            "permalink": "yamada",
            "rm:user_id": "R1",
            "family_name": {"ja": "山田"},
            "given_name": {"ja": "光"},
        }

        def route(asked: Asked) -> Answer:
            _, _, section = asked.path.removeprefix("/").partition("/")
            if not section:
                # As it comes: with blanks and line ends.
                return Answer(body=json.dumps(person, indent=4).encode())
            first = int(asked.query["start"])
            numbers = range(first, min(first + int(asked.query["limit"]), 6)) if section == "misc" else ()
            items = [{"rm:id": str(n), "rm:user_id": "R1", "paper_title": {"ja": f"第{n}"}} for n in numbers]
            if section == "books_etc":
                return Answer(404, b"{}")
            return Answer(
                body=json.dumps({"@id": f"{played.url}{asked.path}", "@type": section, "items": items}).encode()
            )

        played.routes["/yamada"] = route
        played.routes["/yamada/"] = route
        yield played


def get(base: Path, provider: Provider, permalink: object) -> FetchReport:
    environment = {"RASHINBAN_RESEARCHMAP": provider.url}
    return fetch(base, "researchmap", selection={"permalink": permalink}, environment=environment, sleep=lambda _: None)


def test_a_profile_is_one_file_and_one_record(tmp_path: Path, provider: Provider) -> None:
    report = get(tmp_path, provider, "https://researchmap.jp/yamada/|nobody")
    assert report.notes == ("1 profiles", "not there, or not public: nobody")
    asked = [(each.path, each.query.get("start")) for each in provider.asked]
    assert asked[0] == ("/yamada", None)
    assert [start for path, start in asked if path == "/yamada/misc"] == ["1", "3", "5"]
    assert [path for path, _ in asked[1:] if path != "/yamada/misc"] == [
        *(f"/yamada/{section}" for section in fetching.SECTIONS if section != "misc"),
        "/nobody",
    ]
    assert {each.query.get("limit") for each in provider.asked[1:-1]} == {"2"}
    (file,) = raw_files(tmp_path, "researchmap")
    assert file.name == "yamada.jsonl.gz"
    lines = gzip.decompress(file.path.read_bytes()).splitlines()
    assert [len(json.loads(line).get("items", [])) for line in lines] == [0, 2, 2, 1]
    parsed = parse(tmp_path, data_sources=["researchmap"], workers=1).sources["researchmap"]
    assert (parsed["records"], parsed["kept"], parsed["unknown_fields"]) == (1, 1, {})
    assert [(row["position"], row["title"]) for row in parsed_rows(tmp_path, "researchmap", "author_works")] == [
        (n, f"第{n}") for n in range(1, 6)
    ]


def test_a_fetch_that_was_stopped_does_not_ask_again(tmp_path: Path, provider: Provider) -> None:
    with pytest.raises(SourceError):
        provider.routes["/suzuki"] = lambda _: Answer(400, b"{}")
        get(tmp_path, provider, ["yamada", "nobody", "suzuki"])
    before = len(provider.asked)
    provider.routes["/suzuki"] = lambda _: Answer(body=b'{"@type": "researchers", "permalink": "suzuki"}')
    report = get(tmp_path, provider, ["yamada", "nobody", "suzuki"])
    assert report.notes == ("2 profiles", "not there, or not public: nobody")
    assert {each.path.split("/")[1] for each in provider.asked[before:]} == {"suzuki"}


@pytest.mark.parametrize("body", [b"<html>busy</html>", b'{"items": 1}'])
def test_an_answer_that_is_no_list_is_an_error(tmp_path: Path, provider: Provider, body: bytes) -> None:
    provider.routes["/yamada/misc"] = lambda _: Answer(body=body)
    with pytest.raises(SourceError, match="no JSON|not a list of entries"):
        get(tmp_path, provider, "yamada")


@pytest.mark.parametrize("permalink", [None, "", "..", "a b", "a/b", "a?b=1"])
def test_what_is_no_permalink_is_not_asked_for(tmp_path: Path, provider: Provider, permalink: object) -> None:
    with pytest.raises(UsageError, match="permalink"):
        get(tmp_path, provider, permalink)
    assert provider.asked == []


def test_other_words_are_not_known(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'topic' is not known"):
        fetch(tmp_path, "researchmap", selection={"topic": "x"}, environment={}, sleep=lambda _: None)
