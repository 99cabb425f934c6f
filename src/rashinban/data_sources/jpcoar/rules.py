"""Each finding is one breach of the rules for JPCOAR records: the guideline's and IRDB's at harvest, beyond the XSD.

Severity `error`: the schema does not allow it, or IRDB refuses the record or leaves the element out. `warning`: the
guideline advises otherwise, and the record is taken as it is. rules.csv has each rule's severity and mend, elements.csv
which elements state a language, attributes.csv the vocabulary of each term. Rules hold for 1.0, 2.0 and 2.1; terms
are judged by the version that the record's namespace says.

Sources: the schema with its guideline (https://schema.irdb.nii.ac.jp) and IRDB's list of errors and normalisations
(https://support.irdb.nii.ac.jp/ja/harvest/jpcoar/mapping).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from rashinban.data_sources.jpcoar import rules_links, rules_people, rules_shape, rules_work
from rashinban.data_sources.jpcoar.judged import Breach, Judged
from rashinban.reading.jpcoar import version_of
from rashinban.reading.jpcoar.words import VERSIONS
from rashinban.reading.xml import Element

Severity = Literal["error", "warning"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One breach: the rule, the path of the element, what was found there, how to mend it, and how bad it is."""

    rule: str
    path: str
    found: str
    mend: str
    severity: Severity


@cache
def rules() -> dict[str, tuple[Severity, str]]:
    """By rule its severity and mend."""
    found: dict[str, tuple[Severity, str]] = {}
    with (files("rashinban.data_sources.jpcoar") / "rules.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found[row["rule"]] = ("error" if row["severity"] == "error" else "warning", row["mend"])
    return found


def judge(record: Element) -> tuple[Finding, ...]:
    """What is wrong with a JPCOAR element, in the order of the rules; nothing where all is well.

    A version that is newer than those known is judged as the newest known.
    """
    version = version_of(record)
    judged = Judged(record, version if version in VERSIONS else VERSIONS[-1])
    return tuple(
        Finding(rule=breach.rule, path=breach.path, found=breach.found, mend=mend, severity=severity)
        for breach in dict.fromkeys(_breaches(judged))
        for severity, mend in [rules()[breach.rule]]
    )


def _breaches(judged: Judged) -> Iterator[Breach]:
    for part in (rules_shape, rules_people, rules_work, rules_links):
        yield from part.breaches(judged)
