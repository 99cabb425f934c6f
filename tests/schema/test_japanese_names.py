"""Names: parts only where the writing says them."""

from __future__ import annotations

import pytest

from rashinban.errors import Refused
from rashinban.schema.japanese import Name, person_name
from rashinban.schema.japanese_names import Order, Script

PRINTED: list[tuple[str, Order | None, str | None, str | None, Script]] = [
    ("山田, 太郎", None, "山田", "太郎", "kanji"),
    ("山田，太郎", None, "山田", "太郎", "kanji"),
    ("山田 太郎", None, "山田", "太郎", "kanji"),
    ("山田　太郎", None, "山田", "太郎", "kanji"),
    ("佐々木 みどり", None, "佐々木", "みどり", "kanji"),
    ("山田太郎", None, None, None, "kanji"),
    ("山田太郎", "family_first", None, None, "kanji"),
    ("ヤマダ, タロウ", None, "ヤマダ", "タロウ", "kana"),
    ("ヤマダ タロウ", "family_first", "ヤマダ", "タロウ", "kana"),
    ("ジョン スミス", None, None, None, "kana"),
    ("ジョン・スミス", None, None, None, "kana"),
    ("Yamada, Taro", None, "Yamada", "Taro", "latin"),
    ("YAMADA Taro", None, "YAMADA", "Taro", "latin"),
    ("Taro YAMADA", "family_first", "YAMADA", "Taro", "latin"),
    ("DE LA CRUZ Juan", None, "DE LA CRUZ", "Juan", "latin"),
    ("T. YAMADA", None, "YAMADA", "T.", "latin"),
    ("YAMADA TARO", None, None, None, "latin"),
    ("YAMADA TARO", "family_first", "YAMADA", "TARO", "latin"),
    ("Taro Yamada", None, None, None, "latin"),
    ("Taro Yamada", "given_first", "Yamada", "Taro", "latin"),
    ("John F. Kennedy", "given_first", "Kennedy", "John F.", "latin"),
    ("Maria Garcia Lopez", "given_first", None, None, "latin"),
    ("King, Martin, Jr.", None, None, None, "latin"),
    ("Plato", None, None, None, "latin"),
    ("김 철수", None, None, None, "other"),
]


@pytest.mark.parametrize(("text", "order", "family", "given", "script"), PRINTED)
def test_parts_of_a_name(text: str, order: Order | None, family: str | None, given: str | None, script: Script) -> None:
    known = family is not None
    assert person_name(text, order) == Name(full=text, family=family, given=given, order_known=known, script=script)


def test_a_name_over_two_lines_is_trimmed() -> None:
    assert person_name("\n  山田\n  太郎 \n").full == "山田太郎"


def test_no_name() -> None:
    with pytest.raises(Refused, match="empty"):
        person_name(" \u3000 ")
