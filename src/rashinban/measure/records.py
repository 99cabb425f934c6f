"""Each row is one work behind a number: its weight in the unit and the value it brings."""

from __future__ import annotations

from importlib.resources import files

import pyarrow as pa

from rashinban import catalog
from rashinban.measure.counting import count
from rashinban.measure.question import Question
from rashinban.measure.session import Session
from rashinban.measure.show import fits, years_of

_RECORDS = (files("rashinban.measure") / "records.sql").read_text(encoding="utf-8")


def records(session: Session, question: Question, name: str) -> pa.Table:
    """The works behind one number: those that the filters choose, with weight and value.

    The indicator's value follows from these rows alone, or for shares from them and the world's.
    A null value is a work that is counted but whose value is not observed.
    """
    unit = catalog.indicator(name)
    fits(unit, question)
    session.prepare(question, unit.reads | {"universe", "works"})
    years = years_of(session, question)
    count(session, question, (), unit.meta.contributor)
    session.engine.define("counted", "select * from counted_units")
    parameters: dict[str, object] = dict(unit.meta.parameters)
    if years:
        parameters |= {"year_from": years[0], "year_to": years[1]}
    session.engine.define("indicator", unit.sql, parameters)
    return session.engine.query(_RECORDS)
