"""Each share says how many works of a slice have what an indicator needs: country, references, topic..."""

from __future__ import annotations

from importlib.resources import files

from rashinban.measure.counting import count
from rashinban.measure.question import Question
from rashinban.measure.session import Session

_COVERAGE = (files("rashinban.measure") / "coverage.sql").read_text(encoding="utf-8")


def coverage(session: Session, question: Question) -> tuple[int, dict[str, float | None]]:
    """Works of the slice that a question's filters describe, and the share of them that has each thing.

    Filters on contributors do not matter here: the slice is the world that a country is compared with.
    """
    session.prepare(question, frozenset({"universe", "country_weights", "funder_weights", "citation_scores"}))
    count(session, question, (), ())
    row = session.engine.query(_COVERAGE).to_pylist()[0]
    works = int(row.pop("works"))
    return works, row
