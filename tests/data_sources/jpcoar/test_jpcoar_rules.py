"""Each rule of JPCOAR on one record: a thesis that breaks none, and the same with one thing changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashinban.data_sources.jpcoar.rules import Finding, judge, rules
from rashinban.reading import xml

THESIS = (Path(__file__).parents[2] / "data" / "jpcoar" / "thesis_that_breaks_no_rule.xml").read_text(encoding="utf-8")

JA = '<dc:title xml:lang="ja">尺八の音響</dc:title>'
KANA = '<dc:title xml:lang="ja-Kana">シャクハチ ノ オンキョウ</dc:title>'

#: (what is changed, what it becomes, [(rule, path, found)]).
CHANGES: list[tuple[str, str, list[tuple[str, str, str]]]] = [
    (
        '<dc:title xml:lang="ja">尺八の音響</dc:title>',
        "",
        [("reading_without_japanese", "title", "シャクハチ ノ オンキョウ")],
    ),
    (
        f"{JA}\n{KANA}\n",
        "",
        [("title_not_found", "title", "")],
    ),
    ('xml:lang="ja-Kana"', 'xml:lang="ja"', [("xmllang_duplicated", "title", "ja")]),
    ('<jpcoar:familyName xml:lang="ja">', "<jpcoar:familyName>", [("xmllang_not_found", "creator/familyName", "竹山")]),
    ('subjectScheme="NDC">768', 'subjectScheme="Other">尺八', [("xmllang_not_found", "subject", "尺八")]),
    (
        'familyName xml:lang="ja"',
        'familyName xml:lang="ja-Latn"',
        [("reading_in_name_part", "creator/familyName", "竹山")],
    ),
    (
        ">0000-0002-1825-0097<",
        ">https://orcid.org/0000-0002-1825-0097<",
        [
            ("name_identifier_is_uri", "creator/nameIdentifier", "https://orcid.org/0000-0002-1825-0097"),
            ("name_identifier_mismatch", "creator/nameIdentifier", "https://orcid.org/0000-0002-1825-0097"),
        ],
    ),
    (
        "https://orcid.org/0000-0002-1825-0097",
        "https://orcid.org/",
        [("name_identifier_uri_mismatch", "creator/nameIdentifier", "https://orcid.org/")],
    ),
    (
        'nameIdentifierScheme="ORCID" nameIdentifierURI="https://orcid.org/0000-0002-1825-0097">0000-0002-1825-0097',
        'nameIdentifierScheme="NRID">1000010203040',
        [("name_identifier_discouraged", "creator/nameIdentifier", "NRID")],
    ),
    ("竹山, 一郎", "竹山一郎", [("name_without_comma", "creator/creatorName", "竹山一郎")]),
    (' contributorType="Supervisor"', "", [("contributor_type_not_found", "contributor", "")]),
    ('"Supervisor"', '"Teacher"', [("term_unknown", "contributor", "Teacher")]),
    # Translator came with 2.1; the record says 2.0.
    ('"Supervisor"', '"Translator"', [("term_unknown", "contributor", "Translator")]),
    (
        ' rdf:resource="http://purl.org/coar/access_right/c_f1cf"',
        "",
        [("access_rights_without_uri", "accessRights", "embargoed access")],
    ),
    ("c_f1cf", "c_f1", [("access_rights_unknown_uri", "accessRights", "http://purl.org/coar/access_right/c_f1")]),
    (
        "access_right/c_f1cf",
        "access_right/c_abf2",
        [("access_rights_mismatch", "accessRights", "embargoed access http://purl.org/coar/access_right/c_abf2")],
    ),
    ('"Available"', '"Issued"', [("embargo_without_date", "accessRights", "embargoed access")]),
    (
        ' rdf:resource="https://creativecommons.org/licenses/by/4.0/"',
        "",
        [("rights_uri_not_found", "rights", "Creative Commons Attribution")],
    ),
    (
        '<jpcoar:publisherName xml:lang="ja">竹林大学</jpcoar:publisherName>',
        "",
        [("publisher_name_not_found", "publisher", "JPN")],
    ),
    (">JPN<", ">jp<", [("country_format", "publisher/publicationPlace", "jp")]),
    (">1.2<", ">Version 1.2<", [("version_number_format", "version", "Version 1.2")]),
    (
        "c_ab4af688f83e57aa",
        "c_970fb48d4fbd8a85",
        [("version_mismatch", "version", "AM http://purl.org/coar/version/c_970fb48d4fbd8a85")],
    ),
    ('"isVersionOf"', '"references"', [("version_relation_not_found", "relation", "")]),
    (
        "c_db06",
        "c_46ec",
        [("type_mismatch", "type", "doctoral thesis http://purl.org/coar/resource_type/c_46ec")],
    ),
    (
        '<dc:type rdf:resource="http://purl.org/coar/resource_type/c_db06">doctoral thesis</dc:type>\n',
        "",
        [("type_not_found", "type", "")],
    ),
    (
        "</dc:type>",
        '</dc:type><dc:type rdf:resource="http://purl.org/coar/resource_type/c_db06">doctoral thesis</dc:type>',
        [("element_repeated", "type", "doctoral thesis")],
    ),
    (
        '<jpcoar:identifier identifierType="DOI">https://doi.org/10.5555/thesis.1</jpcoar:identifier>\n',
        "",
        [
            ("identifier_not_found", "identifier", ""),
            ("registration_mismatch", "identifierRegistration", "10.5555/thesis.1"),
        ],
    ),
    (
        ">https://doi.org/10.5555/thesis.1<",
        ">10.5555/thesis.1<",
        [("identifier_mismatch", "identifier", "10.5555/thesis.1")],
    ),
    (
        'identifierType="JaLC">10.5555/thesis.1',
        'identifierType="PMID">123',
        [
            ("registration_not_supported", "identifierRegistration", "123"),
            ("registration_mismatch", "identifierRegistration", "123"),
        ],
    ),
    (
        '"PISSN"',
        '"ISSN"',
        [("identifier_type_discouraged", "sourceIdentifier", "ISSN 0286-861X")],
    ),
    ("0286-861X", "0286", [("identifier_mismatch", "sourceIdentifier", "0286")]),
    (">JP19KK0341<", ">19KK0341<", [("award_number_format", "fundingReference/awardNumber", "19KK0341")]),
    ('"JGN"', '"KAKENHI"', [("award_number_type", "fundingReference/awardNumber", "KAKENHI")]),
    (
        '<jpcoar:funderName xml:lang="ja">日本学術振興会</jpcoar:funderName>',
        "",
        [("funder_name_not_found", "fundingReference", "JP19KK0341")],
    ),
    ("<jpcoar:volume>3<", "<jpcoar:volume>第3巻<", [("volume_with_words", "volume", "第3巻")]),
    ("<jpcoar:pageStart>1<", "<jpcoar:pageStart>p. 1<", [("positive_integer", "pageStart", "p. 1")]),
    (
        "<dcndl:dateGranted>2024-03-25</dcndl:dateGranted>\n",
        "",
        [("dissertation_details_not_found", "dateGranted", "")],
    ),
    ("2024-03-25", "2024/03/25", [("date_format", "dateGranted", "2024/03/25")]),
    ("甲第7号", "7", [("dissertation_number_format", "dissertationNumber", "7")]),
    (
        '<dcndl:degreeName xml:lang="en">Doctor of Science</dcndl:degreeName>\n',
        "",
        [("degree_name_english_not_found", "degreeName", "博士（理学）")],
    ),
    (
        '"kakenhi">12601',
        '"ROR">057zh3y96',
        [("degree_grantor_kakenhi_not_found", "degreeGrantor/nameIdentifier", "057zh3y96")],
    ),
    (">jpn<", ">ja<", [("language_format", "language", "ja")]),
    (
        ' objectType="fulltext"',
        "",
        [("file_type_not_found", "file/URI", "https://repository.example.ac.jp/1.pdf")],
    ),
    (">application/pdf<", ">PDF<", [("mime_type_format", "file/mimeType", "PDF")]),
    (">3 MB<", ">large<", [("extent_format", "file/extent", "large")]),
    ("<dc:language>", '<dc:language dialect="x">', [("attribute_unknown", "language", "dialect")]),
    ("<dc:language>jpn</dc:language>", "<dc:source>x</dc:source>", [("element_unknown", "source", "dc:source")]),
]


def _judged(text: str) -> tuple[Finding, ...]:
    return judge(xml.parse(text.encode()))


def test_a_record_that_breaks_no_rule() -> None:
    assert _judged(THESIS) == ()


@pytest.mark.parametrize(
    ("old", "new", "found"), CHANGES, ids=[rule for *_, found in CHANGES for rule in [found[0][0]]]
)
def test_one_change_breaks_one_rule(old: str, new: str, found: list[tuple[str, str, str]]) -> None:
    assert old in THESIS
    expected = tuple(
        Finding(rule=rule, path=f"jpcoar/{path}", found=text, mend=mend, severity=severity)
        for rule, path, text in found
        for severity, mend in [rules()[rule]]
    )
    assert _judged(THESIS.replace(old, new, 1)) == expected


def test_a_thesis_without_creator() -> None:
    start, end = THESIS.index("<jpcoar:creator>"), THESIS.index("</jpcoar:creator>") + len("</jpcoar:creator>")
    assert [each.rule for each in _judged(THESIS[:start] + THESIS[end:])] == ["creator_not_found_in_thesis"]


def test_every_rule_has_a_case() -> None:
    shown = {rule for *_, found in CHANGES for rule, _, _ in found}
    assert shown | {"creator_not_found_in_thesis"} == rules().keys()


@pytest.mark.parametrize(
    ("version", "found"),
    [
        # 1.0 knows neither jpcoar:publisher nor JGN, and asks for no identifier.
        (
            "1.0",
            [
                ("element_unknown", "jpcoar/publisher"),
                ("element_unknown", "jpcoar/fundingReference/awardNumber"),
            ],
        ),
        ("2.0", []),
        ("2.1", []),
        # A version to come is judged as the newest known.
        ("3.0", []),
    ],
)
def test_versions_differ(version: str, found: list[tuple[str, str]]) -> None:
    judged = _judged(THESIS.replace("master/2.0/", f"master/{version}/"))
    assert [(each.rule, each.path) for each in judged] == found


def test_titles_without_language_are_of_one_language() -> None:
    twice = THESIS.replace(' xml:lang="ja">尺', ">尺").replace(' xml:lang="ja-Kana"', "")
    assert [(each.rule, each.severity) for each in _judged(twice)] == [
        ("xmllang_not_found", "warning"),
        ("xmllang_not_found", "warning"),
        ("xmllang_duplicated", "error"),
    ]
