"""Countries by name: of ISO 3166-1, former and short ones, in capitals, and what is none."""

from __future__ import annotations

import pytest

from rashinban.errors import Refused
from rashinban.schema.countries import country_of_name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Brazil", "BR"),
        ("UNITED STATES", "US"),
        ("Korea, Republic of", "KR"),
        ("Turkey", "TR"),
        ("Iran,  Islamic Republic of", "IR"),
        ("Kosovo", "XK"),
        ("UK", "GB"),
        ("el", "GR"),
        ("JPN", "JP"),
    ],
)
def test_names(name: str, code: str) -> None:
    assert country_of_name(name) == code


@pytest.mark.parametrize("name", ["Atlantis", "", "XX"])
def test_what_is_no_country_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        country_of_name(name)
