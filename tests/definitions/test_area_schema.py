"""The JSON Schema that editors use is the one of the models."""

from __future__ import annotations

import json
from pathlib import Path

from rashinban.definitions.area_models import AreaList

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "technology-area.schema.json"


def test_schema_is_current() -> None:
    expected = json.dumps(AreaList.model_json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert SCHEMA.read_text(encoding="utf-8") == expected, f"write {SCHEMA.name} anew from AreaList.model_json_schema()"
