"""Each record is one description of data: the answers for one file or folder, with those for its project.

A registration answers the form once for the project and once for each file; the files' answers are a list within it,
often as JSON in a text. Taken are registrations and drafts as the API gives them or as their answers alone, and the
metadata of files. The definition of a form, or its mapping to WEKO, is no record and is refused as what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from rashinban.errors import Refused
from rashinban.reading import json
from rashinban.snapshots.raw import RawFile, Record

#: Where the API keeps the answers of a registration or draft; the last is by form, and holds them one level deeper.
_ANSWERS = ("registration_responses", "registration_metadata", "registered_meta")
_FILES = "grdm-files"
_OF_FILE = "grdm-file:"

#: The answer to a question: a text, or a list of people.
Answers = Mapping[str, object]


class Description(msgspec.Struct):
    """One description: answers for the project, answers for the file, the path of the file in the project."""

    project: dict[str, object]
    file: dict[str, object]
    path: str | None = None


def records(file: RawFile) -> Iterator[Record]:
    """The descriptions of a file of JSON, numbered through it."""
    number = 0
    for _, document in json.records(file):
        found = iter([document]) if isinstance(document, Refused) else _descriptions(document)
        for record in found:
            number += 1
            yield number, record


def _descriptions(document: bytes) -> Iterator[bytes | Refused]:
    if not document.strip():
        return
    try:
        found = json.decode(document)
    except Refused as refused:
        yield refused
        return
    if not isinstance(found, dict):
        yield Refused("not a registration", found=found)
    elif "pages" in found:
        yield Refused("the definition of a form, not a registration", found=found.get("name"))
    elif "@metadata" in found or "@files" in found:
        yield Refused("the mapping of a form to WEKO, not a registration")
    else:
        any_found = False
        for description in _of(found):
            any_found = True
            yield msgspec.json.encode(description)
        if not any_found:
            yield Refused("a registration without any description of data of the form e-rad-metadata-1")


def _of(document: dict[str, object]) -> Iterator[Description]:
    data = document.get("data")
    for entry in data if isinstance(data, list) else [data]:
        attributes = entry.get("attributes") if isinstance(entry, dict) else None
        if isinstance(attributes, dict):
            yield from _of_attributes(attributes)
    if data is None:
        yield from _of_answers(_plain(document))
        projects = document.get("project_metadatas")
        project = _plain(projects[0]) if isinstance(projects, list) and projects else {}
        yield from _of_files(document.get("file_metadatas"), project)


def _of_attributes(attributes: dict[str, object]) -> Iterator[Description]:
    yield from _of_files(attributes.get("files"), {})
    for name in _ANSWERS:
        answers = attributes.get(name)
        if isinstance(answers, dict) and answers:
            for each in answers.values() if name == _ANSWERS[-1] else [answers]:
                yield from _of_answers(_plain(each))
            return


def _of_answers(answers: dict[str, object]) -> Iterator[Description]:
    """The descriptions of one registration: of its files, or its own where it answers for a file directly."""
    project = {name: value for name, value in answers.items() if not name.startswith(_OF_FILE) and name != _FILES}
    listed = answers.get(_FILES)
    if isinstance(listed, str) and listed.strip():
        listed = json.decode(listed.encode())
    if isinstance(listed, list) and listed:
        for each in listed:
            if isinstance(each, dict):
                own = _plain(each.get("metadata"))
                yield Description(project=project, file=own, path=_text(each.get("path")))
    elif own := {name: value for name, value in answers.items() if name.startswith(_OF_FILE)}:
        yield Description(project=project, file=own)


def _of_files(files: object, project: dict[str, object]) -> Iterator[Description]:
    """The metadata of files, each with one set of answers for a form; what is not in use is passed over."""
    for each in files if isinstance(files, list) else []:
        items = each.get("items") if isinstance(each, dict) else None
        for item in items if isinstance(items, list) else []:
            own = _plain(item.get("data")) if isinstance(item, dict) else {}
            if item.get("active", True) and any(name.startswith(_OF_FILE) for name in own):
                yield Description(project=project, file=own, path=_text(each.get("path")))


def _plain(answers: object) -> dict[str, object]:
    """The answers by question; each may be wrapped as `{"value": ...}`, with comments beside it. Empty ones are out."""
    if not isinstance(answers, dict):
        return {}
    plain = {
        str(name): value["value"] if isinstance(value, dict) and "value" in value else value
        for name, value in answers.items()
    }
    return {name: value for name, value in plain.items() if value not in (None, "", [], {})}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
