"""A description of data becomes a work of type dataset, a manuscript an article: written in the words of JPCOAR first.

The form is that of the common metadata elements of the Cabinet Office; its way into JPCOAR is the one that GakuNin RDM
itself takes to WEKO. The funder and the JGN stand once for the project and hold for each of its files.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from rashinban.data_sources.grdm.files import Description
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.jpcoar import Builder, Header, add_item
from rashinban.schema import kinds
from rashinban.snapshots.raw import RawFile

_HOST = "rdm.nii.ac.jp"
_FUNDING = "jpcoar:fundingReference"
_LANGUAGES = ("ja", "en")
#: Questions of the project that are read below; two are the fields of research, which a file may refer to.
_PROJECT = frozenset(
    (
        "funder",
        "funding-stream-code",
        "program-name-ja",
        "program-name-en",
        "japan-grant-number",
        "project-name-ja",
        "project-name-en",
        "project-research-field",
    )
)
_PEOPLE = (("grdm-file:creators", "creator"), ("grdm-file:authors", "creator"))
#: Questions of the file that are read below, beside those of fields.csv.
_READ = frozenset(
    (
        "grdm-file:file-type",
        "grdm-file:doi",
        "grdm-file:version",
        "grdm-file:data-research-field",
        "grdm-file:data-policy-free",
        "grdm-file:data-policy-license",
        "grdm-file:repo-url-doi-link",
        "grdm-file:dataset-link",
        "grdm-file:publication-link",
        "grdm-file:metadata-access-rights",
        "grdm-file:creators",
        "grdm-file:authors",
        "grdm-file:hosting-inst-ja",
        "grdm-file:hosting-inst-en",
        "grdm-file:hosting-inst-id",
        "grdm-file:data-man-type",
        "grdm-file:data-man-number",
        "grdm-file:data-man-name-ja",
        "grdm-file:data-man-name-en",
        "grdm-file:data-man-org-ja",
        "grdm-file:data-man-org-en",
    )
)


def parser(file: RawFile) -> Parser:
    """A parser for the descriptions of one file."""
    return parse


def parse(record: bytes, rows: Rows) -> None:
    """Add the rows of one description. Refused: one that is not open itself."""
    description = msgspec.json.decode(record, type=Description)
    answers = description.file
    shown = answers.get("grdm-file:metadata-access-rights", "open access")
    if shown != "open access":
        raise Refused("the description itself is not open", column="grdm-file:metadata-access-rights", found=shown)
    builder = Builder()
    is_manuscript = answers.get("grdm-file:file-type") == "manuscript"
    for name, value in answers.items():
        path = _fields().get(name)
        if path and isinstance(value, str):
            builder.put(path, value, [name] * (path.count("/") + 1))
        elif name not in _fields() and name not in _READ:
            rows.unknown_field(f"grdm.{name}")
    for name in description.project.keys() - _PROJECT:
        rows.unknown_field(f"grdm.{name}")
    if "grdm-file:data-type" not in answers and "grdm-file:manuscript-type" not in answers:
        builder.put("dc:type", "journal article" if is_manuscript else "dataset", ["type"])
    _put_links(builder, answers, is_manuscript)
    _put_choices(builder, answers, description.project, rows)
    for question, role in _PEOPLE:
        _put_people(builder, answers.get(question), role, question)
    _put_institutions(builder, answers)
    _put_funding(builder, description.project, rows)
    add_item(builder.root, rows, Header(host=_HOST))


@cache
def _fields() -> Mapping[str, str | None]:
    with (files("rashinban.data_sources.grdm") / "fields.csv").open(encoding="utf-8") as stream:
        return {row["field"]: row["path"] or None for row in csv.DictReader(stream)}


@cache
def _choices() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """By question and choice: code, ja, en."""
    with (files("rashinban.data_sources.grdm") / "choices.csv").open(encoding="utf-8") as stream:
        return {(row["question"], row["choice"]): row for row in csv.DictReader(stream)}


def _choice(question: str, chosen: object, rows: Rows) -> Mapping[str, str] | None:
    if not isinstance(chosen, str):
        return None
    found = _choices().get((question, chosen))
    if found is None:
        rows.refuse_value(f"grdm {question}", "a choice the form did not have; add it to grdm/choices.csv", chosen)
    return found


def _put_links(builder: Builder, answers: Mapping[str, object], is_manuscript: bool) -> None:
    version = answers.get("grdm-file:version")
    if isinstance(version, str):
        builder.put("oaire:version" if is_manuscript else "datacite:version", version, ["version"])
    doi = answers.get("grdm-file:doi")
    if isinstance(doi, str):
        own = "jpcoar:identifier@identifierType=DOI"
        # That of a manuscript is the published article's.
        of_article = "jpcoar:relation@relationType=isVersionOf/jpcoar:relatedIdentifier@identifierType=DOI"
        path = of_article if is_manuscript else own
        builder.put(path, doi, ["doi"] * (path.count("/") + 1))
    for question, above in (
        ("repo-url-doi-link", "jpcoar:identifier"),
        ("dataset-link", "jpcoar:relation@relationType=isSupplementedBy/jpcoar:relatedIdentifier"),
        ("publication-link", "jpcoar:relation@relationType=isSupplementTo/jpcoar:relatedIdentifier"),
    ):
        link = answers.get(f"grdm-file:{question}")
        if isinstance(link, str):
            path = f"{above}@identifierType={'DOI' if _is_doi(link) else 'URI'}"
            builder.put(path, link, [question] * (path.count("/") + 1))


def _is_doi(text: str) -> bool:
    try:
        kinds.doi(text)
    except Refused:
        return False
    return True


def _put_choices(builder: Builder, answers: Mapping[str, object], project: Mapping[str, object], rows: Rows) -> None:
    """Field of research, licence, charge."""
    chosen = answers.get("grdm-file:data-research-field", "project")
    field = _choice("research field", project.get("project-research-field") if chosen == "project" else chosen, rows)
    licence = _choice("licence", answers.get("grdm-file:data-policy-license"), rows)
    charge = _choice("charge", answers.get("grdm-file:data-policy-free"), rows)
    for language in _LANGUAGES:
        if field:
            path = f"jpcoar:subject@subjectScheme=e-Rad_field@xml:lang={language}"
            builder.put(path, field[language], [("field", language)])
        for kind, choice in (("licence", licence), ("charge", charge)):
            if choice:
                path = f"dc:rights@xml:lang={language}"
                builder.put(path, choice[language], [(kind, language)])
                if kind == "licence" and choice["code"]:
                    builder.put(f"{path}/@rdf:resource", choice["code"], [(kind, language)])


def _put_people(builder: Builder, people: object, role: str, question: str) -> None:
    for number, person in enumerate(people if isinstance(people, list) else []):
        if isinstance(person, dict):
            keys = (question, number)
            _put_person(builder, f"jpcoar:{role}", f"jpcoar:{role}Name", person, keys)


def _put_person(builder: Builder, path: str, name_element: str, person: Mapping[str, object], key: object) -> None:
    """One person: e-Rad number, and names as one text or in parts; older forms write name-ja, newer ones name_ja."""
    erad = person.get("number")
    if isinstance(erad, str) and erad:
        scheme = "jpcoar:nameIdentifier@nameIdentifierScheme=e-Rad_Researcher"
        builder.put(f"{path}/{scheme}", erad, [key, "e-Rad"])
    for language in _LANGUAGES:
        name = person.get(f"name_{language}") or person.get(f"name-{language}")
        if isinstance(name, dict):
            last, first = (" ".join(str(name.get(part) or "") for part in parts).strip() for parts in _PARTS)
            for element, value in (("jpcoar:familyName", last), ("jpcoar:givenName", first)):
                if value:
                    builder.put(f"{path}/{element}@xml:lang={language}", value, [key, (element, language)])
        elif isinstance(name, str) and name:
            builder.put(f"{path}/{name_element}@xml:lang={language}", name, [key, language])


_PARTS = (("last",), ("first", "middle"))


def _put_institutions(builder: Builder, answers: Mapping[str, object]) -> None:
    """The institution that hosts the data, and who manages them: a person, or an office."""
    hosting = "jpcoar:contributor@contributorType=HostingInstitution"
    _put_office(builder, hosting, answers, "hosting-inst", "hosting")
    ror = answers.get("grdm-file:hosting-inst-id")
    if isinstance(ror, str):
        builder.put(f"{hosting}/jpcoar:nameIdentifier@nameIdentifierScheme=ROR", ror, ["hosting", "ROR"])
    manager = "jpcoar:contributor@contributorType=DataManager"
    if answers.get("grdm-file:data-man-type") == "individual":
        person = {
            "number": answers.get("grdm-file:data-man-number"),
            "name_ja": answers.get("grdm-file:data-man-name-ja"),
            "name_en": answers.get("grdm-file:data-man-name-en"),
        }
        _put_person(builder, manager, "jpcoar:contributorName", person, "manager")
    else:
        _put_office(builder, manager, answers, "data-man-org", "manager")


def _put_office(builder: Builder, path: str, answers: Mapping[str, object], question: str, key: str) -> None:
    for language in _LANGUAGES:
        name = answers.get(f"grdm-file:{question}-{language}")
        if isinstance(name, str):
            element = f"jpcoar:contributorName@nameType=Organizational@xml:lang={language}"
            builder.put(f"{path}/{element}", name, [key, language])


def _put_funding(builder: Builder, project: Mapping[str, object], rows: Rows) -> None:
    funder = _choice("funder", project.get("funder"), rows)
    if funder:
        identifier = "jpcoar:funderIdentifier@funderIdentifierType=e-Rad_funder"
        builder.put(f"{_FUNDING}/{identifier}", funder["code"], ["award", "funder"])
    for language in _LANGUAGES:
        for element, name in (
            ("funderName", funder[language] if funder else None),
            ("fundingStream", project.get(f"program-name-{language}")),
            ("awardTitle", project.get(f"project-name-{language}")),
        ):
            if isinstance(name, str):
                builder.put(f"{_FUNDING}/jpcoar:{element}@xml:lang={language}", name, ["award", (element, language)])
    number = project.get("japan-grant-number")
    if isinstance(number, str):
        builder.put(f"{_FUNDING}/jpcoar:awardNumber@awardNumberType=JGN", number, ["award", "number"])
    code = project.get("funding-stream-code")
    if isinstance(code, str):
        scheme = "jpcoar:fundingStreamIdentifier@fundingStreamIdentifierType=JGN_fundingStream"
        builder.put(f"{_FUNDING}/{scheme}", code, ["award", "programme"])
