"""The query language: what is read, what is refused."""

from __future__ import annotations

import pytest

from rashinban.definitions.queries import All, AnyOf, Not, Phrase, parse, phrases, wanted


def test_precedence() -> None:
    # NOT before AND before OR: a OR (b AND (NOT c))
    assert parse('"quantum dot" OR qubit NOT display') == AnyOf(
        (Phrase("quantum dot"), All((Phrase("qubit"), Not(Phrase("display")))))
    )


def test_parentheses_and_phrases() -> None:
    query = parse("(alpha OR beta) AND NOT (gamma NOT delta)")
    assert list(phrases(query)) == ["alpha", "beta", "gamma", "delta"]
    assert list(wanted(query)) == ["alpha", "beta", "delta"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("quantum computing", "`computing` was not expected after quantum; join phrases with AND, OR or NOT"),
        ("alpha OR", "ends where a phrase was expected"),
        ("OR alpha", "`OR` stands where a phrase was expected"),
        ("(alpha OR beta", "a parenthesis is not closed"),
        ('"alpha', "a quote is not closed"),
        ("", "the query is empty"),
        ("NOT alpha", "true of a text without any of its phrases"),
        ("alpha OR NOT beta", "true of a text without any of its phrases"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        parse(text)
