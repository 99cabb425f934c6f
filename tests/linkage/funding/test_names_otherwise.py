"""A funder is found by other spellings, with its acronym beside it, by a part of it; not where it only may be meant."""

from __future__ import annotations

import pytest

from rashinban.linkage.funding import Funder, FunderNames


def funders() -> FunderNames:
    known = FunderNames()
    for funder_id, country, registry, parents, names in (
        ("whales", "NZ", ("1",), (), ["Whale and Walrus Research Council", "WWRC"]),
        ("wheels", "IE", ("2",), (), ["Wheel Works Repair Company", "WWRC"]),
        ("columbia", "CA", ("3",), (), ["University of British Columbia"]),
        ("british", "GB", ("4",), (), ["British Walrus Institute"]),
        ("energy", "US", ("5",), (), ["Department of Lanterns", "DOL"]),
        ("bureau", "US", ("6",), ("energy",), ["DOL Office of Lamp Oil", "OLO"]),
        ("opera", "AT", ("7",), (), ["Light Opera Association", "OLO"]),
        ("harpoon", "NO", ("8", "9"), (), ["Harpoon Makers (Norway)"]),
        ("anchor", "NO", ("10",), (), ["Anchor Makers (Norway)"]),
        ("kanto", "JP", ("11",), (), ["Kanto Provincial Walrus Department"]),
        ("aids", "US", ("12",), ("johns",), ["Center for Walrus Allergy"]),
        ("johns", "US", ("13",), (), ["Ahab College"]),
        ("duke", "US", ("14",), (), ["Ishmael University"]),
        ("council-in", "IN", ("15",), (), ["Council of Walrus Studies"]),
        ("council-za", "ZA", ("16",), (), ["Council for Walrus Studies"]),
        ("namesake", "AU", ("26",), (), ["Royal Society", "Royal Society of South Walrusland"]),
        ("large", "MX", ("17", "18", "19"), (), ["Universidad Ballena", "QZX"]),
        ("small", "NA", ("20",), (), ["Quartz Exchange", "QZX"]),
        ("innosea", "CH", ("21",), (), ["Innosea – Swiss Walrus Agency"]),
        ("sea", "ES", ("22",), (), ["Fundación Ballenera Marina"]),
        ("state", "AU", ("23",), (), ["Government of Walrusland"]),
        ("franco", "FR", ("24",), (), ["French Norwegian Foundation"]),
        ("sick", "CA", ("25",), (), ["Zoological Walrus Research Council on Tusk Ache"]),
    ):
        known.add(Funder(id=funder_id, country=country, registry=registry, parents=parents), names)
    return known.finish()


KNOWN = funders()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        # A letter wrong, in words that no name has; two letters are too many, and one word is too little.
        ("Whale and Walrus Reserach Council", "whales"),
        ("Whale and Wallrus Research Council", "whales"),
        ("Whale and Wallruss Research Council", None),
        # Joined, split, cut.
        ("WhaleandWalrus ResearchCouncil", None),
        ("Whale Wal-rus Research Council", "whales"),
        ("Whale and Walrus Research", "whales"),
        ("Whale", None),
        # Of a longer name: it may be another's whole name.
        ("Zoological Walrus Research", None),
        # Two have the acronym: the words beside it tell, and nothing else does.
        ("WWRC", None),
        ("Research Council for Walrus (WWRC)", "whales"),
        ("Wheel Repair Fellowship, WWRC", "wheels"),
        ("Sealing Council (WWRC)", None),
        ("QZX", None),
        # The country is in the funder's own name; another's is not.
        ("University of British Columbia", "columbia"),
        ("Irish Walrus Institute", None),
        # A country and a word for any body: nobody's name.
        ("Fondation de France", None),
        ("Norwegian Foundation", None),
        # The part of a body, beside it, in brackets, by acronyms; its name without the body's.
        ("Office of Lamp Oil", "bureau"),
        ("Department of Lanterns (Office of Lamp Oil)", "bureau"),
        ("Department of Lanterns, Office of Lamp Oil, Wick Branch", "bureau"),
        ("DOL OLO", "bureau"),
        ("Department of Lanterns", "energy"),
        # A foundation has its own id, which the registry files under its body where that has several.
        ("Harpoon Makers Foundation", "harpoon"),
        ("Harpoon Makers Research Foundation", "harpoon"),
        ("Anchor Makers Foundation", None),
        ("Walrus Department of Kanto", "kanto"),
        # Each university may have such a center.
        ("Center for Walrus Allergy", "aids"),
        ("Center for Walrus Allergy, Ishmael University", "duke"),
        # The same words that count: as it stands.
        ("Council of Walrus Studies", "council-in"),
        ("Council for Walrus Studies", "council-za"),
        ("Council on Walrus Studies", None),
        ("Swiss Walrus Agency", "innosea"),
        ("Ballenera Marina Foundation", "sea"),
        # A department of a government is not the government.
        ("Government of Walrusland", "state"),
        ("Department of Herring, Government of Walrusland", None),
        # Letters in brackets stand for what is before them.
        ("Quick Zebra Xylophones (QZX) of Ishmael University", "duke"),
        ("Herring Funds by QZX", None),
        ("Herring Funds by CNPq, Brazil", "fundref:501100003593"),
        ("QZX/CNPq", None),
        # Known by aliases.csv, though a namesake is loaded.
        ("Royal Society", "fundref:501100000288"),
        ("National Research Foundation (NRF)", None),
        ("Fonds National Suisse", None),
        ("Ministry of Science and Higher Education of the Russian Federation", "fundref:501100012190"),
        ("973 Program", "fundref:501100012166"),
        ("Shaanxi Provincial Natural Science Foundation", "fundref:501100007128"),
    ],
)
def test_resolve(name: str, meant: str | None) -> None:
    assert KNOWN.resolve(name) == meant


def test_whole_names_alone() -> None:
    name = "Center for Walrus Allergy, Ishmael University"
    assert KNOWN.resolve(name, parts=False) is None
    assert KNOWN.resolve("Research Council for Walrus (WWRC)", parts=False) is None


def test_none_is_known_of_no_funders() -> None:
    assert FunderNames().resolve("Whale and Walrus Research Council") is None


def test_a_word_is_no_name_in_small_letters() -> None:
    assert KNOWN.within("hay varias formas de ballenas") == []
    assert [each.id for each in KNOWN.within("funded by Formas in 2020")] == ["fundref:501100001862"]
