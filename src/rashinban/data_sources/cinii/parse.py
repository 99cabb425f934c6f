"""Each record is an item of a search in one language or two, a whole record, or a node of an old graph."""

from __future__ import annotations

from rashinban.data_sources.cinii import items, old, projects, record
from rashinban.data_sources.cinii.fields import Fields
from rashinban.data_sources.cinii.products import add_product
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import json
from rashinban.snapshots.raw import RawFile

_PROJECT = "Project"
#: What CiNii has records of, and we have no use for: profiles without works, and organisations by name.
_OTHERS = frozenset(("Researcher", "Organization", "Institution"))


def parser(file: RawFile) -> Parser:
    """A parser for the records of one file."""
    return parse


def parse(found: bytes, rows: Rows) -> None:
    """Add the rows of one record."""
    try:
        _parse(found, rows)
    except RecursionError:
        raise Refused("lists in lists, too deep to be read") from None


def _parse(found: bytes, rows: Rows) -> None:
    plain = json.decode(json.checked(found, rows))
    if not isinstance(plain, dict):
        raise Refused("not a record of CiNii", found=plain)
    if "search" in plain:
        _parse_item(plain["search"], rows)
    elif _is_old(plain):
        node = Fields(plain, "node")
        add_product(old.read_node(node, rows), rows)
        node.notice_unread(rows, old.IGNORED)
    else:
        _parse_record(plain, rows)


def _is_old(plain: dict[str, object]) -> bool:
    """CiNii Articles and Dissertations lived at ci.nii.ac.jp, CiNii Research lives at cir.nii.ac.jp."""
    return "://ci.nii.ac.jp/" in str(plain.get("@id"))


def _parse_item(found: object, rows: Rows) -> None:
    if not isinstance(found, dict) or not all(isinstance(item, dict) for item in found.values()) or not found:
        raise Refused("not an item of a search", found=found)
    answers = {code: Fields(item, "item") for code, item in found.items()}
    kinds = {str(item.get("dc:type")) for item in found.values()}
    if _PROJECT in kinds:
        projects.add_item(answers, rows)
        ignored = {**items.IGNORED, **projects.IGNORED}
    elif kinds & _OTHERS:
        raise Refused("a person or an organisation, neither work nor project", found=", ".join(sorted(kinds)))
    else:
        add_product(items.read_item(answers, rows), rows)
        ignored = dict(items.IGNORED)
    for item in answers.values():
        item.notice_unread(rows, ignored)


def _parse_record(plain: dict[str, object], rows: Rows) -> None:
    kind = str(plain.get("@type"))
    if kind in _OTHERS:
        raise Refused("a person or an organisation, neither work nor project", found=kind)
    if "@type" not in plain or not ("dc:title" in plain or "jpcoar:awardTitle" in plain):
        raise Refused("not a record of CiNii: no @type, or no title", found=plain.get("@id"))
    whole = Fields(plain, "record")
    if kind == _PROJECT:
        projects.add_record(whole, rows)
        ignored = {**record.IGNORED, **projects.IGNORED}
    else:
        add_product(record.read_record(whole, rows), rows)
        ignored = dict(record.IGNORED)
    whole.notice_unread(rows, ignored)
