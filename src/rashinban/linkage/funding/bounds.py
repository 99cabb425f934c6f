"""Where a name within a text begins and ends: a part of a longer name is none (`American University` of Beirut)."""

from __future__ import annotations

import re

from rashinban.linkage.funding.words import Word

#: Marks between a body and what it is part of: HHS | NIH | NIAID.
PIECES = re.compile(r"\s*[|∣]\s*")
#: What makes an acronym a part of another name: NSF of Shanghai, USDA ARS, DOE Office of Science.
TOLD_ON = re.compile(
    r"[\s|/-]+(?:(?:of|for|the)\b|[A-Z][A-Z-]+\b|(?:Office|Institute|Cent|Division|University|College)\w*)"
)
#: Between a part and whose it is: Center for AIDS Research, Duke University.
OWNER = re.compile(r"\s*,\s*(?:the\s+)?|\s+(?:at|of)\s+(?:the\s+)?", re.I)
#: Words for a part of a government, which is another body than the government.
BODY = re.compile(
    r"\b(?:department|departament|departamento|ministry|consejer[ií]a|conseller[ií]a|office|saila|agency|secretar)",
    re.I,
)
_BEFORE = re.compile(r"(?:[^\w\s'&.]|\b(?:the|by|from|at|in|of|through|under|via|del?|d[aou]s?|la)\s*$)", re.I)
_AFTER = re.compile(r"[^\w\s'&.-]|\b(?:through|under|via|from|by|to|with|at|for|of the)\b", re.I)
_MARK = re.compile(r"[,;:(){}\[\]/]| [-–—] ")
#: A longer name with one of these is another body's, even where it begins with the name of one.
_BODIES = re.compile(
    "university|college|hospital|institute|school|foundation|council|society|association|academy|ministry|"
    "agency|laboratory|trust|department|company|group|museum|library|faculty|office|division|section|"
    "directorate|administration|bureau"
)
#: Words for money that stand beside a name and are no part of it.
_LINKS = re.compile(
    "grant|award|program|project|fellowship|scholarship|discovery|contract|number|no|funded|scheme|postdoctoral|"
    "graduate|doctoral|studentship|under|through|horizon|open"
)


#: What is called after a university and is none of it.
_OTHERS = re.compile("hospital|foundation|system|press|at|society|trust|museum|company|health")
#: A part of a university, right behind its name: University of Leeds School of Law.
_UNIT = re.compile(
    "school|department|faculty|division|college|grant|program|project|fellowship|scholarship|graduate|research|center"
)


def bounded(text: str, found: list[Word], start: int, end: int) -> bool:
    """Whether the words from start to end stand by themselves, and are no part of a longer name.

    What a small letter begins, a number, or a word such as grant is no part of a name beside it.
    """
    if start:
        last = found[start - 1]
        before = text[last.end : found[start].start]
        if not (_BEFORE.search(before) or text[last.start].islower() or _LINKS.fullmatch(last.plain)):
            return False
    if end == len(found):
        return True
    after = text[found[end - 1].end : found[end].start]
    following = text[found[end].start]
    if _AFTER.search(after) or not following.isupper() or _LINKS.fullmatch(found[end].plain):
        return True
    if found[end - 1].plain == "university" or found[start].plain == "university":
        rest = [word.plain for word in found[end:]]
        own = any(map(_UNIT.fullmatch, rest)) and not any(map(_OTHERS.fullmatch, rest))
        return start == 0 and (own or bool(_UNIT.fullmatch(rest[0])))
    return start == 0 and after == " " and not any(_BODIES.fullmatch(word.plain) for word in found[end:])


def is_piece(text: str, found: list[Word], start: int, end: int) -> bool:
    """Whether the words from start to end are all there is between two marks of punctuation."""
    before = text[found[start - 1].end : found[start].start] if start else ","
    after = text[found[end - 1].end : found[end].start] if end < len(found) else ","
    return end - start > 1 and bool(_MARK.search(before) and _MARK.search(after))
