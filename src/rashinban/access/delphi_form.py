"""Each form is what an expert sent: fields named by part and statement, read into answers or into faults in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rashinban.access.sent_form import fields_of_form
from rashinban.measure.delphi.study import LONGEST_COMMENT, MOST_STATEMENTS, Answer, Study

#: A form of MOST_STATEMENTS comments of LONGEST_COMMENT letters, each of at most twelve bytes when it is sent.
LARGEST = 64_000 + MOST_STATEMENTS * LONGEST_COMMENT * 12
FIELDS = ("year", "never", "probability", "importance", "comment")
#: Years that make sense in a study; nobody types them by mistake.
FIRST_YEAR, LAST_YEAR = 1900, 2300


@dataclass(frozen=True, kw_only=True)
class FormFault:
    """What is wrong: `name` of the text that says it, the statement's id where it is about one, what was found."""

    name: str
    statement: str | None = None
    found: str = ""


def read_form(body: bytes) -> Mapping[str, str]:
    """The fields of a form as a browser sends it. UsageError where it is none."""
    return fields_of_form(body, MOST_STATEMENTS * len(FIELDS) + 8)


def answers_of(study: Study, fields: Mapping[str, str]) -> tuple[list[dict[str, object]], list[FormFault]]:
    """The answers of a form, as measure.delphi.keep.answer takes them, and what is wrong with it."""
    found: list[dict[str, object]] = []
    faults: list[FormFault] = []
    for asked in study.new.statements:
        given = {part: fields.get(f"{part}.{asked.id}", "").strip() for part in FIELDS}
        own = list(_faults(asked.id, given))
        faults += own
        if not own and any(given.values()):
            found.append({"statement": asked.id, **_values(given)})
    if not found and not faults:
        faults.append(FormFault(name="nothing"))
    return found, faults


def _faults(statement: str, given: Mapping[str, str]) -> Iterator[FormFault]:
    if given["year"] and not _is_whole(given["year"], FIRST_YEAR, LAST_YEAR):
        yield FormFault(name="year", statement=statement, found=given["year"][:20])
    if given["year"] and given["never"]:
        yield FormFault(name="both", statement=statement)
    if given["probability"] and _share(given["probability"]) is None:
        yield FormFault(name="probability", statement=statement, found=given["probability"][:20])
    if given["importance"] and not _is_whole(given["importance"], 1, 5):
        yield FormFault(name="importance", statement=statement, found=given["importance"][:20])
    # Browsers send a line's end as two letters and count it as one.
    if len(_text(given["comment"])) > LONGEST_COMMENT:
        yield FormFault(name="comment", statement=statement)


def _values(given: Mapping[str, str]) -> dict[str, object]:
    return {
        "year": int(given["year"]) if given["year"] else None,
        "never": bool(given["never"]),
        "probability": _share(given["probability"]) if given["probability"] else None,
        "importance": int(given["importance"]) if given["importance"] else None,
        "comment": _text(given["comment"]) or None,
    }


def _text(given: str) -> str:
    return given.replace("\r\n", "\n")


def _is_whole(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most


def _share(text: str) -> float | None:
    """Percent as written, as a share; None where it is none."""
    try:
        percent = float(text.removesuffix("%").removesuffix("％"))
    except ValueError:
        return None
    return round(percent / 100, 6) if 0 <= percent <= 100 else None


def fields_of(answers: Mapping[str, Answer]) -> Mapping[str, str]:
    """The fields of a form that say what was answered before, by statement."""
    return {
        f"{part}.{statement}": text
        for statement, one in answers.items()
        for part, text in (
            ("year", str(one.year or "")),
            ("never", "yes" if one.never else ""),
            ("probability", "" if one.probability is None else f"{one.probability * 100:g}"),
            ("importance", str(one.importance or "")),
            ("comment", one.comment or ""),
        )
        if text
    }
