"""What every declared table keeps to, so that link can rely on it."""

from __future__ import annotations

import pytest

from rashinban.schema import tables
from rashinban.schema.ids import COLUMNS, JOINING, SCHEMES, best, entity_of, scheme_id


# Claims are made by link, of records that stand.
@pytest.mark.parametrize("name", sorted(tables().keys() - {"claims"}))
def test_a_table_hangs_together(name: str) -> None:
    table = tables()[name]
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    record = tables()[table.record]
    # A record stands or falls by one id, and what comes with it carries that id first.
    assert record.is_entity and len(record.key) == 1
    assert table.key[0] == record.key[0]
    assert set(table.key_of) <= set(table.names)
    if table.one_source:
        assert tables()[table.one_source].record == table.record


def test_schemes_name_one_entity_each() -> None:
    every = [scheme for schemes in SCHEMES.values() for scheme in schemes]
    assert len(set(every)) == len(every)
    for entity, schemes in JOINING.items():
        assert set(schemes) - {"ror"} <= set(SCHEMES[entity]), entity
        assert set(COLUMNS.get(entity, {})) <= set(tables()[entity].names)
    assert entity_of("jgn") == "awards" and entity_of("nobody") is None


def test_the_strongest_identifier_is_the_id() -> None:
    assert best("works", {"pmid": "5", "doi": "10.1/a"}) == "doi:10.1/a"
    assert best("works", {"pmid": None, "crid": "9"}) == "crid:9"
    assert best("works", {}) is None
    with pytest.raises(ValueError, match="no scheme 'dio'"):
        scheme_id("dio", "10.1/a")
