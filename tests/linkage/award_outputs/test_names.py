"""Lists of people name one person, or none, or cannot be compared."""

from __future__ import annotations

import pytest

from rashinban.linkage.award_outputs import names


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("Temple SE", "Ada Cup; Shelby E. Temple", "same"),
        ("De La Cruz Pech-Canul Á", "Ángel Pech-Canul", "same"),
        ("Müller J", "Jan Muller", "same"),
        ("Temple SE", "Ada Cup; Bob Pot", "other"),
        # Two letters are a family name where there is no longer word on that side, initials elsewhere.
        ("Li X", "Xin Li; Gang Wu", "same"),
        ("Sato AB", "Ab Cup", "other"),
        ("太田 憲、近藤照夫", "近藤 照夫", "same"),
        ("太田憲", "近藤照夫", "other"),
        # Kanji say nothing of letters.
        ("太田 憲", "Ken Ota", "unknown"),
        ("", "Ken Ota", "unknown"),
        (None, None, "unknown"),
    ],
)
def test_names_agree(one: str | None, other: str | None, agreement: str) -> None:
    assert names.agree(one, other) == agreement
    assert names.agree(other, one) == agreement
