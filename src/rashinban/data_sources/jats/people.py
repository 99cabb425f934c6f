"""Authors of an article with their ids and addresses; editors, and members of groups, are no authors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rashinban.data_sources.jats.text import organisation, text_of
from rashinban.engine.rows import Rows
from rashinban.reading.works import Name, name_of_parts
from rashinban.reading.xml import LANG, Element, Reading, local
from rashinban.schema import kinds
from rashinban.schema.languages import language

_ADDRESS_COLUMN = "affiliations.institution_id"


@dataclass(frozen=True, kw_only=True)
class _Address:
    printed: str | None
    institution: str | None
    country: str | None


@dataclass(kw_only=True)
class _Addresses:
    """Affiliations by their ids and by their labels, and those that stand without an id."""

    by_id: dict[str, _Address] = field(default_factory=dict)
    by_label: dict[str, _Address] = field(default_factory=dict)
    of_all: list[_Address] = field(default_factory=list)


def add_authors(reading: Reading, meta: Element, work_id: str, rows: Rows) -> None:
    """Add the authors of the article, in their order."""
    groups = reading.many(meta, "contrib-group")
    of_article = _addresses(reading, meta, rows)
    told = []
    for group in groups:
        reading.attribute(group, "content-type")
        of_group = _addresses(reading, group, rows)
        known = {**of_article.by_label, **of_group.by_label, **of_article.by_id, **of_group.by_id}
        for contributor in reading.many(group, "contrib"):
            if reading.attribute(contributor, "contrib-type") in (None, "author"):
                told.append((contributor, known, of_group))
            else:
                reading.passed(contributor)
    for position, (contributor, known, of_group) in enumerate(told, 1):
        place = "first" if position == 1 else "last" if position == len(told) else "middle"
        _add_author(reading, contributor, (work_id, position), place, rows)
        addresses = _own_addresses(reading, contributor, known, rows)
        if not addresses:
            # One address for a whole group, or for the only group, carries no marks.
            alone = [*of_article.by_id.values(), *of_article.of_all]
            addresses = of_group.of_all or list(of_group.by_id.values())[:1] * (len(of_group.by_id) == 1)
            addresses = addresses or (alone if len(alone) == 1 else of_article.of_all)
        for number, address in enumerate(addresses, 1):
            rows["affiliations"].append(
                (work_id, position, number, 1, address.institution, address.country, address.printed)
            )


def _addresses(reading: Reading, parent: Element, rows: Rows) -> _Addresses:
    found = _Addresses()
    for child in parent:
        name = local(child)
        if name == "aff-alternatives":
            # One address in several languages: the first is the one printed.
            each = reading.one(child, "aff")
            known = child.get("id") or (each.get("id") if each is not None else None)
            reading.passed(child)
        elif name == "aff":
            each, known = child, child.get("id")
        else:
            continue
        if each is not None:
            address = _address(reading, each, rows)
            label = each.findtext("{*}label")
            if label and label.strip():
                found.by_label[label.strip()] = address
            if known:
                found.by_id[known] = address
            else:
                found.of_all.append(address)
    return found


def _address(reading: Reading, element: Element, rows: Rows) -> _Address:
    ror, _ = organisation(reading, element, rows, _ADDRESS_COLUMN)
    country = next((each.get("country") for each in element.iter("{*}country") if each.get("country")), None)
    return _Address(
        printed=text_of(reading, element),
        institution=ror,
        country=rows.take(kinds.country_code, country, "affiliations.country_code"),
    )


def _own_addresses(reading: Reading, contributor: Element, known: dict[str, _Address], rows: Rows) -> list[_Address]:
    found = []
    for mark in reading.many(contributor, "xref"):
        if reading.attribute(mark, "ref-type") == "aff":
            # A mark without an id shows the label.
            marks = (reading.attribute(mark, "rid") or reading.text(mark) or "").split()
            found += [known[each] for each in marks if each in known]
    own = _addresses(reading, contributor, rows)
    return [*dict.fromkeys(found), *own.by_id.values(), *own.of_all]


def _add_author(reading: Reading, contributor: Element, key: tuple[str, int], place: str, rows: Rows) -> None:
    orcid: str | None = None
    for each in reading.many(contributor, "contrib-id"):
        text = reading.text(each)
        if reading.attribute(each, "contrib-id-type") == "orcid" or (text and "orcid.org/" in text):
            orcid = rows.take(kinds.orcid, text, "authorships.orcid") or orcid
    corresponding = reading.attribute(contributor, "corresp") == "yes"
    for mark in reading.many(contributor, "xref"):
        corresponding = corresponding or reading.attribute(mark, "ref-type") == "corresp"
    names = _names(reading, contributor, rows)
    printed = names[0].full if names else None
    rows["authorships"].append(
        (*key, f"orcid:{orcid}" if orcid else None, None, printed, orcid, place, True if corresponding else None)
    )
    for number, name in enumerate(names, 1):
        parts = (name.full, name.family, name.given, name.language, name.script)
        rows["authorship_names"].append((*key, number, *parts))
    if orcid:
        rows["authorship_identifiers"].append((*key, "orcid", orcid))


def _names(reading: Reading, contributor: Element, rows: Rows) -> list[Name]:
    """The name in every language and script that is given; a group has its name in one piece."""
    found: list[Name] = []
    for parent in (contributor, *reading.many(contributor, "name-alternatives")):
        for element in parent:
            kind = local(element)
            code = rows.take(language, element.get(LANG), "authorship_names.language") or (None, None)
            if kind == "name":
                family, given = reading.text(element, "surname"), reading.text(element, "given-names")
                suffix = reading.text(element, "suffix")
                reading.text(element, "prefix")
                name = name_of_parts(family, given, code[0])
                if name:
                    full = f"{name.full} {suffix}" if suffix else name.full
                    found.append(replace(name, full=full, script=code[1]))
                reading.passed(element)
            elif kind in ("collab", "string-name"):
                # The members of a group stand below its name.
                printed = text_of(reading, element, frozenset(("xref", "fn", "contrib-group", "aff", "address")))
                if printed:
                    found.append(Name(full=printed, language=code[0], script=code[1]))
            elif kind in ("anonymous", "name-alternatives", "collab-alternatives"):
                reading.attribute(element, "content-type")
    for element in reading.many(contributor, "collab-alternatives/collab"):
        printed = text_of(reading, element, frozenset(("xref", "fn", "contrib-group", "aff", "address")))
        if printed:
            found.append(Name(full=printed))
    return list(dict.fromkeys(found))
