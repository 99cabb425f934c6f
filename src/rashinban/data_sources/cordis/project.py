"""Each record is one project in XML; it becomes an award, its participants, money, classes and results."""

from __future__ import annotations

from datetime import date as Date
from itertools import count

from rashinban.data_sources.cordis.ignored import IGNORED
from rashinban.data_sources.cordis.values import COMMISSION, euro, grant, mention, organisation
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading import xml
from rashinban.reading.markup import plain_text
from rashinban.reading.xml import Element, Reading
from rashinban.schema import ids, kinds
from rashinban.schema.languages import language
from rashinban.schema.partial_dates import moment

_ASSOCIATED = "relations/associations"
_TEXTS = (("title", "title"), ("acronym", "acronym"), ("objective", "summary"))
#: What associations and classes of a project say, and our scheme for it.
_PROGRAMMES = {"relatedLegalBasis": "programme", "relatedTopic": "topic"}
_CLASSES = {"euroSciVoc": "euroscivoc", "projectFundingSchemeCategory": "funding-scheme"}
_PEER_REVIEWED = "/PEER_REVIEWED_ARTICLE"


def read_project(record: bytes, rows: Rows) -> None:
    """Add the rows of one project."""
    reading = Reading(xml.parse(record))
    root = reading.root
    number = reading.text(root, "id")
    if number is None:
        raise Refused("a project without an id")
    award_id = grant(number)
    code = rows.take(language, reading.text(root, "language"), "award_texts.language")
    spoken = code[0] if code else None
    texts = {kind: plain_text(reading.text(root, path)) for path, kind in _TEXTS}
    _add_texts(rows, award_id, texts, spoken)
    subjects = _subjects(reading, root)
    for (scheme, term), (code_of, said_in) in subjects.items():
        rows.add("award_subjects", award_id=award_id, scheme=scheme, term=term, code=code_of, language=said_in)
    contribution = rows.take(euro, reading.text(root, "ecMaxContribution"), "awards.amount")
    cost = rows.take(euro, reading.text(root, "totalCost"), "award_amounts.amount")
    position = count(1)
    for kind, amount in (("contribution", contribution), ("cost", cost)):
        if amount is not None:
            rows.add(
                "award_amounts", award_id=award_id, position=next(position), kind=kind, amount=amount, currency="EUR"
            )
    coordinator = _add_institutions(reading, root, rows, award_id)
    _add_outputs(reading, root, rows, award_id)
    doi = rows.take(kinds.doi, reading.text(root, "identifiers/grantDoi"), "awards.doi")
    for scheme, identifier in (
        ("ec", award_id.removeprefix("ec:")),
        ("award-doi", doi),
        ("cordis-rcn", reading.text(root, "rcn")),
    ):
        if identifier:
            rows.add("award_identifiers", award_id=award_id, scheme=scheme, identifier=identifier)
    schemes = [(scheme, term) for scheme, term in subjects if scheme in ("programme", "funding-scheme")]
    rows.add(
        "awards",
        award_id=award_id,
        funder_id=COMMISSION,
        funder_award_id=number,
        title=texts["title"],
        description=texts["summary"],
        doi=doi,
        amount=contribution,
        currency="EUR" if contribution is not None else None,
        funding_type=next((subjects[each][0] or each[1] for each in schemes if each[0] == "funding-scheme"), None),
        funder_scheme=next((subjects[each][0] or each[1] for each in schemes if each[0] == "programme"), None),
        start_date=_day(reading, root, rows, "startDate", "awards.start_date"),
        end_date=_day(reading, root, rows, "endDate", "awards.end_date"),
        status=reading.text(root, "status"),
        institution_id=coordinator,
        created_date=rows.take(moment, reading.text(root, "contentCreationDate"), "awards.created_date"),
        updated_date=rows.take(moment, reading.text(root, "lastUpdateDate"), "awards.updated_date"),
    )
    reading.notice_unread(rows, IGNORED)


def _day(reading: Reading, root: Element, rows: Rows, path: str, column: str) -> Date | None:
    return rows.take(kinds.date, reading.text(root, path), column)


def _add_texts(rows: Rows, award_id: str, texts: dict[str, str | None], spoken: str | None) -> None:
    found = ((kind, text) for kind, text in texts.items() if text)
    for position, (kind, text) in enumerate(found, 1):
        own = None if kind == "acronym" else spoken
        rows.add("award_texts", award_id=award_id, position=position, kind=kind, language=own, text=text)


def _subjects(reading: Reading, root: Element) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    """(scheme, term) -> code and language of the term; the programme that is the project's own comes first."""
    found: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    programmes = reading.many(root, f"{_ASSOCIATED}/programme")
    for each in sorted(programmes, key=lambda one: reading.attribute(one, "uniqueProgrammePart") != "true"):
        scheme = _PROGRAMMES.get(reading.attribute(each, "type") or "")
        code, title = reading.text(each, "code"), reading.text(each, "title")
        if scheme and (title or code):
            found.setdefault((scheme, title or code or ""), (code, None))
    for each in reading.many(root, f"{_ASSOCIATED}/call"):
        identifier, title = reading.text(each, "identifier"), reading.text(each, "title")
        if identifier or title:
            found.setdefault(("call", title or identifier or ""), (identifier, None))
    for each in reading.many(root, "relations/categories/category"):
        scheme = _CLASSES.get(reading.attribute(each, "classification") or "")
        if scheme is None:
            # What the record is and who provides it: of a project always the same.
            reading.passed(each)
            continue
        code, title = reading.text(each, "code"), reading.text(each, "title")
        if title or code:
            found.setdefault((scheme, title or code or ""), (code, None))
    for word in (reading.text(root, "keywords") or "").replace(";", ",").split(","):
        if word.strip():
            found.setdefault(("keyword", word.strip()), (None, None))
    return found


def _add_institutions(reading: Reading, root: Element, rows: Rows, award_id: str) -> str | None:
    """Add the participants in the order that their record states; the id of the coordinator."""
    coordinator = None
    participants = reading.many(root, f"{_ASSOCIATED}/organization")
    ordered = sorted(
        participants, key=lambda each: int(order) if (order := each.get("order", "")).isdigit() else 1 << 20
    )
    for position, each in enumerate(ordered, 1):
        reading.attribute(each, "order")
        role = rows.type_of("award_institutions", "cordis", reading.attribute(each, "type"), "award_institutions.role")
        found = organisation(reading.text(each, "id"), reading.text(each, "rcn"))
        name = plain_text(reading.text(each, "legalName"))
        city = reading.text(each, "address/city")
        country = rows.take(
            kinds.country_code, reading.text(each, "address/country"), "award_institutions.country_code"
        )
        share = reading.attribute(each, "netEcContribution"), reading.attribute(each, "ecContribution")
        amount = rows.take(euro, share[0] or share[1], "award_institutions.amount")
        activity = [
            title
            for category in reading.many(each, "relations/categories/category")
            if reading.attribute(category, "classification") == "organizationActivityType"
            and (title := reading.text(category, "title"))
        ]
        rows.add(
            "award_institutions",
            award_id=award_id,
            position=position,
            role=role or "other",
            institution_id=found,
            institution_name=name,
            country_code=country,
            city=city,
            activity=activity[0] if activity else None,
            amount=amount,
            currency="EUR" if amount is not None else None,
        )
        mention(rows, found, name, country, city)
        if role == "coordinator" and coordinator is None:
            coordinator = found
    return coordinator


def _add_outputs(reading: Reading, root: Element, rows: Rows, award_id: str) -> None:
    """Add results as participants reported them, and articles that CORDIS wrote about the project."""
    position = count(1)
    for each in reading.many(root, f"{_ASSOCIATED}/result"):
        classes = {
            reading.attribute(category, "classification") or "": reading.text(category, "code")
            for category in reading.many(each, "relations/categories/category")
        }
        printed = classes.get("projectPublication") or classes.get("collection")
        kind = rows.type_of("award_outputs", "cordis", printed, "award_outputs.kind")
        doi = rows.take(kinds.doi, reading.text(each, "identifiers/doi"), "award_outputs.work_id")
        rows.add(
            "award_outputs",
            award_id=award_id,
            position=next(position),
            kind=kind or "other",
            claimed_by="reported",
            work_id=ids.scheme_id("doi", doi) if doi else None,
            title=plain_text(reading.text(each, "title")),
            people=plain_text(reading.text(each, "details/authors")),
            source_name=reading.text(each, "details/journalTitle") or reading.text(each, "details/publisher"),
            volume=reading.text(each, "details/journalNumber"),
            pages=reading.text(each, "details/publishedPages"),
            year=rows.take(kinds.year, reading.text(each, "details/publishedYear"), "award_outputs.year"),
            identifier=reading.text(each, "id"),
            is_reviewed=True if printed == _PEER_REVIEWED else None,
        )
    for each in reading.many(root, f"{_ASSOCIATED}/article"):
        rows.add(
            "award_outputs",
            award_id=award_id,
            position=next(position),
            kind="web",
            claimed_by="matched",
            title=plain_text(reading.text(each, "title")),
            source_name="CORDIS",
            identifier=reading.text(each, "id"),
        )
