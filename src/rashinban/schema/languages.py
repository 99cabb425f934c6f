"""A language is an ISO 639-1 code (639-3 where there is none), at times with a script: `ja-Kana` is a reading."""

from __future__ import annotations

from functools import lru_cache

from rashinban.errors import Refused

#: Codes that say no language: undetermined, none, several.
_NO_LANGUAGE = {"und", "zxx", "mul", "mis"}
#: What providers write that is neither a code nor the English name of a language.
_WORDS = {
    "日本語": "ja",
    "英語": "en",
    "中国語": "zh",
    "韓国語": "ko",
    "ドイツ語": "de",
    "フランス語": "fr",
    "jp": "ja",
}


@lru_cache(maxsize=2048)
def language(text: str) -> tuple[str, str | None]:
    """Language and script: `jpn` -> (`ja`, None), `ja-Kana` -> (`ja`, `Kana`), `zh-cn` -> (`zh`, None).

    Regions are dropped; `zh-Hant` keeps its script. Terminological and bibliographic codes of ISO 639-2 (`deu`,
    `ger`) are one. Refused: what is no language, and `und`, `mul`, `zxx`, which name none.
    """
    import pycountry

    first, *others = text.strip().replace("_", "-").split("-")
    first = _WORDS.get(first.lower(), first.lower())
    if first in _NO_LANGUAGE:
        raise Refused("names no language", found=text)
    found = None
    if len(first) == 2:
        found = pycountry.languages.get(alpha_2=first)
    elif len(first) == 3:
        found = pycountry.languages.get(alpha_3=first) or pycountry.languages.get(bibliographic=first)
    elif first:
        found = pycountry.languages.get(name=first.title())
    if found is None:
        raise Refused("not a language of ISO 639", found=text)
    code = str(getattr(found, "alpha_2", found.alpha_3))
    for other in others:
        script = pycountry.scripts.get(alpha_4=other.title()) if len(other) == 4 else None
        if script is not None:
            return code, str(script.alpha_4)
    return code, None


@lru_cache(maxsize=2048)
def language_code(text: str) -> str:
    """The language alone, without a script: `ja-Kana` -> `ja`."""
    return language(text)[0]
