"""Lists of what awards report to have led to, as the shipped mappings read them."""

from __future__ import annotations

from pathlib import Path

from sheets_base import counts, refused, table, taken_in

UKRI = """grant_id,title,year,first_author
BB/G022917/1,Thresholds of polarization vision in octopuses.,2021,Temple SE
BB/G022917/1,Cup and octopus,2022,Cup A
BBS/E/J/000PR9797,On tea,2020,Pot B
MC_UU_12014/1,On coffee,2020,
10037521,On water,2021,Pot B
"""

JAPANESE = """体系的番号,題名,著者,雑誌名,発行年,ページ,funder_id
JP19KK0341,緑茶と睡眠,太田 憲、近藤照夫,茶の科学,2020,7-9,fundref:501100001691
JP19KK0341,緑茶と夢,太田 憲,,,,fundref:501100001691
"""


def test_publications_under_grants_of_ukri(tmp_path: Path) -> None:
    base = taken_in(tmp_path, UKRI.encode(), "ukri-outputs")
    assert [(row["award_id"], row["funder_award_id"], row.get("funder_id")) for row in table(base, "awards")] == [
        ("ukri:BB/G022917/1", "BB/G022917/1", "fundref:501100000268"),
        ("ukri:BBS/E/J/000PR9797", "BBS/E/J/000PR9797", "fundref:501100000268"),
        ("ukri:MC_UU_12014/1", "MC_UU_12014/1", "fundref:501100000265"),
        ("ukri:10037521", "10037521", None),
    ]
    outputs = [
        (row["award_id"], row["position"], row["title"], row.get("people"), row["year"])
        for row in table(base, "award_outputs")
    ]
    assert outputs == [
        ("ukri:BB/G022917/1", 1, "Thresholds of polarization vision in octopuses.", "Temple SE", 2021),
        ("ukri:BB/G022917/1", 2, "Cup and octopus", "Cup A", 2022),
        ("ukri:BBS/E/J/000PR9797", 1, "On tea", "Pot B", 2020),
        ("ukri:MC_UU_12014/1", 1, "On coffee", None, 2020),
        ("ukri:10037521", 1, "On water", "Pot B", 2021),
    ]
    # The number of Innovate UK does not say who gave it.
    (told,) = refused(base)
    assert told[1] == "awards.funder_id" and told[0] == 6
    assert counts(base) == (5, 5, 0)


def test_a_list_in_japanese(tmp_path: Path) -> None:
    base = taken_in(tmp_path, JAPANESE.encode(), "generic-outputs")
    assert [(row["award_id"], row["funder_id"]) for row in table(base, "awards")] == [
        ("jgn:JP19KK0341", "fundref:501100001691")
    ]
    first, second = table(base, "award_outputs")
    assert first == {
        "award_id": "jgn:JP19KK0341",
        "position": 1,
        "kind": "journal-article",
        "claimed_by": "reported",
        "title": "緑茶と睡眠",
        "people": "太田 憲、近藤照夫",
        "source_name": "茶の科学",
        "pages": "7-9",
        "year": 2020,
    }
    assert (second["position"], second["title"], second.get("year")) == (2, "緑茶と夢", None)
    assert refused(base) == []
