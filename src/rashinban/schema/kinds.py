"""A value kind takes what a provider wrote and gives the clean value, or refuses it with a reason.

Every kind reads one value and raises `errors.Refused` where the value cannot be taken; an empty value is
refused too, so callers ask only for what is there. Ids lose their resolver address, their case and the
marks that word processors put into them; what is left must pass the scheme's own check digit, so a clean
id is a valid one. None of them reads the clock. Kinds whose values come again and again remember them.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date as Date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import mul
from urllib.parse import unquote

from rashinban.errors import Refused

#: A year after this one is a typing error (2202, 2109, the 9999 of "no end date"). It is a constant, not
#: "this year + 2": the same file must give the same rows whenever it is parsed. Sources that plan further
#: ahead pass their own `latest`.
LATEST_YEAR = 2050
EARLIEST_YEAR = 1000

# Hyphens, dashes and minus signs that stand for "-" in ids; NFKC folds only the fullwidth and small ones.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\u30fc"), "-")
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF], None)
_DASHES[0x00AD] = ""  # a soft hyphen is where a line may break, not part of the id


def _folded(text: str) -> str:
    """The text in ASCII width, with plain hyphens and no invisible marks, trimmed."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_INVISIBLE)
    return text.strip()


# --- DOI -----------------------------------------------------------------------------------------------

# What nearly every record holds: nothing to mend, only the resolver to drop and letters to lower.
_PLAIN_DOI = re.compile(r"(?:https://doi\.org/)?(10\.\d{4,9}/[A-Za-z0-9][A-Za-z0-9._/:-]*[A-Za-z0-9])", re.A)
_DOI_PREFIX = re.compile(
    r"(?:(?:https?:)?//)?(?:(?:dx|www)\.)?doi\.org/|(?:info|urn):doi[:/]|doi\s*(?::|\s|=)\s*", re.I | re.A
)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.A)
_DOI_QUERY = re.compile(r"\?[A-Za-z_]+=.*$", re.S)
_ENTITY = re.compile(r"&(lt|gt|amp);", re.I)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&"}
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<"}
_MAX_DOI = 1024


def doi(text: str) -> str:
    """The DOI in lower case without resolver: `https://doi.org/10.1000/ABC.` -> `10.1000/abc`.

    Percent-encoding (also double, as JaLC asks for it) and XML entities are undone, punctuation that a
    sentence left behind is dropped. A closing bracket stays where its opening one is in the DOI.
    """
    plain = _PLAIN_DOI.fullmatch(text)
    if plain:
        return plain[1].lower()
    value = _folded(text)
    resolver = ""
    while match := _DOI_PREFIX.match(value):
        resolver = match[0]
        value = value[match.end() :].lstrip()
    if "/" in resolver:
        value = _DOI_QUERY.sub("", value)
    while "%" in value and _decodes(value):
        value = _folded(unquote(value))
    while _ENTITY.search(value):
        value = _ENTITY.sub(lambda found: _ENTITIES[found[1].lower()], value)
    value = _without_trailing_junk(value.strip())
    if not value:
        raise Refused("empty", found=text)
    if not _DOI.fullmatch(value) or not value.isprintable() or len(value) > _MAX_DOI:
        raise Refused("not a DOI (10.registrant/suffix)", found=text)
    return value.lower()


def _decodes(value: str) -> bool:
    """Whether every percent sign begins an escape and the escapes are UTF-8."""
    if re.search(r"%(?![0-9A-Fa-f]{2})", value):
        return False
    try:
        unquote(value, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _without_trailing_junk(value: str) -> str:
    while value:
        last = value[-1]
        opening = _CLOSING.get(last)
        if last in ".,;:'\"`" or (opening is not None and value.count(opening) < value.count(last)):
            value = value[:-1]
        else:
            break
    return value


# --- ORCID, ROR, ISSN ----------------------------------------------------------------------------------

_ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/|orcid[:\s]\s*)?([\d -]{15,19}[\dX])/?", re.I | re.A)
# What nearly every record holds.
_PLAIN_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4})-(\d{4})-(\d{4})-(\d{3}[\dX])", re.A)
_SEPARATORS = re.compile(r"[ -]")
#: ISO 7064 mod 11-2 doubles the sum at each digit: the first counts 2 to the power of 15.
_ORCID_WEIGHTS = tuple(2**power for power in range(15, 0, -1))
#: The blocks of ISNI numbers given to ORCID; a valid ISNI outside them is not a person's ORCID.
ORCID_BLOCKS = ((15_000_000, 35_000_000), (900_000_000_000, 900_100_000_000))


@lru_cache(maxsize=1 << 16)
def orcid(text: str) -> str:
    """The ORCID with hyphens, its check character (ISO 7064 mod 11-2) proved: `0000-0002-1825-0097`."""
    plain = _PLAIN_ORCID.fullmatch(text)
    if plain:
        digits = "".join(plain.groups())
    else:
        match = _ORCID.fullmatch(_folded(text))
        digits = _SEPARATORS.sub("", match[1]).upper() if match else ""
    if len(digits) != 16:
        raise Refused("not an ORCID (16 digits)", found=text)
    if not passes_mod_11_2(digits):
        raise Refused("ORCID check digit is wrong", found=text)
    number = int(digits[:15])
    if not any(first <= number <= last for first, last in ORCID_BLOCKS):
        raise Refused("an ISNI outside the blocks of ORCID", found=text)
    return f"{digits[:4]}-{digits[4:8]}-{digits[8:12]}-{digits[12:]}"


def passes_mod_11_2(digits: str) -> bool:
    """Whether the last of 16 characters is the check character of the others (ISO 7064 mod 11-2): ORCID, ISNI."""
    check = (12 - sum(map(mul, map(int, digits[:15]), _ORCID_WEIGHTS)) % 11) % 11
    return digits[15] == "0123456789X"[check]


_ROR = re.compile(r"(?:(?:https?://)?(?:www\.)?ror\.org/|ror:)?(0[0-9a-hjkmnp-tv-z]{6}[0-9]{2})/?", re.I | re.A)
_BASE32 = {symbol: value for value, symbol in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}


@lru_cache(maxsize=1 << 15)
def ror_id(text: str) -> str:
    """The nine characters of a ROR id, its check digits (ISO 7064 mod 97-10) proved: `057zh3y96`."""
    match = _ROR.fullmatch(_folded(text))
    if not match:
        raise Refused("not a ROR id (0, six letters or digits, two check digits)", found=text)
    value = match[1].lower()
    number = 0
    for symbol in value[:7]:
        number = number * 32 + _BASE32[symbol]
    if 98 - (number * 100) % 97 != int(value[7:]):
        raise Refused("ROR check digits are wrong", found=text)
    return value


_ISSN = re.compile(r"(?:urn:issn:|e?issn(?:-l)?[:\s]*)?(\d{4})[ -]?(\d{3})([\dX])", re.I | re.A)


@lru_cache(maxsize=1 << 15)
def issn(text: str) -> str:
    """The ISSN with its hyphen, its check digit (mod 11) proved: `0286861x` -> `0286-861X`."""
    match = _ISSN.fullmatch(_folded(text))
    if not match:
        raise Refused("not an ISSN (eight digits, the last may be X)", found=text)
    digits = match[1] + match[2]
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    last = match[3].upper()
    if last != ("X" if check == 10 else str(check)):
        raise Refused("ISSN check digit is wrong", found=text)
    return f"{match[1]}-{match[2]}{last}"


# --- country, year, date, money ------------------------------------------------------------------------

#: XK is not in ISO 3166-1: it is a user-assigned code that OpenAlex, ROR and the EU use for Kosovo.
#: UK and EL are what the EU writes for GB and GR.
_COUNTRIES_BESIDE_ISO = {"XK": "XK", "UK": "GB", "EL": "GR"}


_SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


@lru_cache(maxsize=4096)
def subdivision_code(text: str) -> str:
    """The form of a code of ISO 3166-2, in upper case: `jp-13` -> `JP-13`. Codes of earlier editions stay."""
    value = _folded(text).upper()
    if not _SUBDIVISION.fullmatch(value):
        raise Refused("not a code of ISO 3166-2 (country, hyphen, one to three characters)", found=text)
    return value


@lru_cache(maxsize=2048)
def country_code(text: str) -> str:
    """ISO 3166-1 alpha-2 in upper case, and XK for Kosovo: `jp` -> `JP`, `UK` -> `GB`."""
    import pycountry

    value = _folded(text).upper()
    if value in _COUNTRIES_BESIDE_ISO:
        return _COUNTRIES_BESIDE_ISO[value]
    if len(value) != 2 or pycountry.countries.get(alpha_2=value) is None:
        raise Refused("not a country code of ISO 3166-1 alpha-2", found=text)
    return value


def year(value: int | str, *, latest: int = LATEST_YEAR) -> int:
    """A calendar year from 1000 to `latest`."""
    if isinstance(value, str):
        digits = _folded(value)
        if len(digits) != 4 or not (digits.isascii() and digits.isdigit()):
            raise Refused("not a year (four digits)", found=value)
        number = int(digits)
    elif isinstance(value, bool) or not isinstance(value, int):
        raise Refused("not a year (four digits)", found=value)
    else:
        number = value
    if not EARLIEST_YEAR <= number <= latest:
        raise Refused(f"year outside {EARLIEST_YEAR}..{latest}", found=value)
    return number


_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.A)
_PART_OF_DATE = re.compile(r"\d{4}(?:-\d{2})?", re.A)


@lru_cache(maxsize=1 << 14)
def date(text: str, *, latest: int = LATEST_YEAR) -> Date:
    """A full day, ISO 8601. A time behind it is dropped; a year or a month alone is not a day: refused."""
    value = _folded(text)
    match = _DATE.fullmatch(value)
    if not match:
        incomplete = _PART_OF_DATE.fullmatch(value)
        raise Refused("date without a day" if incomplete else "not a date (YYYY-MM-DD)", found=text)
    try:
        day = Date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Refused("no such day", found=text) from None
    if not EARLIEST_YEAR <= day.year <= latest:
        raise Refused(f"year outside {EARLIEST_YEAR}..{latest}", found=text)
    return day


#: Digits after the point, by ISO 4217, where they are not two. (pycountry knows the codes, not these.)
_MINOR_DIGITS = {
    code: digits
    for digits, codes in (
        (0, ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV")),
        (0, ("XAF", "XOF", "XPF")),
        (3, ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")),
        (4, ("CLF", "UYW")),
    )
    for code in codes
}
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.A)
_MAX_INT64 = 2**63 - 1


@lru_cache(maxsize=512)
def currency(text: str) -> str:
    """An ISO 4217 code in upper case."""
    import pycountry

    value = _folded(text).upper()
    if len(value) != 3 or pycountry.currencies.get(alpha_3=value) is None:
        raise Refused("not a currency code of ISO 4217", found=text)
    return value


def money(amount: int | float | str, currency_code: str) -> tuple[int, str]:
    """The amount in minor units with its currency: `1,234.5` and `usd` -> (123450, `USD`); yen have none.

    Exact or refused: an amount finer than the minor unit is not rounded. A comma is only a mark between
    groups of three digits; `12,5` could be either and is refused.
    """
    code = currency(currency_code)
    text = _folded(amount) if isinstance(amount, str) else repr(amount)
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    try:
        if isinstance(amount, bool):
            raise InvalidOperation
        minor = Decimal(text).scaleb(_MINOR_DIGITS.get(code, 2))
    except InvalidOperation:
        raise Refused("not an amount of money", found=amount) from None
    if not minor.is_finite() or abs(minor) > _MAX_INT64:
        raise Refused("not an amount of money", found=amount)
    if minor != minor.to_integral_value():
        raise Refused(f"amount finer than the minor unit of {code}", found=amount)
    return int(minor), code


def major(minor: int, currency_code: str) -> Decimal:
    """The amount in whole units of the currency: 123450 minor units of `USD` -> 1234.50; `JPY` has no minor unit."""
    return Decimal(minor).scaleb(-_MINOR_DIGITS.get(currency_code, 2))
