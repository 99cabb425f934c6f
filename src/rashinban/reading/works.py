"""The parts of one work while its record is read: identifiers, texts, authors... each once, numbered from 1.

For providers whose record of a work is a few lists of things. A parser takes the work's id, makes its Work, and says
what it finds in any order; every key of a table is kept to once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rashinban.engine.rows import Rows
from rashinban.reading.markup import plain_text
from rashinban.schema import ids
from rashinban.schema.japanese import language as language_kind
from rashinban.schema.japanese import person_name, script_of, trim_cjk


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name of an author in one language: in one piece, or in two where the provider tells them apart."""

    full: str
    family: str | None = None
    given: str | None = None
    language: str | None = None
    script: str | None = None


def name_as_printed(text: str, language: str | None = None, script: str | None = None) -> Name:
    """The name in one piece, with its parts where the writing itself tells them (schema/japanese_names.py)."""
    found = person_name(text)
    return Name(full=found.full, family=found.family, given=found.given, language=language, script=script)


def name_of_parts(family: str | None, given: str | None, language: str | None) -> Name | None:
    """The name whose parts are given: family name first in Japanese script, given name first in any other."""
    family, given = trim_cjk(family or "") or None, trim_cjk(given or "") or None
    parts = [part for part in (family, given) if part]
    if not parts:
        return None
    if script_of("".join(parts)) not in ("kanji", "kana"):
        parts.reverse()
    # A single part is the name of a group, or of somebody with one name.
    both = len(parts) == 2
    return Name(full=" ".join(parts), family=family if both else None, given=given if both else None, language=language)


@dataclass(frozen=True, kw_only=True)
class Author:
    """One author: the first of `names` is the one printed on the work; affiliations are (institution_id, text)."""

    names: Sequence[Name]
    identifiers: Sequence[tuple[str, str]] = ()
    affiliations: Sequence[tuple[str | None, str | None]] = ()
    is_corresponding: bool | None = None


class Work:
    """What a record says of one work; rows are added as it is said."""

    def __init__(self, work_id: str, rows: Rows) -> None:
        self.work_id = work_id
        self._rows = rows
        self._said: set[tuple[str, ...]] = set()
        self._positions: Counter[str] = Counter()
        self.titles: list[tuple[str, str | None]] = []
        self.abstracts: list[tuple[str, str | None]] = []

    def _add(self, table: str, *key: str, **columns: object) -> None:
        if (table, *key) not in self._said:
            self._said.add((table, *key))
            self._rows.add(table, work_id=self.work_id, **columns)

    def _place(self, table: str) -> int:
        self._positions[table] += 1
        return self._positions[table]

    def language(self, text: str | None, column: str = "work_texts.language") -> tuple[str | None, str | None]:
        """The language and script that a provider's code names."""
        return self._rows.take(language_kind, text, column) or (None, None)

    def identifier(self, scheme: str, identifier: str | None) -> None:
        if identifier:
            self._add("work_identifiers", scheme, identifier, scheme=scheme, identifier=identifier)

    def text(self, kind: str, text: str | None, language: str | None = None, script: str | None = None) -> None:
        """A title, abstract or other text, markup taken out. Titles and abstracts of no script are remembered."""
        text = plain_text(text)
        if text is None or ("work_texts", kind, language or "", script or "", text) in self._said:
            return
        position = self._place("work_texts")
        key = (kind, language or "", script or "", text)
        values = {"kind": kind, "language": language, "script": script, "text": text}
        self._add("work_texts", *key, position=position, **values)
        held = {"title": self.titles, "abstract": self.abstracts}.get(kind)
        if held is not None and script is None:
            held.append((text, language))

    def main(self, said: Sequence[tuple[str, str | None]], language: str | None) -> str | None:
        """Of titles or abstracts the one in the language of the work, else the first."""
        return next((text for text, own in said if own == language), said[0][0] if said else None)

    def subject(self, scheme: str, term: str | None, code: str | None = None) -> None:
        if term:
            self._add("work_subjects", scheme, term, scheme=scheme, term=term, code=code)

    def keyword(self, keyword: str | None) -> None:
        if keyword := plain_text(keyword):
            self._add("work_keywords", keyword, keyword=keyword)

    def date(self, kind: str, date: str | None) -> None:
        if date:
            self._add("work_dates", kind, date, kind=kind, date=date)

    def cites(self, doi: str | None) -> None:
        if doi:
            self._add("citations", doi, cited_work_id=ids.scheme_id("doi", doi))

    def relation(self, relation: str, scheme: str, identifier: str | None) -> None:
        if identifier:
            other = ids.scheme_id(scheme, identifier) if ids.entity_of(scheme) == "works" else None
            self._add(
                "work_relations",
                *(relation, scheme, identifier),
                relation=relation,
                related_scheme=scheme,
                related_identifier=identifier,
                related_work_id=other,
            )

    def location(self, **columns: object) -> None:
        self._add("work_locations", str(position := self._place("work_locations")), position=position, **columns)

    def funder(self, funder_id: str | None) -> None:
        if funder_id:
            self._add("work_funders", funder_id, funder_id=funder_id)

    def award(self, **columns: object) -> None:
        self._add("work_awards", str(position := self._place("work_awards")), position=position, **columns)

    def authors(self, authors: Sequence[Author]) -> None:
        """All authors, in their order. An author without any name or identifier keeps his place."""
        for position, author in enumerate(authors, 1):
            place = "first" if position == 1 else "last" if position == len(authors) else "middle"
            found = dict(reversed(author.identifiers))
            self._rows.add(
                "authorships",
                work_id=self.work_id,
                author_position=position,
                author_id=ids.best("authors", found),
                raw_author_name=author.names[0].full if author.names else None,
                orcid=found.get("orcid"),
                place=place,
                is_corresponding=author.is_corresponding,
            )
            own = {"work_id": self.work_id, "author_position": position}
            for number, name in enumerate(dict.fromkeys(author.names), 1):
                self._rows.add(
                    "authorship_names",
                    **own,
                    name_position=number,
                    name=name.full,
                    family_name=name.family,
                    given_name=name.given,
                    language=name.language,
                    script=name.script,
                )
            for scheme, identifier in dict.fromkeys(author.identifiers):
                self._rows.add("authorship_identifiers", **own, scheme=scheme, identifier=identifier)
            for number, (institution, printed) in enumerate(author.affiliations, 1):
                self._rows.add(
                    "affiliations",
                    **own,
                    affiliation_position=number,
                    institution_position=1,
                    institution_id=institution,
                    raw_affiliation=printed,
                )


def mention_award(rows: Rows, award_id: str, **columns: object) -> None:
    """Add a short form of an award, its JGN with it where its id is one."""
    scheme, _, number = award_id.partition(":")
    rows.mention_of("awards", award_id=award_id, jgn=number if scheme == "jgn" else None, **columns)


@dataclass(frozen=True, kw_only=True)
class SourceName:
    """A name of a journal; kind: title, abbreviation, alternative or former."""

    name: str
    language: str | None = None
    kind: str = "title"


def add_source(
    rows: Rows,
    *,
    issns: Sequence[str],
    identifiers: Sequence[tuple[str, str]],
    names: Sequence[SourceName],
    display_name: str | None = None,
    type: str | None = None,
    country_code: str | None = None,
    updated_date: str | None = None,
) -> str | None:
    """The id of the journal that a record names; its record is added the first time that the file names it.

    `identifiers` are (scheme, identifier). None where the record gives no identifier of it.
    """
    schemes = dict(reversed([*identifiers, *(("issn", issn) for issn in issns)]))
    source_id = ids.best("sources", schemes)
    if source_id is None:
        return None
    if f"source {source_id}" not in rows.known:
        rows.known[f"source {source_id}"] = True
        display_name = display_name or next((name.name for name in names if name.kind == "title"), None)
        rows.add(
            "sources",
            source_id=source_id,
            display_name=display_name,
            type=type,
            country_code=country_code,
            updated_date=updated_date,
        )
        for issn in dict.fromkeys(issns):
            rows.add("source_issns", source_id=source_id, issn=issn)
        for scheme, identifier in dict.fromkeys(identifiers):
            rows.add("source_identifiers", source_id=source_id, scheme=scheme, identifier=identifier)
        for name in {(name.name, name.language): name for name in reversed(names)}.values():
            rows.add("source_names", source_id=source_id, name=name.name, language=name.language, kind=name.kind)
    return source_id
