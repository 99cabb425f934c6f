"""Formats: whole documents, what is unknown left out, and the schemas and rules of those who read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jpcoar_rules import breaches
from lxml import etree

from rashinban.access.oai.formats import formats
from rashinban.access.oai.record import Affiliation, Copy, Creator, Funding, Record, Venue
from rashinban.access.oai.vocabularies import iso_639_3, text_language, work_type
from rashinban.access.oai.xml import Element, clean
from rashinban.definitions import lookups
from rashinban.errors import RashinbanError

EXPECTED = Path(__file__).with_name("expected")
PREFIXES = ("jpcoar_2.0", "oai_datacite", "oai_dc", "oai_openaire")
LEAST = Record(identifier="oai:example.org:W1", title="Title", type="other", year=2020)
FULL = Record(
    identifier="oai:example.org:W1",
    page="https://openalex.org/W1",
    # A DOI of the 1990s, and a title with markup and a character that XML cannot hold.
    doi="10.5555/a(1)2<3>b",
    pmid="12345",
    title="深海の熱水系 & its <i>vents</i>\x00",
    abstract="An abstract.",
    year=2021,
    date=date(2021, 4, 1),
    language="ja",
    type="article",
    is_retracted=False,
    is_oa=True,
    volume="12",
    issue="3-4",
    first_page="34",
    last_page="57",
    venue=Venue(name="Journal of Vents", type="journal", publisher="Vent Press", issns=("0028-0836", "1476-4687")),
    creators=(
        Creator(
            name="山田 花子",
            orcid="0000-0002-1825-0097",
            affiliations=(
                Affiliation(name="University of Tokyo", name_ja="東京大学", ror_id="057zh3y96"),
                Affiliation(name="Vent Laboratory, Tokyo"),
            ),
        ),
        Creator(name="Josiah Carberry"),
    ),
    copies=(
        Copy(is_oa=False, version="acceptedVersion", url="https://doi.org/10.5555/a(1)2%3C3%3Eb"),
        Copy(
            is_oa=True,
            version="acceptedVersion",
            license="cc-by",
            url="https://repo.example.org/1",
            pdf_url="https://repo.example.org/1.pdf",
        ),
    ),
    funding=(
        Funding(
            funder="Japan Society for the Promotion of Science",
            funder_ror="00hhkn466",
            crossref_funder_id="501100001691",
            award_number="JP19KK0341",
            award_title="Vents",
            award_doi="10.52926/JP19KK0341",
        ),
        Funding(funder="Vent Foundation", funder_ror="01cwqze88"),
        Funding(award_number="X-1"),
    ),
    keywords=("Geology", "海底"),
    subjects=("Hydrothermal vents",),
)
#: Records that differ in what is known.
CASES: Mapping[str, Record] = {
    "least": LEAST,
    "full": FULL,
    "simulated and retracted": replace(FULL, page=None, simulated=True, is_retracted=True),
    "manuscript without DOI": replace(FULL, doi=None),
    "published": replace(FULL, copies=(replace(FULL.copies[0], version="publishedVersion"),)),
    "closed": replace(LEAST, is_oa=False, doi="10.5555/1", page="https://openalex.org/W1"),
    "pages with letters": replace(FULL, first_page="e34", last_page="57"),
    "a name in Hangul": replace(LEAST, creators=(Creator(name="김철수"),), language="ko"),
}


def written(prefix: str, record: Record) -> Element:
    return etree.fromstring(etree.tostring(formats()[prefix].write(record)))


def test_the_formats_are_those_that_libraries_harvest() -> None:
    assert tuple(formats()) == PREFIXES


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_record_with_everything_is_written_whole(prefix: str) -> None:
    expected = (EXPECTED / f"{prefix}.xml").read_text(encoding="utf-8")
    told = etree.tostring(written(prefix, FULL), encoding="unicode")
    assert etree.canonicalize(told, strip_text=True) == etree.canonicalize(expected, strip_text=True)


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("oai_dc", [("title", "Title"), ("date", "2020"), ("type", "other")]),
        (
            "jpcoar_2.0",
            [
                ("title", "Title"),
                ("date", "2020"),
                ("type", "other"),
                ("identifier", "oai:example.org:W1"),
            ],
        ),
        (
            "oai_datacite",
            [
                ("identifier", "oai:example.org:W1"),
                ("creatorName", ":unav"),
                ("title", "Title"),
                ("publisher", ":unav"),
                ("publicationYear", "2020"),
                ("resourceType", "other"),
                ("date", "2020"),
            ],
        ),
        (
            "oai_openaire",
            [("title", "Title"), ("date", "2020"), ("resourceType", "other"), ("identifier", "oai:example.org:W1")],
        ),
    ],
)
def test_what_is_not_known_is_not_written(prefix: str, expected: list[tuple[str, str]]) -> None:
    leaves = [found for found in written(prefix, LEAST).iter() if len(found) == 0]
    assert [(etree.QName(found).localname, found.text) for found in leaves] == expected


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("case", CASES)
def test_no_element_is_empty(prefix: str, case: str) -> None:
    for found in written(prefix, CASES[case]).iter():
        assert len(found) > 0 or (found.text or "").strip(), etree.QName(found).localname
        assert all(value.strip() for value in found.attrib.values())


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_simulated_record_says_so_in_both_languages_and_names_no_page_of_a_provider(prefix: str) -> None:
    text = etree.tostring(written(prefix, CASES["simulated and retracted"]), encoding="unicode")
    assert "SIMULATED: an invented record" in text and "架空のレコード" in text
    assert "RETRACTED" in text and "撤回" in text
    assert "openalex.org" not in text


def _identifiers(record: Record) -> list[tuple[str, str]]:
    namespace = "{https://github.com/JPCOAR/schema/blob/master/2.0/}"
    found = written("jpcoar_2.0", record).iter(f"{namespace}identifier", f"{namespace}relatedIdentifier")
    return [(f"{etree.QName(e).localname} {e.get('identifierType')}", e.text or "") for e in found]


def test_the_doi_identifies_the_version_of_record_and_a_manuscript_points_at_it() -> None:
    doi = "https://doi.org/10.5555/a(1)2%3C3%3Eb"
    assert _identifiers(CASES["published"]) == [
        ("identifier DOI", doi),
        ("identifier URI", "https://openalex.org/W1"),
    ]
    assert _identifiers(FULL) == [("identifier URI", "https://repo.example.org/1"), ("relatedIdentifier DOI", doi)]


def test_every_work_type_has_its_words() -> None:
    for known in set(lookups()["work_types"]["type"].to_pylist()):
        assert work_type(known).coar.label
    with pytest.raises(RashinbanError, match=r"'sonnet' has no line in access/oai/types\.csv"):
        work_type("sonnet")


def test_languages_by_code_and_by_script() -> None:
    assert [iso_639_3(code) for code in ("en", "ja", "xx", None)] == ["eng", "jpn", None, None]
    names = [
        ("Yamada, Hanako", "ja"),
        ("山田花子", "ja"),
        ("山田花子", "en"),
        ("やまだ", None),
        ("王伟", "zh"),
        ("Ёж", "ru"),
    ]
    assert [text_language(name, language) for name, language in names] == ["en", "ja", "und", "ja", "zh", "und"]


def test_characters_that_xml_forbids_are_left_out() -> None:
    assert clean("a\x00b\x0bc\x1b\td\ne\ufffe𠮷") == "abc\td\ne𠮷"


# --- the schemas of those who read them ------------------------------------------------------------------


class _Beside(etree.Resolver):
    """Finds the W3C's xml.xsd, which schemas import from the web, beside the schema of DataCite."""

    def __init__(self, samples: Path) -> None:
        self.samples = samples

    def resolve(self, url: str, public_id: str, context: object) -> object:
        if url.endswith("xml.xsd"):
            return self.resolve_filename(str(self.samples / "datacite/xsd_4.6/include/xml.xsd"), context)
        return None


def schema(samples: Path, name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Beside(samples))
    return etree.XMLSchema(etree.parse(str(samples / name), parser))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("prefix", "name"),
    [("jpcoar_2.0", "jpcoar/xsd/2.0/jpcoar_scm.xsd"), ("oai_datacite", "datacite/xsd_4.6/metadata.xsd")],
)
def test_records_are_valid(shared: Path, prefix: str, name: str) -> None:
    valid = schema(shared / "samples", name)
    for record in CASES.values():
        valid.assertValid(written(prefix, record))


@pytest.mark.parametrize("case", CASES)
def test_records_keep_the_rules_that_irdb_checks(case: str) -> None:
    # The one rule that is broken knowingly: there is no DOI of the version of record that it could point at.
    known = {"vor_relation_not_found"} if case == "manuscript without DOI" else set()
    assert breaches(written("jpcoar_2.0", CASES[case])) == known


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("1_title/xmllang_not_found", "xmllang_not_found"),
        ("1_title/xmllang_duplicated", "xmllang_duplicated"),
        ("3_creator/creator_name_xmllang_not_found", "xmllang_not_found"),
        ("3_creator/name_identifier_content_is_uri_orcid", "name_identifier_content_is_uri"),
        ("3_creator/name_identifier_mismatch_orcid", "name_identifier_mismatch"),
        ("3_creator/affiliation_name_identifier_mismatch_isni", "name_identifier_mismatch"),
        ("5_accessRights/access_rights_without_rdf_resource", "access_rights_without_rdf_resource"),
        ("5_accessRights/access_rights_wrong_url", "access_rights_wrong_url"),
        ("5_accessRights/embergoed", "embargoed_without_date"),
        ("8_subject/xmllang_not_found", "xmllang_not_found"),
        ("18_identifier/identifier_type_mismatch_doi", "identifier_type_mismatch"),
        ("18_identifier/identifier_type_mismatch_hdl", "identifier_type_mismatch"),
        ("20_relation/vor_relation_not_found", "vor_relation_not_found"),
        ("23_fundingReference/award_number_format_error", "award_number_format_error"),
        ("23_fundingReference/funder_name_xmllang_not_found", "xmllang_not_found"),
        ("27_issue/volume_unnecessary_chars", "volume_unnecessary_chars"),
    ],
)
def test_the_rules_find_the_faults_that_were_put_into_official_samples(shared: Path, file: str, rule: str) -> None:
    folder = shared / "samples" / "jpcoar" / "conformance_cases"
    assert rule in breaches(etree.parse(str(folder / f"{file}.xml")).getroot())


@pytest.mark.shared
def test_the_rules_find_no_fault_in_official_samples(shared: Path) -> None:
    # The official samples write ROR ids and ISNIs in forms of their own and leave languages out of some names.
    tolerated = {"name_identifier_content_is_uri", "xmllang_not_found", "name_identifier_mismatch"}
    for path in sorted((shared / "samples" / "jpcoar" / "2.0").glob("*.xml")):
        assert breaches(etree.parse(str(path)).getroot()) <= tolerated, path.name
