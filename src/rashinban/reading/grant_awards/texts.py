"""Each row is one text of an award in one language, or one keyword or class that it was filed under."""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.reading.grant_awards.element import Award, order, positions
from rashinban.reading.xml import Element

#: Words of types/grant_awards.csv.
WORDS = "grant_awards"

#: Elements that are classes, and the schemes of award_subjects that they are.
_CLASSES = {
    "category": "category",
    "categoryFc": "category",
    "section": "application_section",
    "field": "field",
    "review_section": "section",
    "allocation": "allocation",
}


class _Texts:
    """The texts of one award. A text that comes again (in the summary, in a later year) is one row: its first."""

    def __init__(self, award: Award) -> None:
        self.award = award
        self.seen: set[tuple[str, str, int | None]] = set()
        self.position = positions()

    def add(
        self, kind: str, text: str | None, language: str | None, year: int | None = None, *, each_year: bool = False
    ) -> None:
        key = (kind, text or "", year if each_year else None)
        if text and key not in self.seen:
            self.seen.add(key)
            self.award.rows.add(
                "award_texts",
                award_id=self.award.award_id,
                position=next(self.position),
                kind=kind,
                language=language,
                fiscal_year=year,
                text=text,
            )


def read(award: Award, summaries: list[Element]) -> dict[str, str]:
    """Add the titles, paragraphs, marks and notes; the first text by the provider's type of paragraph, for awards."""
    found = _Texts(award)
    described: dict[str, str] = {}
    for summary in summaries:
        _titles(found, summary, None)
        _status_note(found, summary, None)
        for paragraphs in order(award, award.reading.many(summary, "paragraphList")):
            printed, text = _paragraphs(found, paragraphs, award.language(summary))
            if printed and text:
                described.setdefault(printed, text)
    for element in (*award.many("grantList/grant"), *award.many("reportList/report")):
        year = award.year_of(award.attribute(element, "id"))
        _titles(found, element, year)
        _status_note(found, element, year)
    for paragraphs in order(award, award.many("paragraphList")):
        _paragraphs(found, paragraphs, None)
    for mark in award.many("classificationList/classification"):
        printed, grade = award.attribute(mark, "type"), award.attribute(mark, "statusCode") or award.text(mark)
        if printed and grade:
            year = award.year_of(award.attribute(mark, "parentId"))
            award.attribute(mark, "id")
            found.add("evaluation", f"{printed}: {grade}", None, year, each_year=True)
    return described


def _titles(found: _Texts, element: Element, year: int | None) -> None:
    award = found.award
    language = award.language(element)
    for path, kind in (("title", "title"), ("titleAlternative", "title"), ("titleAbbreviated", "acronym")):
        for title in award.reading.many(element, path):
            found.add(kind, award.text(title), language, year)


def _status_note(found: _Texts, element: Element, year: int | None) -> None:
    award = found.award
    found.add("note", award.text(element, "projectStatus/note"), award.language(element), year)


def _paragraphs(found: _Texts, paragraphs: Element, language: str | None) -> tuple[str | None, str | None]:
    """Add one run of paragraphs, below its caption; its type in the provider's word, and its text."""
    award = found.award
    printed = award.attribute(paragraphs, "type")
    kind = award.rows.type_of("award_texts", WORDS, printed, "award_texts.kind") or "note"
    language = award.language(paragraphs) or language
    captions = [(award.language(each), award.text(each)) for each in award.reading.many(paragraphs, "caption")]
    caption = next((text for of, text in captions if of == language), captions[0][1] if captions else None)
    body = [award.text(each) for each in order(award, award.reading.many(paragraphs, "paragraph"))]
    text = "\n".join(filter(None, (caption, *body))) if any(body) else None
    found.add(kind, text, language, award.year_of(award.attribute(paragraphs, "parentId")))
    return printed, text


def read_subjects(award: Award, summaries: list[Element]) -> None:
    """Add keywords and classes, each term once a scheme; and the area that the award belongs to."""
    seen: set[tuple[str, str]] = set()
    for scheme, term, code, language in _subjects(award, summaries):
        if (scheme, term) not in seen:
            seen.add((scheme, term))
            award.rows.add(
                "award_subjects", award_id=award.award_id, scheme=scheme, term=term, code=code, language=language
            )


def _subjects(award: Award, summaries: list[Element]) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Scheme, term, code and language."""
    containers = [*summaries, *award.many("grantAwardInfo"), *award.many("grantList/grant")]
    for container in containers:
        language = award.language(container)
        for path, scheme in _CLASSES.items():
            for element in award.reading.many(container, path):
                code = award.attribute(element, "niiCode")
                term = award.text(element) or code
                if term:
                    yield scheme, term, code, language
    for path, holders in (("keywordList/keyword", summaries), ("keyword", award.many("keywordList"))):
        for holder in holders:
            for element in order(award, award.reading.many(holder, path)):
                if term := award.value(element):
                    yield "keyword", term, None, award.language(holder)
    for parent in award.many("parentAward"):
        code = award.attribute(parent, "id")
        for title in award.reading.many(parent, "title"):
            if term := award.text(title) or code:
                yield "area", term, code, award.language(title)
        if not award.reading.many(parent, "title") and code:
            yield "area", code, code, None
