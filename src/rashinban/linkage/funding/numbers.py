"""Each find is one award number in a text: by the shape of a funder's numbers, or by what stands about it.

A run of letters, digits and joiners with digits in it is a number where a word for one comes before it (`Grant No.`),
where it stands in brackets or right behind a name, or where it goes on a list of numbers. Years, addresses, dates,
DOIs, ethics approvals and trial registrations are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rashinban.reading.award_numbers import PLAIN, AwardNumber, Reader, reader, shapes


@dataclass(frozen=True, slots=True)
class Find:
    """A number as typed, from `start` up to `end`; `said`: the award, where the number says its funder."""

    typed: str
    start: int
    end: int
    said: AwardNumber | None = None


#: A hyphen at the end of a line goes on behind the blank.
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9_])(?=[A-Za-z0-9/\\_.:+(\[-]{0,60}[0-9])"
    r"[A-Za-z0-9](?:[A-Za-z0-9_]|[-/\\:+]{1,2}(?=[A-Za-z0-9])|\.(?=[0-9]|[A-Z0-9]+\b)|"
    r"(?<=[0-9])-\s{1,2}(?=[A-Z0-9]*[0-9])|(?<=[A-Z])(?:\[[0-9]{4}\]|\([0-9]{4}(?:-[0-9]{4})?\))-?(?=[0-9]))*"
)
#: Names of funders joined to a number: TIN2015-68284-R/AEI/FEDER.
_GIVERS = re.compile(r"(?:/[A-Za-z]{3,})+$")
#: Longer runs of letters and digits are no numbers.
_LONGEST = 80
_CUT = re.compile(r"-\s{1,2}(?=[0-9])")
_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[^\s@]{1,64}@\S+|\b(?:doi|arxiv)[:\s]+\S+|\b10\.[0-9]{4,6}/\S+|[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]",
    re.I,
)
_NONE = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-/.](?:19|20)?[0-9]{2}){0,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:19|20)[0-9]{2}|"
    r"(?:H2020|FP[67]|HORIZON)-[A-Z0-9-]*-20[0-9]{2}(?:-[0-9]{1,2})?|"
    r"(?:FP|EU-?FP|H|TIER|HORIZON|COVID|SARS-COV|HIV|AGENDA|PHASE|TYPE)-?[0-9]{1,4}(?:/.*)?|NCT[0-9]{8}|CRD[0-9]{8,}|"
    r"ISRCTN[0-9]+|CHICTR.*|UMIN[0-9]+|JRCT.*|ISSN.*|GSE[0-9]+|PRJNA[0-9]+|[0-9]{1,3}%?|SAND[0-9]{4}-.*|"
    r"(?:LLNL|LA-UR|FERMILAB|SLAC|BNL|JLAB|PNNL|CERN|DESY|ORNL|NREL|KEK|NUREG|MIT-CTP|INT-PUB)[-/].*|"
    r"[0-9]{1,3}(?:ST|ND|RD|TH)|[0-9.]+(?:MG|ML|MM|KM|GB|K|M|KG)",
    re.I,
)
_WORD_FOR_IT = (
    r"(?:grants?|awards?|awarded|contracts?|projects?|agreements?|allocations?|fellowships?|scholarships?|proposals?|"
    r"funds?|funding|references?|refs?|codes?|ids?|prot|process|proc|subsid(?:y|ies)|subprojects?|permits?|fkz|cup|"
    r"numbers?|nos?|nr|num|n|№|n[°ºo◦]|#|助成番号|課題番号|番号|号)"
)
#: What comes right before a number: `Grant/Award Number:`, `(grant no. `, `#`.
_CUE = re.compile(rf"(?:(?<![A-Za-z]){_WORD_FOR_IT}[\s.:/#(\[\"'“,=-]*)+$", re.I)
_FIRM_CUE = re.compile(r"(?:#|№|(?<![A-Za-z])(?:nos?\.|numbers?|n[°º◦]\.?)|番号|号)[\s:#]*$", re.I)
_UNDER = re.compile(r"\b(?:under|through|via)\s+(?:the\s+)?$", re.I)
_CAPITALS = re.compile(r"(?:^|[\s(\[/])[A-Z][\w&/.’'-]*\)?(?:[\s:,]{0,2}| - )$")
_NIH = re.compile(r"\bNIH\b|National Institutes? |Public Health Service|\bPHS\b")
_NIH_SERIAL = re.compile(
    r"(?<![A-Za-z0-9_./-])(?:A[AGI]|CA|D[ACK]|E[BSY]|GM|H[DGL]|LM|MH|N[RS]|RR|T[RW]) [0-9]{5,6}(?![A-Za-z0-9_])"
)
_STATE = re.compile(r",\s[A-Z]{2}\s$")
_IT_IS = re.compile(r"\s+(?:grant|award|project|allocation|contract)\b")
_GOES_ON = re.compile(
    rf"[\s,;&/|、，；及びと()\[\]-]*(?:\b(?:and|or|y|et|und|e|to|as well as)\b)?[\s,]*(?:{_WORD_FOR_IT}[\s.:#]*)*", re.I
)
_OTHER = re.compile(
    r"\b(?:approv\w+|ethic\w*|irb|protocol|trial|regist\w+|accession|isbn|issn|pmid|version|figures?|fig|sections?|chapters?|"
    r"room|box|tel|phone|page|pp|vol\w*|clinicaltrials\S*|patents?)\b[\s.:#(]*(?:(?:number|no|nos|id|code)\b[\s.:#]*)*$",
    re.I,
)
_BEFORE_IT = re.compile(r"(?:(?:No|Nos|Nr|NO|ID|id|Ref)[.:]?|n\.)(?=[0-9])")


@cache
def _shapes() -> Reader:
    return reader([shape for shape in shapes() if shape.alone], around=r"(?<![A-Za-z0-9_./\\-])(?:{})(?![A-Za-z0-9_])")


def numbers(text: str) -> list[Find]:
    """The award numbers of a text, in their order, each as typed."""
    plain = text.translate(PLAIN)
    plain = _ADDRESS.sub(lambda found: " " * len(found[0]), plain)
    said = list(_said(plain))
    said = sorted([*said, *_serials(plain, said)], key=lambda find: find.start)
    found: list[Find] = []
    last: Find | None = None
    passed = 0
    for token in _TOKEN.finditer(plain):
        start = token.start()
        if word := _BEFORE_IT.match(token[0]):
            start += word.end()
        end = _its_end(plain, start, token.end())
        while passed < len(said) and said[passed].end <= start:
            last = said[passed]
            passed += 1
        if passed < len(said) and said[passed].start < end:
            own = said[passed]
            # The shape is a part of what is typed: BT/PR/31706/PBD/26/705/2019; in PID2020-1GB-I00/AEI it is the whole.
            if own.start >= start and any(map(str.isdigit, plain[own.end : end])):
                said[passed] = Find(plain[start:end], start, end, own.said)
        elif (last is None or last.end <= start) and _is_number(plain, start, end, last):
            last = Find(plain[start:end], start, end)
            found.append(last)
    places = sorted([*found, *said], key=lambda find: find.start)
    return [Find(text[find.start : find.end], find.start, find.end, find.said) for find in places]


def _its_end(text: str, start: int, end: int) -> int:
    """Where a number ends that a line break cuts (`P07-TIC- 02978`) or names of funders follow (`.../AEI/FEDER`)."""
    if (cut := _CUT.match(text, end)) and (rest := _TOKEN.match(text, cut.end())):
        return rest.end()
    givers = _GIVERS.search(text, start, min(end, start + _LONGEST))
    return givers.start() if givers and givers.end() == end else end


def _said(plain: str) -> Iterator[Find]:
    for match in _shapes().expression.finditer(plain):
        yield Find(match[0], match.start(), match.end(), _shapes().read(match))


def _serials(plain: str, taken: list[Find]) -> Iterator[Find]:
    """Numbers of NIH without their activity, `GM 12345`: a State with its postal code looks like one elsewhere."""
    for match in _NIH_SERIAL.finditer(plain) if _NIH.search(plain) else ():
        if not any(find.start < match.end() and match.start() < find.end for find in taken):
            yield Find(match[0], match.start(), match.end())


def _is_number(text: str, start: int, end: int, last: Find | None) -> bool:
    token = text[start:end]
    if len(token) > _LONGEST:
        return False
    digits = sum(letter.isdigit() for letter in token)
    letters = sum(letter.isalpha() for letter in token)
    before = text[max(0, start - 60) : start]
    firm = bool(_FIRM_CUE.search(before))
    if _OTHER.search(before):
        return False
    if _NONE.fullmatch(token):
        return firm and len(token) > 3 and digits > 3 and "/" not in token
    if _CUE.search(before):
        return digits > 2 or (firm and digits > 1)
    if last is not None and _GOES_ON.fullmatch(text[last.end : start]):
        return digits > 2
    mixed = bool(letters) or not token.isalnum()
    if mixed and digits > 1 and len(token) > 7 and token.isupper() and _IT_IS.match(text, end):
        return True
    if digits < 3 or (len(token) == 5 and _STATE.search(before)):
        return False
    if _in_brackets(before):
        return digits > 4 or (mixed and digits > 3)
    if _CAPITALS.search(before) or _UNDER.search(before):
        return digits > 4 or (mixed and digits > 3 and len(token) > 5)
    return mixed and digits > 4 and len(token) > 7


def _in_brackets(before: str) -> bool:
    opened = max(before.rfind("("), before.rfind("["), before.rfind("（"))
    return opened > max(before.rfind(")"), before.rfind("]"), before.rfind("）"))
