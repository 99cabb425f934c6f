"""Each project is one award: an item of a search for projects, or a whole record of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from rashinban.data_sources.cinii.fields import Fields
from rashinban.data_sources.cinii.identifiers import AWARDS, PEOPLE, clean, first_of
from rashinban.data_sources.cinii.items import each_language, one_or_other, people
from rashinban.data_sources.cinii.products import crid_of, names_by_language
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.reading.markup import plain_text
from rashinban.reading.works import Name
from rashinban.schema import ids, japanese, kinds
from rashinban.schema.partial_dates import day_of, partial_date

_NO_TABLE = "there is no table for it"

#: Of a path in a project's item or record why it is not read, beside what works have.
IGNORED: Mapping[str, str] = {
    "item.dc:source": "the address of the award at KAKEN, which an identifier has",
    "record.grant": "the programme's stream, which fundingProgram names",
    "record.allocationClassification.breakdownCost.unit": "always empty: amounts are in the currency",
    "record.researcher.@type": "always Researcher",
    "record.institution.institutionIdentifier": "numbers of KAKEN for institutions; the name is kept",
    "record.product": "outputs, with who claims them in KAKEN's own record",
    "record.relatedProject": "projects before and after this one; " + _NO_TABLE,
    "record.foaf:topic.@id": "the address of a search for the keyword",
    "record.foaf:Person": "people once more",
    "record.dataSourceIdentifier": "where CiNii has the record from",
    "record.url.notation": "the words on a link",
}


class _Award:
    """One award that is being described: positions in its tables, and rows each once."""

    def __init__(self, identifiers: Sequence[tuple[str, str]], found: str | None, rows: Rows) -> None:
        award_id = ids.best("awards", first_of(identifiers))
        if award_id is None:
            raise Refused("a project without a number of KAKEN or a JGN", column="awards.award_id", found=found)
        self.award_id = award_id
        #: the funder's own number: KAKEN's without JP, else that of the JGN
        numbers = first_of(identifiers)
        self.number = numbers.get("kaken") or award_id.partition(":")[2]
        self.jgn = numbers.get("jgn")
        self.rows = rows
        self._said: set[tuple[str, ...]] = set()
        self._positions = {table: count(1) for table in ("award_texts", "award_members", "award_institutions")}
        for scheme, identifier in identifiers:
            rows.add("award_identifiers", award_id=award_id, scheme=scheme, identifier=identifier)

    def text(self, kind: str, text: str | None, language: str | None) -> None:
        text = plain_text(text)
        if text and (kind, text) not in self._said:
            self._said.add((kind, text))
            place = next(self._positions["award_texts"])
            values = {"kind": kind, "language": language, "text": text}
            self.rows.add("award_texts", award_id=self.award_id, position=place, **values)

    def subject(self, scheme: str, term: str, language: str | None) -> None:
        if (scheme, term) not in self._said:
            self._said.add((scheme, term))
            values = {"scheme": scheme, "term": term, "language": language}
            self.rows.add("award_subjects", award_id=self.award_id, **values)

    def member(self, names: Sequence[Name], role: str, **columns: object) -> None:
        latin = next((name.full for name in names if name.language == "en"), None)
        self.rows.add(
            "award_members",
            award_id=self.award_id,
            position=next(self._positions["award_members"]),
            name=names[0].full if names else None,
            name_latin=latin,
            role=role,
            **columns,
        )

    def institution(self, name: str | None) -> None:
        if name:
            place = next(self._positions["award_institutions"])
            values = {"role": "host", "institution_name": name}
            self.rows.add("award_institutions", award_id=self.award_id, position=place, **values)


def _numbers(found: Iterable[tuple[str, str]], address: str | None, rows: Rows) -> list[tuple[str, str]]:
    crid = crid_of(address, rows)
    numbers = clean(found, AWARDS, rows, "award_identifiers.identifier")
    return [*numbers, *([("crid", crid)] if crid else [])]


def add_item(items: Mapping[str, Fields], rows: Rows) -> None:
    """Add the award of an item. A search does not say in which role its people are."""
    (_, first), *others = each_language(items)
    address = first.text("@id")
    award = _Award(_numbers(first.identifiers("dc:identifier"), address, rows), address, rows)
    titles, summaries = [], []
    for code, item in each_language(items):
        titles += [(text, one_or_other(code, text)) for text, _ in item.texts("title")]
        summaries += [(text, one_or_other(code, text)) for text, _ in item.texts("description")]
        for term, _ in item.texts("dc:subject"):
            award.subject("keyword", term, one_or_other(code, term))
    for title, language in titles:
        award.text("title", title, language)
    for summary, language in summaries:
        award.text("summary", summary, language)
    for names in people(items, rows, "award_members.name"):
        award.member(names, "other")
    first.values("dc:type")
    for _, other in others:
        for name in ("@id", "dc:identifier", "dc:type"):
            other.values(name)
    rows.add(
        "awards",
        award_id=award.award_id,
        funder_award_id=award.number,
        jgn=award.jgn,
        title=next((text for text, _ in titles), None),
        description=next((text for text, _ in summaries), None),
    )


def add_record(record: Fields, rows: Rows) -> None:
    """Add the award of a whole record: with people in their roles, institutions and the amount."""
    address = record.text("@id")
    award = _Award(_numbers(record.identifiers("projectIdentifier"), address, rows), address, rows)
    record.values("@type")
    titles = [*record.texts("jpcoar:awardTitle"), *record.texts("dc:title")]
    for title, code in titles:
        award.text("title", title, _language(code, rows))
    summaries = [text for each in record.objects("description") for text in _described(each)]
    for summary, code in summaries:
        award.text("summary", summary, _language(code, rows))
    for each in record.objects("field"):
        for keyword in each.objects("keyword"):
            code = keyword.text("language")
            for term, _ in keyword.texts("textList"):
                award.subject("keyword", term, _language(code, rows))
    for topic in record.objects("foaf:topic"):
        for term, code in topic.texts("dc:title"):
            award.subject("keyword", term, _language(code, rows))
    programmes = [text for each in record.objects("fundingProgram") for text in each.texts("notation")]
    for programme, code in programmes:
        award.subject("programme", programme, _language(code, rows))
    for each in record.objects("researcher"):
        _add_researcher(award, each, rows)
    for each in record.objects("institution"):
        award.institution(next((text for text, _ in each.texts("notation")), None))
    amount = _add_amounts(award, record, rows)
    for each in record.objects("url"):
        each.values("@id")
    begin, end = (rows.take(partial_date, record.text(name), f"awards.{name}") for name in ("since", "until"))
    rows.add(
        "awards",
        award_id=award.award_id,
        funder_award_id=award.number,
        jgn=award.jgn,
        title=titles[0][0] if titles else None,
        description=summaries[0][0] if summaries else None,
        amount=amount[0] if amount else None,
        currency=amount[1] if amount else None,
        funder_scheme=programmes[0][0] if programmes else None,
        start_date=day_of(begin),
        end_date=day_of(end),
        status=record.text("projectStatus"),
        created_date=record.text("createdAt"),
        updated_date=record.text("modifiedAt"),
    )


def _described(found: Fields) -> list[tuple[str, str | None]]:
    for name in ("type", "abstractLicenseFlag"):
        found.values(name)
    return found.texts("notation")


def _language(code: str | None, rows: Rows) -> str | None:
    found = rows.take(japanese.language, code, "award_texts.language")
    return found[0] if found else None


def _add_researcher(award: _Award, found: Fields, rows: Rows) -> None:
    identifiers = clean(found.identifiers("personIdentifier"), PEOPLE, rows, "award_members.author_id")
    role = rows.type_of("roles", "cinii", (found.text("role") or "").lower(), "award_members.role")
    names = names_by_language([*found.texts("name"), *found.texts("foaf:name")], rows)
    affiliations = [*found.texts("affiliation"), *found.texts("jpcoar:affiliationName")]
    found.values("@id")
    award.member(
        names,
        role or "other",
        author_id=ids.best("authors", first_of(identifiers)),
        institution_name=next((text for text, _ in affiliations), None),
    )


def _add_amounts(award: _Award, record: Fields, rows: Rows) -> tuple[int, str] | None:
    """The whole amount, and its parts: direct and indirect cost."""
    total: tuple[int, str] | None = None
    place = count(1)
    for each in record.objects("allocationClassification") + record.objects("allocationAmount"):
        for kind, name in (("total", "totalCost"), ("direct", "directCost"), ("indirect", "indirectCost")):
            for cost in each.objects(name):
                money = _money(cost, rows)
                total = total or (money if kind == "total" else None)
                if money:
                    values = {"kind": kind, "amount": money[0], "currency": money[1]}
                    rows.add("award_amounts", award_id=award.award_id, position=next(place), **values)
        for cost in each.objects("breakdownCost"):
            words = " ".join(text for text, _ in cost.texts("notation")).lower()
            kind = "indirect" if "間接" in words or "indirect" in words else "direct" if "直接" in words else "cost"
            if money := _money(cost, rows):
                values = {"kind": kind, "amount": money[0], "currency": money[1]}
                rows.add("award_amounts", award_id=award.award_id, position=next(place), **values)
    return total


def _money(cost: Fields, rows: Rows) -> tuple[int, str] | None:
    amount, unit, currency = cost.text("amount"), cost.text("unit"), cost.text("currency") or "JPY"
    if amount is None:
        return None
    if unit and unit != "円":
        rows.refuse_value("award_amounts.amount", "an amount in a unit of its own", f"{amount} {unit}")
        return None
    try:
        return kinds.money(amount, currency)
    except Refused as refused:
        rows.refuse_value("award_amounts.amount", refused.reason, amount)
        return None
