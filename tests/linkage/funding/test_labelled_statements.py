"""Award numbers of real statements do not become worse: benchmarks/funding.py says more, and by funder."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from rashinban.linkage.funding import numbers


def plain(number: str) -> str:
    return re.sub("[^A-Za-z0-9]", "", number).upper()


@pytest.mark.shared
def test_labelled_statements(shared: Path) -> None:
    path = shared / "er-funding-statements" / "funding_metadata.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        statements = json.load(stream)
    right = found = labelled = 0
    for statement in statements:
        labels = {plain(number) for funder in statement["funders"] for number in funder["award_ids"] or ()}
        read = {plain(find.typed) for find in numbers(statement["funding_statement"])}
        right, found, labelled = right + len(labels & read), found + len(read), labelled + len(labels)
    # Letters and digits must be those of the label, in which words before a number stand at times: `Grant 331640`.
    assert (len(statements), labelled) == (222, 553)
    assert right / found >= 0.89 and right / labelled >= 0.87, (right, found, labelled)
