"""Requests: each mistake has the protocol's code for it, and no answer repeats what may not be an argument."""

from __future__ import annotations

from time import process_time

import pytest
from oai_library import ADDRESS, OAI, Library, error, work

RECORD = "oai:example.org:W1"
DC = {"metadataPrefix": "oai_dc"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Two works that no test here changes."""
    library = Library(tmp_path_factory.mktemp("shelf") / "base")
    library.publish(work(1), work(2))
    return library


#: The thirteen requests of HTTP::OAIPMH::Validator, which openarchives.org runs, and the codes that it takes.
VALIDATOR = [
    ([("junk", "")], {"badVerb"}),
    ([("verb", "junk")], {"badVerb"}),
    ([("verb", "GetRecord"), ("metadataPrefix", "oai_dc")], {"badArgument"}),
    ([("verb", "GetRecord"), ("identifier", RECORD)], {"badArgument"}),
    (
        [("verb", "GetRecord"), ("identifier", 'invalid"id'), ("metadataPrefix", "oai_dc")],
        {"badArgument", "idDoesNotExist"},
    ),
    ([("verb", "ListIdentifiers"), ("until", "junk")], {"badArgument"}),
    ([("verb", "ListIdentifiers"), ("from", "junk")], {"badArgument"}),
    ([("verb", "ListIdentifiers"), ("resumptionToken", "junk"), ("until", "2000-02-05")], {"badArgument"}),
    ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("from", "junk")], {"badArgument"}),
    ([("verb", "ListRecords"), ("resumptionToken", "junk")], {"badResumptionToken"}),
    (
        [
            ("verb", "ListRecords"),
            ("metadataPrefix", "oai_dc"),
            ("resumptionToken", "junk"),
            ("until", "1990-01-10"),
        ],
        {"badArgument"},
    ),
    ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("until", "junk")], {"badArgument"}),
    ([("verb", "ListRecords")], {"badArgument"}),
]


@pytest.mark.parametrize(("arguments", "codes"), VALIDATOR, ids=lambda value: None)
def test_the_thirteen_errors_that_the_validator_asks_for(
    shelf: Library, arguments: list[tuple[str, str]], codes: set[str]
) -> None:
    assert error(shelf.ask_with(arguments)) in codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "badVerb"),
        ([("verb", "Identify"), ("verb", "Identify")], "badVerb"),
        ([("verb", "")], "badVerb"),
        ([("verb", "identify")], "badVerb"),
        ([("verb", "Identify"), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai dc")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("set", "type::article")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("from", "2026-02-30")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("from", "2026-1-1")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("from", "2026-01-01T00:00Z")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("from", "２０２６-01-01")], "badArgument"),
        (
            [
                ("verb", "ListRecords"),
                ("metadataPrefix", "oai_dc"),
                ("from", "2026-01-01"),
                ("until", "2026-12-31T00:00:00Z"),
            ],
            "badArgument",
        ),
        (
            [
                ("verb", "ListRecords"),
                ("metadataPrefix", "oai_dc"),
                ("from", "2026-12-31"),
                ("until", "2026-01-01"),
            ],
            "badArgument",
        ),
        ([("verb", "GetRecord"), ("metadataPrefix", "oai_dc"), ("identifier", "W1\x00")], "badArgument"),
        ([("verb", "GetRecord"), ("metadataPrefix", "oai_dc"), ("identifier", "W1")], "idDoesNotExist"),
        ([("verb", "GetRecord"), ("metadataPrefix", "oai_dc"), ("identifier", "oai:else:W1")], "idDoesNotExist"),
        ([("verb", "GetRecord"), ("metadataPrefix", "marcxml"), ("identifier", RECORD)], "cannotDisseminateFormat"),
        ([("verb", "ListIdentifiers"), ("metadataPrefix", "marcxml")], "cannotDisseminateFormat"),
        ([("verb", "ListMetadataFormats"), ("identifier", "oai:example.org:W9")], "idDoesNotExist"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("set", "type:book")], "noRecordsMatch"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("until", "2026-11-21")], "noRecordsMatch"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("from", "2026-11-23")], "noRecordsMatch"),
        ([("verb", "ListSets"), ("resumptionToken", "e30.00")], "badResumptionToken"),
    ],
    ids=lambda value: None,
)
def test_every_mistake_has_its_code(shelf: Library, arguments: list[tuple[str, str]], code: str) -> None:
    document = shelf.ask_with(arguments)
    assert error(document) == code
    echoed = dict(document.find(f"{OAI}request").attrib)
    assert echoed == ({} if code in ("badVerb", "badArgument") else dict(arguments))


def test_an_error_is_said_in_both_languages(shelf: Library) -> None:
    said = shelf.ask(verb="ListRecords").findtext(f"{OAI}error")
    assert said == "ListRecords needs metadataPrefix / ListRecords には metadataPrefix が必要である"


def test_what_was_typed_is_escaped(shelf: Library) -> None:
    document = shelf.ask(verb="GetRecord", identifier='invalid"id&<x>', metadataPrefix="oai_dc")
    request = document.find(f"{OAI}request")
    assert (request.text, request.get("identifier")) == (ADDRESS, 'invalid"id&<x>')


@pytest.mark.parametrize("name", ["verb", "identifier", "set", "from", "metadataPrefix", "resumptionToken", "other"])
def test_a_megabyte_of_argument_is_refused_at_once(shelf: Library, name: str) -> None:
    verb = [] if name == "verb" else [("verb", "ListRecords")]
    began = process_time()
    document = shelf.ask_with([*verb, (name, "x" * 1_000_000)])
    assert error(document) == ("badVerb" if name == "verb" else "badArgument")
    assert process_time() - began < 0.5
    assert len(document.findtext(f"{OAI}error")) < 1_000


def test_a_day_means_all_its_seconds_and_both_ends_are_included(shelf: Library) -> None:
    for arguments in (
        {"from_": "2026-11-22", "until": "2026-11-22"},
        {"from_": "2026-11-22T04:00:00Z", "until": "2026-11-22T04:00:00Z"},
        {"from_": "2026-11-22T04:00:00Z"},
        {"until": "2026-11-22T04:00:00Z"},
        {"from_": "1999-12-31"},
    ):
        assert error(shelf.ask(verb="ListIdentifiers", **DC, **arguments)) is None
    for arguments in ({"from_": "2026-11-22T04:00:01Z"}, {"until": "2026-11-22T03:59:59Z"}):
        assert error(shelf.ask(verb="ListIdentifiers", **DC, **arguments)) == "noRecordsMatch"
