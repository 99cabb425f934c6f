"""Every sample of JPCOAR: records in = kept + refused, no unknown field, and each judged as its name says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsed_records import parsed
from rashinban.data_sources import jpcoar
from rashinban.data_sources.jpcoar.rules import Finding, judge
from rashinban.reading import xml

pytestmark = pytest.mark.shared

#: What a case's file name says, in the words of our rules; `clean` cases break none.
NAMED = {
    "location_xmllang_not_found": "xmllang_not_found",
    "publication_place_format_iso3166_1": "country_format",
    "publisher_description_xmllang_not_found": "xmllang_not_found",
    "publisher_name_not_found": "publisher_name_not_found",
    "publisher_name_xmllang_not_found": "xmllang_not_found",
    "format": "version_number_format",
    "version_format": "version_number_format",
    "identifier_type_mismatch_doi": "identifier_mismatch",
    "identifier_type_mismatch_dois": "term_unknown",
    "identifier_type_mismatch_hdl": "identifier_mismatch",
    "identifier_type_mismatch": "identifier_mismatch",
    "identifier_mismatch": "registration_mismatch",
    "identifier_mismatch_without_identifier": "registration_mismatch",
    "xmllang_duplicated": "xmllang_duplicated",
    "xmllang_not_found": "xmllang_not_found",
    "related_identifier_type_obsolete_issn": "identifier_type_discouraged",
    "related_identifier_type_obsolete_naid": "identifier_type_discouraged",
    "vor_relation_not_found": "version_relation_not_found",
    "vor_relation_success": "clean",
    "award_number_format_error": "award_number_format",
    "funder_identifier_type_obsolete": "identifier_type_discouraged",
    "funder_name_not_available": "funder_name_not_found",
    # JPNO is in no vocabulary of source identifiers.
    "01_departmental_bulletin_paper_oa": "term_unknown",
    "identifier_type_obsolete": "identifier_type_discouraged",
    "volume_unnecessary_chars": "volume_with_words",
    "positive_integer": "positive_integer",
    "conference_sequence_positive_integer": "positive_integer",
    "dissertation_details_not_found": "dissertation_details_not_found",
    "degree_name_english": "degree_name_english_not_found",
    "name_identifier_scheme_kakenhi_missing": "degree_grantor_kakenhi_not_found",
    "family_name_yomi_not_needed": "reading_in_name_part",
    "given_name_yomi_not_needed": "reading_in_name_part",
    "no_creator_in_thesis": "creator_not_found_in_thesis",
    "uri_objectype_not_found": "file_type_not_found",
    "contributor_type_not_found": "contributor_type_not_found",
    "access_rights_without_rdf_resource": "access_rights_without_uri",
    "access_rights_wrong_url": "access_rights_unknown_uri",
    "embergoed": "embargo_without_date",
}
#: Ends of the names of many cases.
_ENDS = {
    "_xmllang_not_found": "xmllang_not_found",
    "_xmllang_duplicated": "xmllang_duplicated",
    "_noja_with_yomi": "reading_without_japanese",
}
_PARTS = {
    "name_identifier_content_is_uri": "name_identifier_is_uri",
    "name_identifier_mismatch": "name_identifier_mismatch",
    "name_identifier_scheme_obsolete": "name_identifier_discouraged",
}


def said_by(stem: str) -> str:
    """The rule that a file name says is broken."""
    if stem in NAMED:
        return NAMED[stem]
    for end, rule in _ENDS.items():
        if stem.endswith(end):
            return rule
    return next(rule for part, rule in _PARTS.items() if part in stem)


def _judged(path: Path) -> tuple[Finding, ...]:
    return judge(xml.parse(path.read_bytes()))


def _cases(shared: Path) -> Iterator[tuple[str, str, Path]]:
    """(rule or clean, element or "", file) of the official samples and of the single-fault cases."""
    folder = shared / "samples" / "jpcoar"
    for path in sorted(folder.glob("[0-9].[0-9]/*.xml")):
        # The one official sample that the schema itself refuses: starYear for startYear.
        misspelt = path.parent.name == "1.0" and path.stem == "08_conference_object"
        yield ("attribute_unknown", "conferenceDate", path) if misspelt else ("clean", "", path)
    for path in sorted(folder.glob("conformance_cases/*/*.xml")):
        rule = said_by(path.stem)
        yield rule, "" if rule == "clean" else path.parent.name.partition("_")[2], path


def test_cases_are_judged_as_their_names_say(shared: Path) -> None:
    """At least 95 % of the cases; a clean one has no error, a fault is found by its rule at its element."""
    table: Counter[tuple[str, str]] = Counter()
    wrong = []
    for rule, element, path in _cases(shared):
        findings = _judged(path)
        if rule == "clean":
            as_named = not [each for each in findings if each.severity == "error"]
        else:
            as_named = any(each.rule == rule and element in each.path.split("/") for each in findings)
        table[rule, "as named" if as_named else "not"] += 1
        wrong += [] if as_named else [path.name]
    total, right = table.total(), sum(count for (_, verdict), count in table.items() if verdict == "as named")
    print(f"\n{'said by the name':36} as named  not")
    for rule in sorted({rule for rule, _ in table}):
        print(f"{rule:36} {table[rule, 'as named']:8}  {table[rule, 'not']:3}")
    print(f"{'all':36} {right:8}  {total - right:3}   {right / total:.1%}")
    assert total == 25 + 91
    assert right / total >= 0.95, wrong
    assert wrong == []


def test_single_faults_bring_no_error_beside_their_own(shared: Path) -> None:
    """Errors that the name does not say, of which a text without its language can bring one: its reading has none."""
    beside = Counter(
        each.rule
        for rule, _, path in _cases(shared)
        for each in _judged(path)
        if each.severity == "error" and each.rule != rule
    )
    assert beside == {"reading_without_japanese": 5}


def test_every_record_is_kept_or_refused_and_read_whole(shared: Path) -> None:
    folder = shared / "samples"
    files = [*(folder / "jpcoar").rglob("*"), *(folder / "oai_pmh_jpcoar").glob("*.xml")]
    kept, refused = 0, Counter[str]()
    for path in sorted(files):
        if path.is_file() and path.name != "README.md":
            found = parsed(jpcoar, path)
            kept += found.kept
            refused.update(reason.split(":")[0] for _, reason in found.refused_records)
            assert found.unknown == {}, path
            assert found.kept + len(found.refused_records) == 1, path
    # 25 official, 91 cases, WEKO's record alone and in a package, 7 answers; the rest are schemas or lack a namespace.
    assert kept == 25 + 91 + 2 + 7
    assert refused == {"not a record of JPCOAR, junii2 or Dublin Core": 22, "invalid XML": 3}
