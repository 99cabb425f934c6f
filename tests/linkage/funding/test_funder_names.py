"""A name is the one funder that it must mean, or nobody: two of a name, another country's, a part of a longer name."""

from __future__ import annotations

import pytest

from rashinban.linkage.funding import Funder, FunderNames


def funders() -> FunderNames:
    known = FunderNames()
    for funder_id, country, parents, names in (
        ("acme", "JP", (), ["Acme Science Foundation", "ASF", "アクメ科学振興財団"]),
        ("ministry-at", "AT", (), ["Ministry of Fisheries and Whales", "Austrian Ministry of Fisheries and Whales"]),
        ("ministry-nz", "NZ", (), ["Ministry of Fisheries and Whales"]),
        ("state", "US", (), ["Bowling Meadow State University"]),
        ("american", "US", (), ["American Harbour University"]),
        ("geneva", "CH", (), ["Université de Genève", "University of Geneva"]),
        ("health", "US", (), ["Department of Wellbeing"]),
        ("eye", "US", ("health",), ["National Spectacle Institute", "NSPI"]),
        ("company", "DE", (), ["Röntgenwerk (Germany)", "Röntgenwerk GmbH"]),
        ("company-us", "US", ("company",), ["Röntgenwerk (United States)"]),
    ):
        known.add(Funder(id=funder_id, country=country, parents=parents), names)
    return known.finish()


KNOWN = funders()
JSPS = "fundref:501100001691"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Acme Science Foundation", "acme"),
        ("The ACME Sci. Foundation", "acme"),
        ("Foundation of Acme Sciences", "acme"),
        ("Acme Science Foundation (ASF)", "acme"),
        ("アクメ科学振興財團", "acme"),
        ("ＡＳＦ", None),
        ("ASF", "acme"),
        ("asf", None),
        ("Acme Science Foundation Postdoctoral Fellowship", "acme"),
        ("Acme Science Foundation, Project 12", "acme"),
        # Two have the name; the country tells.
        ("Ministry of Fisheries and Whales", None),
        ("Ministry of Fisheries and Whales, New Zealand", "ministry-nz"),
        ("Ministry of Fisheries &amp; Whales (Austria)", "ministry-at"),
        ("Ministry of Fisheries and Whales of Iceland", None),
        ("Department of Chemistry, Bowling Meadow State University", "state"),
        # A part of another's name.
        ("American Harbour University of Beirut Hospital", None),
        ("New Acme Science Foundation", None),
        ("Universit? de Gen?ve", "geneva"),
        ("UniversitÃ© de GenÃ¨ve", "geneva"),
        ("HHS | Department of Wellbeing | National Spectacle Institute", "eye"),
        ("National Spectacle Institute of the Department of Wellbeing", "eye"),
        ("Röntgenwerk", "company"),
        ("Rontgenwerk GmbH", "company"),
        ("JSPS KAKENHI", JSPS),
        ("日本学術振興会", JSPS),
        ("科研費", JSPS),
        ("National Research Foundation", None),
        ("National Research Foundation of Korea", "fundref:501100003725"),
        ("Fujian Provincial Natural Science Foundation, China", "fundref:501100003392"),
        ("", None),
        ("?", None),
    ],
)
def test_resolve(name: str, meant: str | None) -> None:
    assert KNOWN.resolve(name) == meant


def test_a_program_of_the_registry_is_the_loaded_funder() -> None:
    known = FunderNames()
    known.add(Funder(id="F1", country="JP", registry=("501100001691",)), ["Some Society"])
    assert known.finish().resolve("KAKENHI") == "F1"
