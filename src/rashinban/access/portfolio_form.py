"""Each form is a portfolio as a reader fills it in: up to four parts, read into a portfolio or into faults in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from rashinban.access.sent_form import fields_of_form
from rashinban.definitions.portfolios import Portfolio
from rashinban.errors import UsageError
from rashinban.measure.question import ask
from rashinban.schema.text import Text

#: Parts that a form has; a file may have more.
PARTS = range(1, 5)
#: What a part can ask, and the key that it is.
KEYS: Mapping[str, str] = {
    "programme": "programme", "funder": "funder", "area": "technology_area", "years": "year", "country": "country",
}  # fmt: skip
#: Every field of a form.
FIELDS = ("id", "en", "ja", "without", *(f"{name}{number}" for number in PARTS for name in KEYS))
#: Letters that a form takes in one field, and bytes in all.
LONGEST, LARGEST = 2_000, 64_000


@dataclass(frozen=True, kw_only=True)
class FormFault:
    """What is wrong: `name` of the text that says it, the number of the part where it is of one, what was found."""

    name: str
    number: int = 0
    found: str = ""


def read_form(body: bytes) -> Mapping[str, str]:
    """The fields of a form as a browser sends it. UsageError where it is none, or holds a field of another form."""
    return fields_of(fields_of_form(body, len(FIELDS) + 2, "/portfolio"))


def fields_of(given: Mapping[str, str]) -> Mapping[str, str]:
    """The fields of an address or of a form, those that are not given empty."""
    found = {name: given.get(name, "").strip() for name in FIELDS}
    for name, value in found.items():
        if len(value) > LONGEST:
            raise UsageError(f"{name}: longer than {LONGEST:,} characters")
    return found


def parts_of(fields: Mapping[str, str]) -> Mapping[int, Mapping[str, str]]:
    """The parts in which something is filled in, as conditions of --where."""
    found = {
        number: {key: value for name, key in KEYS.items() if (value := fields[f"{name}{number}"])} for number in PARTS
    }
    return {number: part for number, part in found.items() if part}


def without_of(fields: Mapping[str, str]) -> Sequence[str]:
    return tuple(one for one in (each.strip() for each in fields["without"].split("|")) if one)


def faults_of_parts(fields: Mapping[str, str]) -> list[FormFault]:
    """What no question can be asked by, a part each."""
    found = []
    for number, part in parts_of(fields).items():
        try:
            ask((), part, record="awards")
        except UsageError as error:
            found.append(FormFault(name="part", number=number, found=str(error)))
    return found


def portfolio_of(fields: Mapping[str, str]) -> tuple[Portfolio | None, list[FormFault]]:
    """The portfolio, or everything that must be mended first."""
    faults = faults_of_parts(fields)
    parts = parts_of(fields)
    if not parts:
        faults.append(FormFault(name="nothing"))
    if not fields["en"] or not fields["ja"]:
        faults.append(FormFault(name="name"))
    if faults:
        return None, faults
    try:
        return (
            Portfolio(
                portfolio=fields["id"],
                labels=Text(en=fields["en"], ja=fields["ja"]),
                parts=tuple(dict(part) for part in parts.values()),
                without=tuple(without_of(fields)),
            ),
            [],
        )
    except ValidationError:
        # What else a portfolio is made of was checked above.
        return None, [FormFault(name="id", found=fields["id"][:70])]


def fields_from(portfolio: Portfolio) -> Mapping[str, str] | None:
    """The fields that give a portfolio; None where it holds what a form has no field for."""
    known = {key: name for name, key in KEYS.items()}
    if len(portfolio.parts) > len(PARTS) or any(key not in known for part in portfolio.parts for key in part):
        return None
    found = {"id": portfolio.portfolio, "en": portfolio.labels.en, "ja": portfolio.labels.ja}
    found["without"] = "|".join(portfolio.without)
    for number, part in enumerate(portfolio.parts, 1):
        for key, value in part.items():
            found[f"{known[key]}{number}"] = "|".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return found
