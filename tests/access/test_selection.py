"""A selection reads an address, refuses what it does not know, and writes itself as address and as command."""

from __future__ import annotations

import pytest

from rashinban.access.selection import Selection, read_selection
from rashinban.errors import UsageError


def test_an_address_and_a_command_say_the_same() -> None:
    given = [("country", "JP|US"), ("year", "2018..2021"), ("counting", "full"), ("lang", "ja"), ("top", "5")]
    selection = read_selection(given, own=["top"])
    assert selection == Selection(where={"country": "JP|US", "year": "2018..2021"}, options={"counting": "full"})
    assert selection.query() == "?country=JP|US&year=2018..2021&counting=full"
    assert (
        selection.command("show", "p", "--by", "country")
        == "rashinban show p --by country --where 'country=JP|US' --where year=2018..2021 --counting full"
    )


def test_what_is_usual_is_not_written() -> None:
    selection = read_selection([("counting", "fractional"), ("reference", "openalex"), ("country", "")])
    assert selection == Selection()
    assert selection.query() == ""
    assert selection.having(country="JP").query() == "?country=JP"
    assert selection.having(country="JP").having(country=None) == selection
    assert selection.opting(counting="full").query() == "?counting=full"
    assert selection.opting(counting="full").opting(counting="fractional") == selection


def test_a_release_that_was_named_stays() -> None:
    selection = read_selection([("release", "2026-01-01-abc"), ("country", "JP")])
    assert selection.query(page="2") == "?country=JP&release=2026-01-01-abc&page=2"
    assert selection.command("card", "p") == "rashinban card p --where country=JP --release 2026-01-01-abc"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([("contry", "JP")], "parameter 'contry' is not known here; known are alternative, author"),
        ([("country", "JP"), ("country", "US")], r"country is given twice; write country=A\|B"),
        ([("lang", "ja"), ("lang", "en")], "lang is given twice$"),
        ([("country", "J" * 2001)], "country: longer than 2,000 characters"),
        ([("reference", "world:/etc/passwd")], "reference world:FILE is for the command line"),
    ],
)
def test_what_cannot_be_meant_is_refused(given: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_selection(given)
