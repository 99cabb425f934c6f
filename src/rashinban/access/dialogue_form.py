"""Each form is a question or a correction as a reader sends it, read into fields or into faults in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rashinban.access.sent_form import fields_of_form
from rashinban.errors import UsageError
from rashinban.measure.dialogue import KINDS, LONGEST_NAME, LONGEST_TEXT, unprintable

FIELDS = ("card", "kind", "text", "name")
#: Bytes of a form: every letter of the text may take twelve when it is sent, and a card's id has some thousands.
LARGEST = (LONGEST_TEXT + LONGEST_NAME) * 12 + 16_000


@dataclass(frozen=True, kw_only=True)
class FormFault:
    """What is wrong: `name` of the text that says it, and what was found."""

    name: str
    found: str = ""


def read_form(body: bytes) -> Mapping[str, str]:
    """The fields of a form as a browser sends it, those not given empty. UsageError where it is no form of ours."""
    given = fields_of_form(body, len(FIELDS) + 2, "the card")
    if unknown := next((name for name in given if name not in FIELDS), None):
        raise UsageError(f"the form has a field {unknown[:40]!r} that is none of {', '.join(FIELDS)}")
    # Browsers send a line's end as two letters and count it as one.
    found = {name: given.get(name, "").replace("\r\n", "\n").strip() for name in FIELDS}
    return {**found, "kind": found["kind"] or KINDS[0]}


def faults_of(fields: Mapping[str, str]) -> list[FormFault]:
    """What must be mended before the form can be taken."""
    found = []
    if fields["kind"] not in KINDS:
        raise UsageError(f"kind {fields['kind'][:40]!r} is not known; known are {', '.join(KINDS)}")
    if not fields["text"]:
        found.append(FormFault(name="empty"))
    if len(fields["text"]) > LONGEST_TEXT:
        found.append(FormFault(name="long", found=f"{len(fields['text']):,}"))
    if len(fields["name"]) > LONGEST_NAME or "\n" in fields["name"]:
        found.append(FormFault(name="name"))
    if (letter := unprintable(fields["text"]) or unprintable(fields["name"])) is not None:
        found.append(FormFault(name="letter", found=letter))
    return found
