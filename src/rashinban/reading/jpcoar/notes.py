"""Each text is one title, abstract or note of the work in one language.

What JPCOAR says in elements that no table of ours has (thesis, conference, contributors, publisher) becomes a note
that begins with what it is: `degree: 博士（理学）`. Notes are for readers; nothing is counted from them.
"""

from __future__ import annotations

from collections.abc import Iterable

from rashinban.reading.jpcoar import people, words
from rashinban.reading.jpcoar.record import Record, Text, main
from rashinban.reading.markup import plain_text
from rashinban.reading.xml import Element

#: Elements with a text each, and what their note begins with.
_PLAIN = (
    ("dcterms:temporal", "temporal"),
    ("dcterms:date", "date"),
    ("dc:publisher", "publisher"),
    ("datacite:version", "version"),
    ("rioxxterms:apc", "article processing charge"),
    ("dcndl:edition", "edition"),
    ("dcndl:volumeTitle", "volume title"),
    ("dcndl:dissertationNumber", "dissertation number"),
    ("dcndl:degreeName", "degree"),
    ("jpcoar:numPages", "pages"),
)
_CONFERENCE = (
    "jpcoar:conferenceName",
    "jpcoar:conferenceSequence",
    "jpcoar:conferenceSponsor",
    "jpcoar:conferenceDate",
    "jpcoar:conferenceVenue",
    "jpcoar:conferencePlace",
    "jpcoar:conferenceCountry",
)
_DAYS = ("startYear", "startMonth", "startDay"), ("endYear", "endMonth", "endDay")


def add_texts(
    record: Record, work_id: str, language: str | None, others: Iterable[str]
) -> tuple[str | None, str | None]:
    """Add the texts, `others` being notes made elsewhere. Gives the main title and abstract."""
    titles = record.texts(record.root, "dc:title")
    found = [("title", text) for text in titles]
    found += [("alternative", text) for text in record.texts(record.root, "dcterms:alternative")]
    descriptions = _descriptions(record)
    found += descriptions
    found += [("note", note) for note in _notes(record, language)]
    found += [("note", Text(text=each, language=None, script=None)) for each in others]
    for position, (kind, text) in enumerate(found, 1):
        record.rows.add(
            "work_texts",
            work_id=work_id,
            position=position,
            kind=kind,
            language=text.language,
            script=text.script,
            text=text.text,
        )
    title = main(titles, language)
    abstract = main([text for kind, text in descriptions if kind == "abstract"], language)
    return title.text if title else None, abstract.text if abstract else None


def _descriptions(record: Record) -> list[tuple[str, Text]]:
    found = []
    for element in record.each(record.root, "datacite:description"):
        printed = record.attribute(element, "descriptionType")
        language, script = record.language(element)
        kind = words.ours("description", printed, "work_texts.kind", record.rows)
        text = plain_text(record.text(element))
        if text:
            # A description whose kind is not said or not known is kept as a note.
            found.append((kind or "note", Text(text=text, language=language, script=script)))
    return found


def _notes(record: Record, language: str | None) -> list[Text]:
    found = []
    for name, label in _PLAIN:
        found += [_labelled(label, text) for text in record.texts(record.root, name)]
    for element in record.each(record.root, "dc:rights"):
        given = record.language(element)
        text = record.text(element)
        if text:
            found.append(Text(text=f"rights: {text}", language=given[0], script=given[1]))
    for publisher in record.each(record.root, "jpcoar:publisher"):
        found += [_labelled("publisher", text) for text in record.texts(publisher, "jpcoar:publisherName")]
    for element in record.each(record.root, "jpcoar:contributor"):
        found += _person(record, element, record.attribute(element, "contributorType") or "contributor", language)
    for element in record.each(record.root, "jpcoar:rightsHolder"):
        found += _organisation(record, element, "rights holder", "jpcoar:rightsHolderName", language)
    for element in record.each(record.root, "jpcoar:degreeGrantor"):
        found += _organisation(record, element, "degree grantor", "jpcoar:degreeGrantorName", language)
    for element in record.each(record.root, "jpcoar:holdingAgent"):
        found += _organisation(record, element, "holding agent", "jpcoar:holdingAgentName", language)
    for element in record.each(record.root, "jpcoar:conference"):
        found += _conference(record, element, language)
    return found


def _labelled(label: str, text: Text) -> Text:
    return Text(text=f"{label}: {text.text}", language=text.language, script=text.script)


def _person(record: Record, element: Element, label: str, language: str | None) -> list[Text]:
    forms = people.names(record, element, "jpcoar:contributorName", "jpcoar:contributorAlternative")
    names = [Text(text=form.name, language=form.language, script=form.script) for form in forms]
    for affiliation in record.each(element, "jpcoar:affiliation"):
        of_person = main(record.texts(affiliation, "jpcoar:affiliationName"), language)
        people.identifiers(record, affiliation, "work_texts.text")
        if of_person and names:
            first = names[0]
            names[0] = Text(text=f"{first.text} ({of_person.text})", language=first.language, script=first.script)
    return _with_ids(record, element, label, names, language)


def _organisation(record: Record, element: Element, label: str, name: str, language: str | None) -> list[Text]:
    return _with_ids(record, element, label, record.texts(element, name), language)


def _with_ids(record: Record, element: Element, label: str, names: list[Text], language: str | None) -> list[Text]:
    """One note in the main language: the name, and the identifiers in square brackets."""
    printed = main(names, language)
    found = people.identifiers(record, element, "work_texts.text")
    if printed is None:
        return []
    ids = "".join(f" [{scheme}:{value}]" for scheme, value in found.items())
    return [Text(text=f"{label}: {printed.text}{ids}", language=printed.language, script=printed.script)]


def _conference(record: Record, element: Element, language: str | None) -> list[Text]:
    parts = []
    for name in _CONFERENCE:
        texts = record.texts(element, name)
        printed = main(texts, language)
        if printed:
            parts.append(printed.text)
        for child in record.each(element, name):
            start, end = ("-".join(record.attribute(child, part) or "" for part in day).strip("-") for day in _DAYS)
            if start or end:
                parts.append(f"{start} to {end}" if end else start)
    return [Text(text="conference: " + "; ".join(parts), language=language, script=None)] if parts else []
