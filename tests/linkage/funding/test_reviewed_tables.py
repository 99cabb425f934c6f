"""The tables beside the code hold each entry once, in its right shape."""

from __future__ import annotations

import re

import pytest

from rashinban.linkage.funding.words import key, rows, telling_words, without_countries


@pytest.mark.parametrize(
    ("name", "column"), [("aliases.csv", "name"), ("word_forms.csv", "word"), ("country_words.csv", "word")]
)
def test_each_entry_once(name: str, column: str) -> None:
    entries = [row[column] for row in rows(name)]
    assert len(set(entries)) == len(entries)


def test_an_alias_says_who_and_why() -> None:
    meant: dict[str, str] = {}
    for row in rows("aliases.csv"):
        assert re.fullmatch("10[0-9]{7,10}|5011[0-9]{8}|", row["registry_id"]), row
        assert bool(row["registry_id"]) == bool(row["country_code"]), row
        assert row["separate"] in ("", "yes") and row["reason"], row
        # Two spellings of one key mean one funder.
        assert meant.setdefault(key(row["name"]), row["registry_id"]) == row["registry_id"], row


def test_words_of_countries() -> None:
    assert without_countries(key("Austrian Ministry of Science, Republic of Korea").split()) == (
        ["ministry", "science"],
        {"AT", "KR"},
    )
    assert without_countries(key("U.S. Department of Energy (USA)").split()) == (["department", "energy"], {"US"})


def test_plain_words() -> None:
    assert key("The Nat'l Inst. of Health Sciences & Technologies") == "national institute health science technology"
    assert key("Université de Genève’s R&D Centre") == "university geneve research development center"
    assert key("渡邉財団") == key("渡辺財団") == "渡辺財団"
    assert key("Ministerio de Investigación") == key("Ministry of Research") == "ministry research"


def test_telling_words() -> None:
    # Province, municipality and government say where, and a fund is a foundation.
    assert telling_words(key("Provincial Whale Fund of Kanto").split()) == "foundation kanto whale"
    assert telling_words(key("Kanto Whale Foundation").split()) == "foundation kanto whale"
