"""Notes are numbered where the report is made, in the order of making; here they get that of their marks.

Sections are not made in the order in which they stand, and a typesetter numbers notes as it meets their marks. What one
note says of another ("as in note 3") is written as a reference until then.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rashinban.access.reports.clean import with_texts
from rashinban.access.reports.model import Block, Report

#: Private letters (Unicode, plane 0) around the number of a note.
_BEGIN, _END = "\ue000", "\ue001"
_REFERENCE = re.compile(f"{_BEGIN}(\\d+){_END}")


def reference(number: int) -> str:
    """The number of a note within a text, until all notes have theirs."""
    return f"{_BEGIN}{number}{_END}"


def renumbered(report: Report) -> Report:
    """The report with its notes in the order in which they are first marked."""
    marked = dict.fromkeys(number for section in report.sections for block in section.blocks for number in block.notes)
    missing = [note.number for note in report.notes if note.number not in marked]
    if missing:
        raise ValueError(f"report {report.name}: notes {missing} are marked nowhere; mark them in their section")
    new = {old: number for number, old in enumerate(marked, 1)}

    def block_of(block: Block) -> Block:
        return replace(block, notes=tuple(new[number] for number in block.notes))

    changed = replace(
        report,
        sections=tuple(
            replace(section, blocks=tuple(block_of(block) for block in section.blocks)) for section in report.sections
        ),
        notes=tuple(replace(report.note(old), number=number) for old, number in new.items()),
        evidence=tuple(replace(one, note=None if one.note is None else new[one.note]) for one in report.evidence),
    )
    return with_texts(changed, lambda text: _REFERENCE.sub(lambda found: str(new[int(found.group(1))]), text))
