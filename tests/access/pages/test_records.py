"""Pages of records: found by any id, linked to each other, in both languages, without a score of a person."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient
from page_text import dead_links, read, words

from rashinban.access.api import Base
from rashinban.access.serialisers.display import number

KINDS = {
    "work": "works", "author": "authors", "institution": "institutions", "source": "sources", "funder": "funders",
    "award": "awards", "topic": "topics",
}  # fmt: skip


def largest(base: Base, kind: str) -> str:
    return base.index.find(kinds=[kind], limit=1).hits[0].id


@pytest.mark.parametrize("path", KINDS)
def test_every_link_of_a_record_leads_somewhere(client: TestClient, base: Base, path: str) -> None:
    page = read(client, f"/{path}/{largest(base, KINDS[path])}?lang=en")
    assert dead_links(client, page) == []


@pytest.mark.parametrize("path", KINDS)
def test_a_record_is_shown_in_both_languages(client: TestClient, base: Base, path: str) -> None:
    id = largest(base, KINDS[path])
    assert "Where this record comes from" in words(read(client, f"/{path}/{id}?lang=en"))
    page = read(client, f"/{path}/{id}?lang=ja")
    assert page.get("lang") == "ja" and "この記録の出所" in words(page)


@pytest.mark.parametrize("path", KINDS)
def test_an_id_that_no_record_has_is_said(client: TestClient, path: str) -> None:
    response = client.get(f"/{path}/X0")
    assert response.status_code == 404
    assert "X0" in response.text


@pytest.mark.parametrize(
    ("path", "scheme"),
    [("work", "doi"), ("author", "orcid"), ("institution", "ror"), ("source", "issn"), ("award", "award")],
)
def test_other_ids_lead_to_the_record(client: TestClient, base: Base, path: str, scheme: str) -> None:
    hits = base.index.find(kinds=[KINDS[path]], limit=200).hits
    hit = next(hit for hit in hits if scheme in hit.identifiers)
    response = client.get(f"/{path}/{hit.identifiers[scheme]}?lang=en")
    assert (response.status_code, response.headers["location"]) == (302, f"/{path}/{hit.id}?lang=en")


def test_an_address_of_a_resolver_leads_to_the_record_too(client: TestClient, base: Base) -> None:
    hit = base.index.find(kinds=["works"], limit=1).hits[0]
    response = client.get(f"/work/https://doi.org/{hit.identifiers['doi']}?lang=en")
    assert response.headers["location"] == f"/work/{hit.id}?lang=en"


def test_an_institution_shows_the_figures_that_its_cards_have(client: TestClient, base: Base) -> None:
    id = largest(base, "institutions")
    row = base.show("p,pp_top_10", "institution", {"institution": id}).rows[0]
    page = read(client, f"/institution/{id}?lang=en")
    share = row.measured["pp_top_10"]
    shown = words(page.xpath(f"//td/a[contains(@href, '/card/pp_top_10?institution={id}&')]")[0])
    assert shown == " ".join(number(share.value, "share", "en").split())
    assert words(page.find(".//p[@class='lead']")).startswith(shown)
    assert "p,p_top_10,pp_top_10,mncs" in words(page.xpath("//details[@class='elsewhere']")[1])


def test_an_institution_of_few_works_has_counts_and_no_rates(client: TestClient, base: Base) -> None:
    rows = base.show("p", "institution").rows
    few = next(row for row in rows if row.keys["institution"] and 0 < row.measured["p"].works < 30)
    page = read(client, f"/institution/{few.keys['institution']}?lang=en")
    lead = words(page.find(".//p[@class='lead']"))
    assert lead.endswith(
        f"{few.measured['p'].works} articles and reviews in this release, too few for rates to say anything."
    )
    assert page.xpath("//figure") == []
    own = page.xpath("//div[@aria-label='Its figures']//tbody/tr")
    assert [(words(row[1]), words(row[3])) for row in own] == [("too few", str(few.measured["p"].works))] * 6


def test_partners_do_not_name_the_institution_itself(client: TestClient, base: Base) -> None:
    id = largest(base, "institutions")
    page = read(client, f"/institution/{id}?lang=en")
    partners = page.xpath("//section[h3='Partner institutions']//th/a/@href")
    assert partners and not [address for address in partners if f"/institution/{id}?" in address]


def test_the_works_of_a_record_are_newest_first_and_turned_in_place(client: TestClient, base: Base) -> None:
    id = largest(base, "institutions")
    found = base.index.find(kinds=["works"], filters={"institution": id}, sort="most_cited", offset=20)
    page = read(client, f"/institution/{id}?sort=most_cited&page=2&lang=en")
    listed = [str(address).split("?")[0] for address in page.xpath("//ol[@class='hits']//a[@class='hit']/@href")]
    assert listed == [f"/work/{hit.id}" for hit in found.hits]
    assert client.get(f"/institution/{id}?sort=best").status_code == 400
    assert client.get(f"/institution/{id}?page=400").status_code == 400


def test_the_picture_of_an_institution_is_a_file(client: TestClient, base: Base) -> None:
    id = largest(base, "institutions")
    response = client.get(f"/institution/{id}/picture.svg")
    assert response.status_code in (200, 404)
    assert client.get(f"/institution/{id}/picture.exe").status_code == 404


def test_a_researcher_has_names_in_every_script_and_no_score(awkward: TestClient) -> None:
    page = read(awkward, "/author/A1?lang=en")
    assert words(page.find(".//h1")) == "What has Taro Yamada published, and where?"
    names = [words(each) for each in page.xpath("//ul[@class='inline']/li")]
    assert sorted(names[:2]) == ["ヤマダ タロウ", "山田 太郎"] and names[2:] == ["T. <Yamada>"]
    text = words(page.get_element_by_id("main"))
    assert "There is no score, rank or index of a person here" in text
    assert "h-index" not in text
    assert [words(cell) for cell in page.xpath("//tbody/tr[th/a[contains(@href, '/institution/I1')]]/td")][
        0
    ] == "2015, 2018–2020"


def test_a_work_bears_script_in_its_record(awkward: TestClient) -> None:
    response = awkward.get("/work/W1?lang=en")
    assert response.status_code == 200
    assert "alert(1)</script>" not in response.text and "<script>alert" not in response.text
    assert 'href="javascript:' not in response.text
    page = read(awkward, "/work/W1?lang=en")
    assert words(page.find(".//h1")).endswith("CO2 & 量子")
    assert dead_links(awkward, page) == []


def test_a_work_says_plainly_that_it_was_retracted(awkward: TestClient) -> None:
    assert words(read(awkward, "/work/W1?lang=ja").xpath("//p[@class='warn']")[0]) == (
        "この論文は撤回されている。本サイトの指標には含めていない。"
    )


def test_authors_after_the_fiftieth_are_folded_and_all_there(awkward: TestClient) -> None:
    page = read(awkward, "/work/W1?lang=en")
    first, rest = page.xpath("//ol[@class='people']")
    assert (len(first), len(rest), rest.get("start")) == (50, 10, "51")
    assert rest.getparent().tag == "details" and words(rest.getparent().find("summary")) == "10 more authors"


def test_the_free_copy_comes_first(awkward: TestClient) -> None:
    page = read(awkward, "/work/W1?lang=en")
    copies = page.xpath("//h2[.='Read it']/following-sibling::ul[1]/li")
    assert words(copies[0]).startswith("https://example.org/free (PDF) free")
    assert "not known to be free" in words(copies[1])


def test_an_award_is_shown_as_typed_and_its_link_is_a_claim(awkward: TestClient) -> None:
    page = read(awkward, "/work/W1?lang=en")
    row = page.xpath("//table//tr[th/a[.='JP 19KK/0341']]")[0]
    assert row.xpath("./th/a/@href") == ["/award/G1?lang=en"]
    assert "“Named” is not “paid for”" in words(page)
    assert words(read(awkward, "/award/G1?lang=en").find(".//h1")) == "Which works name the award JP 19KK/0341?"


def test_what_was_not_observed_is_not_zero(awkward: TestClient) -> None:
    page = read(awkward, "/work/W2?lang=en")
    assert words(page.find(".//h1")) == "Without title (W2)"
    text = words(page.get_element_by_id("main"))
    assert page.xpath("//dl/div[dt='Citations']/dd")[0].text == "not observed"
    assert "The record names no author." in text and "The record names no funder. That is not to say" in text
    assert dead_links(awkward, page) == []


def test_a_work_is_described_for_machines(awkward: TestClient) -> None:
    response = awkward.get("/work/W1?lang=en")
    page = read(awkward, "/work/W1?lang=en")
    described = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
    assert described["@type"] == "ScholarlyArticle"
    assert described["abstract"] == "</script><script>alert(3)</script>"
    assert [each["name"] for each in described["author"]][:2] == ["Author 1", "Author 2"]
    assert '</api/works/W1>; rel="describedby"; type="application/json"' in response.headers["link"]


def test_a_profile_is_taken_along_as_json_ld(awkward: TestClient) -> None:
    response = awkward.get("/jsonld/authors/0000-0002-1825-0097")
    assert response.headers["content-type"] == "application/ld+json"
    person = response.json()
    assert person["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert "山田 太郎" in person["alternateName"]
    assert awkward.get("/jsonld/topics/T1").status_code == 404


def test_facts_with_markup_are_text(awkward: TestClient) -> None:
    for address in ("/institution/I1", "/funder/F1", "/source/S1"):
        response = awkward.get(f"{address}?lang=en")
        assert response.status_code == 200, address
        assert "<b>University</b>" not in response.text and "<i>Trust</i>" not in response.text
        assert "<One>" not in response.text


def test_an_unknown_word_of_an_address_is_refused(client: TestClient, base: Base) -> None:
    response = client.get(f"/work/{largest(base, 'works')}?colour=red")
    assert response.status_code == 400


def test_an_id_that_was_merged_away_leads_to_the_record_that_stands_and_is_told_there(awkward: TestClient) -> None:
    response = awkward.get("/author/A77?lang=en")
    assert (response.status_code, response.headers["location"]) == (302, "/author/A1?lang=en&was=A77")
    page = read(awkward, response.headers["location"])
    assert words(page.xpath("//p[@class='warn']")[0]) == "A77 was merged into this record."
    # An address cannot claim a merger that there was not.
    assert awkward.get("/author/A1?lang=en&was=A2").status_code in (200, 404)
    assert "was merged" not in awkward.get("/author/A1?lang=en&was=A2").text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_records_of_money_are_awards_with_their_amounts(client: TestClient, base: Base, language: str) -> None:
    currency = next(str(row.keys["currency"]) for row in base.show("awards", "currency").rows if row.keys["currency"])
    for name in ("amount", "gini"):
        page = read(client, f"/records/{name}?currency={currency}&lang={language}")
        table = base.records(name, {"currency": currency}).to_pylist()
        links = page.xpath("//tbody/tr/th/a/@href")
        assert [link.split("/award/")[1].split("?")[0] for link in links] == [row["award_id"] for row in table[:100]]
        heads = [words(head) for head in page.xpath("//thead//th")]
        assert len(heads) == len(page.xpath("//tbody/tr[1]/*")) and ("課題" in heads) == (language == "ja")
        assert len(heads) == (8 if name == "gini" else 7)
