"""Each row is one work (or award) behind a number: its weight in the unit and the value it brings."""

from __future__ import annotations

import pyarrow as pa

from rashinban import catalog
from rashinban.measure.counted import COUNTED
from rashinban.measure.counting import count
from rashinban.measure.question import Question
from rashinban.measure.session import Session
from rashinban.measure.show import asked_parameters, carried, fits, years_of


def records(session: Session, question: Question, name: str) -> pa.Table:
    """The works (or awards) behind one number: those that the filters choose, with weight and value.

    The records of a concentration have their recipient beside them. The indicator's value follows from these rows
    alone, or for shares from them and the world's.
    A null value is a work that is counted but whose value is not observed.
    """
    unit = catalog.indicator(name)
    fits(unit, question)
    counted = COUNTED[question.record]
    session.prepare(question, unit.reads | {counted.universe, counted.described})
    years = years_of(session, question)
    count(session, question, (), *carried(question, unit.meta.contributor, unit.meta.reads_keys))
    session.engine.define("counted", "select * from counted_units")
    has_recipient = unit.meta.kind == "concentration"
    sql = unit.sql
    if question.record == "awards" and not has_recipient:
        sql = f"select told.*, cast(null as varchar) as recipient from ({sql}) as told"  # noqa: S608
    session.engine.define("indicator", sql, {**unit.meta.parameters, **asked_parameters(question, years)})
    found = session.engine.query(counted.records)
    return found.drop_columns("recipient") if question.record == "awards" and not has_recipient else found
