"""Lookups agree with each other and with the standards they quote."""

from __future__ import annotations

import re

import pycountry

from rashinban.definitions import lookups


def column(lookup: str, name: str) -> list[str]:
    return lookups()[lookup][name].to_pylist()


def test_countries_are_those_of_iso_3166_and_kosovo() -> None:
    assert column("countries", "country_code") == sorted([*(c.alpha_2 for c in pycountry.countries), "XK"])
    by_code = dict(zip(column("countries", "country_code"), column("countries", "iso3"), strict=True))
    assert all(by_code[country.alpha_2] == country.alpha_3 for country in pycountry.countries)
    names = dict(zip(column("countries", "country_code"), column("countries", "name_ja"), strict=True))
    assert [names[code] for code in ("JP", "US", "GB", "CN", "KR", "NA")] == [
        "日本",
        "米国",
        "英国",
        "中国",
        "韓国",
        "ナミビア",
    ]
    assert all(re.search(r"[ァ-ヶ一-龠]", name) for name in names.values())
    assert len(set(names.values())) == len(set(column("countries", "name_en"))) == len(names)


def test_groups_have_the_members_they_say() -> None:
    pairs = list(zip(column("country_groups", "region"), column("country_groups", "country_code"), strict=True))
    assert len(set(pairs)) == len(pairs)
    assert {code for _, code in pairs} <= set(column("countries", "country_code"))
    sizes = {region: sum(region == other for other, _ in pairs) for region, _ in pairs}
    assert sizes == {
        "EU27": 27,
        "G7": 7,
        "G20": 19,
        "OECD": 38,
        "ASEAN": 11,
        "BRICS": 10,
        "QUAD": 4,
        "NORDIC": 5,
    }
    assert set(column("regions", "region")) == sizes.keys()
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in column("regions", "members_as_of"))


def test_every_institution_type_has_a_sector() -> None:
    assert column("institution_types", "type") == [
        "education",
        "healthcare",
        "company",
        "archive",
        "nonprofit",
        "government",
        "facility",
        "funder",
        "other",
    ]
    assert [row["type"] for row in lookups()["institution_types"].to_pylist() if row["sector"] == "company"] == [
        "company"
    ]


def test_subdivisions_are_the_prefectures_of_iso_3166_2() -> None:
    japan = {each.code: each.name for each in pycountry.subdivisions.get(country_code="JP")}
    assert column("subdivisions", "subdivision_code") == sorted(japan) == [f"JP-{n:02}" for n in range(1, 48)]
    assert dict(zip(sorted(japan), column("subdivisions", "name_en"), strict=True)) == japan
    japanese = column("subdivisions", "name_ja")
    assert len(set(japanese)) == 47
    assert [name for name in japanese if name[-1] != "県"] == ["北海道", "東京都", "京都府", "大阪府"]
