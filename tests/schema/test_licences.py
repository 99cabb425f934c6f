"""Licences of Creative Commons go by OpenAlex's words, others by their addresses."""

from __future__ import annotations

import pytest

from rashinban.schema.licences import licence_word


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("https://creativecommons.org/licenses/by-nc-nd/4.0/deed.ja", "cc-by-nc-nd"),
        ("http://www.creativecommons.org/licenses/BY/3.0", "cc-by"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "cc0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "public-domain"),
        ("https://spdx.org/licenses/CC-BY-SA-3.0-IGO", "cc-by-sa"),
        ("https://spdx.org/licenses/CC0-1.0", "cc0"),
        (" https://spdx.org/licenses/MIT ", "https://spdx.org/licenses/MIT"),
        (
            "https://creativecommons.org.example.com/licenses/by/4.0",
            "https://creativecommons.org.example.com/licenses/by/4.0",
        ),
    ],
)
def test_word(address: str, word: str) -> None:
    assert licence_word(address) == word
