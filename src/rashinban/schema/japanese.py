"""Every value kind of Japanese text, under one name: keys, names, dates, amounts, identifiers, languages."""

from rashinban.schema.japanese_amounts import amount_jpy, japanese_number, yen_of
from rashinban.schema.japanese_dates import date_ja, era_year, first_day, fiscal_year, last_day
from rashinban.schema.japanese_ids import (
    crid,
    erad_check,
    erad_researcher,
    isbn,
    jglobal_id,
    jgn,
    jgn_funder,
    kakenhi_number,
    naid,
    ncid,
    ndl_bib_id,
    nrid,
)
from rashinban.schema.japanese_keys import kanji_variants, match_key, romanisation_key, trim_cjk
from rashinban.schema.japanese_names import Name, person_name, script_of
from rashinban.schema.languages import language

__all__ = [
    "Name",
    "amount_jpy",
    "crid",
    "date_ja",
    "era_year",
    "erad_check",
    "erad_researcher",
    "first_day",
    "fiscal_year",
    "isbn",
    "japanese_number",
    "jglobal_id",
    "jgn",
    "jgn_funder",
    "kakenhi_number",
    "kanji_variants",
    "language",
    "last_day",
    "match_key",
    "naid",
    "ncid",
    "ndl_bib_id",
    "nrid",
    "person_name",
    "romanisation_key",
    "script_of",
    "trim_cjk",
    "yen_of",
]
