"""Lists: every record exactly once, page by page, over a publish and a restart; deleted records; sets."""

from __future__ import annotations

import json
import shutil

import pytest
from oai_library import OAI, Library, error, headers, ids, work

from rashinban.access.oai import verbs
from rashinban.errors import NotBuilt
from rashinban.stages.publish import publish
from rashinban.stages.release import prune

DC = {"metadataPrefix": "oai_dc"}


@pytest.fixture(autouse=True)
def two_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for verb in verbs.PAGE:
        monkeypatch.setitem(verbs.PAGE, verb, 2)


def tokens(library: Library, verb: str) -> list[tuple[str | None, str | None, bool]]:
    """cursor, completeListSize and whether there is a next page, of every page."""
    found = [page.find(f".//{OAI}resumptionToken") for page in library.pages(verb, **DC)]
    return [(t.get("cursor"), t.get("completeListSize"), bool(t.text)) for t in found if t is not None]


def test_pages_tell_every_record_once_in_the_order_of_ids(library: Library) -> None:
    library.publish(*(work(number) for number in (5, 3, 1, 4, 2)))
    for verb in ("ListIdentifiers", "ListRecords"):
        pages = list(library.pages(verb, **DC))
        assert [ids(page) for page in pages] == [["W1", "W2"], ["W3", "W4"], ["W5"]]
        assert tokens(library, verb) == [("0", "5", True), ("2", "5", True), ("4", "5", False)]


def test_a_list_on_one_page_has_no_token(library: Library) -> None:
    library.publish(work(1), work(2))
    assert library.ask(verb="ListRecords", **DC).find(f".//{OAI}resumptionToken") is None


def test_a_list_that_ends_with_a_full_page_ends_there(library: Library) -> None:
    library.publish(*(work(number) for number in range(1, 5)))
    assert tokens(library, "ListIdentifiers") == [("0", "4", True), ("2", "4", False)]


def test_a_list_goes_on_in_its_release_after_a_publish_and_a_restart(library: Library) -> None:
    library.publish(*(work(number) for number in (1, 2, 3, 4)))
    first = library.ask(verb="ListIdentifiers", **DC)
    token = first.findtext(f".//{OAI}resumptionToken")
    assert token is not None
    library.publish(work(0), work(2), work(3, title="Corrected"), work(5))
    # Nothing of the first list is kept but the token: whoever answers now was never asked before.
    rest = Library(library.folder).ask(verb="ListIdentifiers", resumptionToken=token)
    assert ids(first, rest) == ["W1", "W2", "W3", "W4"]
    # The tokens of one page can be used again.
    assert ids(library.ask(verb="ListIdentifiers", resumptionToken=token)) == ["W3", "W4"]


def test_a_list_of_a_pruned_release_is_told_to_begin_again(library: Library) -> None:
    old = library.publish(*(work(number) for number in (1, 2, 3)))
    token = library.ask(verb="ListRecords", **DC).findtext(f".//{OAI}resumptionToken")
    assert token is not None
    library.publish(work(1), work(2))
    prune(library.folder, keep=1)
    refused = library.ask(verb="ListRecords", resumptionToken=token)
    assert error(refused) == "badResumptionToken"
    assert refused.findtext(f"{OAI}error").startswith(f"release {old}, which this list began with, is no longer kept")
    # The release comes back with the same content, as another tenure: the old list does not go on in it.
    library.publish(*(work(number) for number in (1, 2, 3)))
    shutil.rmtree(library.folder / "harvest" / "000001", ignore_errors=True)
    assert error(library.ask(verb="ListRecords", resumptionToken=token)) == "badResumptionToken"


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: t.replace(".", ""), lambda t: t[::-1]]
)
def test_a_token_that_was_changed_is_refused(library: Library, change: object) -> None:
    library.publish(*(work(number) for number in (1, 2, 3)))
    token = library.ask(verb="ListRecords", **DC).findtext(f".//{OAI}resumptionToken")
    assert callable(change)
    assert error(library.ask(verb="ListRecords", resumptionToken=change(token))) == "badResumptionToken"


def test_a_token_of_one_verb_is_none_of_another(library: Library) -> None:
    library.publish(*(work(number) for number in (1, 2, 3)))
    token = library.ask(verb="ListRecords", **DC).findtext(f".//{OAI}resumptionToken")
    assert token is not None
    assert error(library.ask(verb="ListIdentifiers", resumptionToken=token)) == "badResumptionToken"


def test_a_harvester_that_comes_again_gets_what_changed_here_and_nothing_else(library: Library) -> None:
    # The provider last touched all of them years before the first harvest.
    dated = {"updated_date": "2020-01-01T00:00:00"}
    library.publish(work(1, **dated), work(2, **dated), work(3, **dated))
    library.publish(work(1, **dated), work(2, title="Corrected", **dated), work(4, **dated))
    answered = library.ask(verb="ListIdentifiers", from_="2026-11-22T04:00:01Z", **DC)
    rest = library.ask(verb="ListIdentifiers", resumptionToken=answered.findtext(f".//{OAI}resumptionToken") or "")
    assert headers(answered) + headers(rest) == [
        ("W2", "2026-11-22T05:00:00Z", None),
        ("W3", "2026-11-22T05:00:00Z", "deleted"),
        ("W4", "2026-11-22T05:00:00Z", None),
    ]
    assert headers(library.ask(verb="ListIdentifiers", until="2026-11-22T04:59:59Z", **DC)) == [
        ("W1", "2026-11-22T04:00:00Z", None)
    ]


def test_a_deleted_record_has_a_header_alone_and_keeps_its_sets(library: Library) -> None:
    library.publish(work(1), work(2))
    library.publish(work(1))
    document = library.ask(verb="GetRecord", identifier="oai:example.org:W2", **DC)
    assert headers(document) == [("W2", "2026-11-22T05:00:00Z", "deleted")]
    assert document.find(f".//{OAI}metadata") is None
    assert [spec.text for spec in document.iter(f"{OAI}setSpec")] == ["type:article", "year:2020"]
    listed = library.ask(verb="ListRecords", set="type:article", **DC)
    assert [(found[0], found[2]) for found in headers(listed)] == [("W1", None), ("W2", "deleted")]
    assert [record.find(f"{OAI}metadata") is None for record in listed.iter(f"{OAI}record")] == [False, True]


def test_sets_choose_by_type_year_field_country_institution_and_what_openaire_names(library: Library) -> None:
    library.publish(
        work(1, is_oa=True, primary_topic_id="T1"),
        work(2, type="dataset", publication_year=2021),
        work(3),
        affiliations=[
            {
                "work_id": "W3",
                "author_position": 1,
                "affiliation_position": 1,
                "institution_position": 1,
                "institution_id": "I1",
                "country_code": "JP",
            }
        ],
        authorships=[{"work_id": "W3", "author_position": 1, "display_name": "Hanako Yamada"}],
        work_awards=[{"work_id": "W3", "position": 1, "funder_award_id": "19KK0341"}],
        institutions=[{"institution_id": "I1", "ror_id": "057zh3y96", "display_name": "University of Tokyo"}],
        institution_names=[{"institution_id": "I1", "name": "東京大学", "kind": "label", "language": "ja"}],
        topics=[{"topic_id": "T1", "field_id": "19", "field_name": "Earth and Planetary Sciences"}],
    )
    expected = {
        "openaire": ("OpenAIRE: open or funded literature / OpenAIRE：公開または助成を受けた文献", ["W1", "W3"]),
        "openaire_data": ("OpenAIRE_data: data sets / OpenAIRE_data：データセット", ["W2"]),
        "country": ("Country of an author's institution / 著者の所属機関の国", ["W3"]),
        "country:JP": ("Country of an author's institution: Japan / 著者の所属機関の国：日本", ["W3"]),
        "field": ("Field of research / 研究分野", ["W1"]),
        "field:19": (
            "Field of research: Earth and Planetary Sciences / 研究分野：Earth and Planetary Sciences",
            ["W1"],
        ),
        "institution": ("Institution of an author / 著者の所属機関", ["W3"]),
        "institution:057zh3y96": (
            "Institution of an author: University of Tokyo / 著者の所属機関：東京大学",
            ["W3"],
        ),
        "type": ("Type of work / 資料種別", ["W1", "W2", "W3"]),
        "type:article": ("Type of work: article / 資料種別：article", ["W1", "W3"]),
        "type:dataset": ("Type of work: dataset / 資料種別：dataset", ["W2"]),
        "year": ("Year of publication / 出版年", ["W1", "W2", "W3"]),
        "year:2020": ("Year of publication: 2020 / 出版年：2020", ["W1", "W3"]),
        "year:2021": ("Year of publication: 2021 / 出版年：2021", ["W2"]),
    }
    sets = {
        found.findtext(f"{OAI}setSpec"): found.findtext(f"{OAI}setName")
        for page in library.pages("ListSets")
        for found in page.iter(f"{OAI}set")
    }
    assert list(sets.items()) == [(spec, name) for spec, (name, _) in expected.items()]
    members = {spec: ids(*library.pages("ListIdentifiers", set=spec, **DC)) for spec in sets if spec}
    assert members == {spec: members for spec, (_, members) in expected.items()}


def test_works_that_lack_what_a_format_demands_are_records_in_the_others(library: Library) -> None:
    library.publish(work(1), work(2, title=None), work(3, type=None), work(4, publication_year=None))
    found = {
        prefix: ids(*library.pages("ListIdentifiers", metadataPrefix=prefix))
        for prefix in ("oai_dc", "oai_datacite", "oai_openaire", "jpcoar_2.0")
    }
    assert found == {
        "oai_dc": ["W1", "W2", "W3", "W4"],
        "oai_datacite": ["W1"],
        "oai_openaire": ["W1", "W4"],
        "jpcoar_2.0": ["W1", "W4"],
    }
    document = library.ask(verb="GetRecord", identifier="oai:example.org:W2", metadataPrefix="jpcoar_2.0")
    assert error(document) == "cannotDisseminateFormat"
    assert document.findtext(f"{OAI}error").startswith("jpcoar_2.0 needs what this record does not have: title / ")
    offered = library.ask(verb="ListMetadataFormats", identifier="oai:example.org:W2")
    assert [prefix.text for prefix in offered.iter(f"{OAI}metadataPrefix")] == ["oai_dc"]


def test_a_retracted_work_is_a_record_that_says_so(library: Library) -> None:
    library.publish(work(1, is_retracted=True))
    document = library.ask(verb="GetRecord", identifier="oai:example.org:W1", **DC)
    said = [found.text for found in document.iter("{http://purl.org/dc/elements/1.1/}description")]
    assert said == [
        "RETRACTED: the data source marks this work as retracted.",
        "撤回：この論文は撤回されたとデータソースに記録されている。",
    ]


def test_identify_says_what_the_repository_keeps_and_since_when(library: Library) -> None:
    library.publish(work(1))
    library.publish(work(2))
    made = library.ask(verb="Identify").find(f"{OAI}Identify")
    said = {found.tag.removeprefix(OAI): found.text for found in made if found.tag != f"{OAI}description"}
    assert said == {
        "repositoryName": "A library",
        "baseURL": "http://example.org/oai",
        "protocolVersion": "2.0",
        "adminEmail": "library@example.org",
        "earliestDatestamp": "2026-11-22T04:00:00Z",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }
    scheme = made.find(".//{http://www.openarchives.org/OAI/2.0/oai-identifier}oai-identifier")
    assert [child.text for child in scheme] == ["oai", "example.org", ":", "oai:example.org:W2741809807"]


def test_what_was_published_a_moment_ago_and_is_not_dated_yet_is_of_now(library: Library) -> None:
    library.publish(work(1))
    library.publish(work(1), work(2))
    since = library.folder / "harvest" / "since.json"
    since.write_text(json.dumps({"1": "2026-11-22T04:00:00Z"}), encoding="utf-8")
    # Asked nine days after the first publish (Library.ask_with): no harvester that comes again can miss it.
    assert headers(library.ask(verb="ListIdentifiers", **DC)) == [
        ("W1", "2026-11-22T04:00:00Z", None),
        ("W2", "2026-12-01T04:00:00Z", None),
    ]


def test_a_base_of_an_earlier_version_is_told_what_to_do(library: Library) -> None:
    library.publish(work(1))
    shutil.rmtree(library.folder / "harvest")
    with pytest.raises(NotBuilt, match=r"has no harvest/; run `rashinban update`"):
        library.ask(verb="Identify")
    publish(library.folder, now=library.time)
    assert ids(library.ask(verb="ListIdentifiers", **DC)) == ["W1"]
