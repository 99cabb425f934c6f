"""Each title or abstract is put together from plain phrases; only the strand's own phrase says what it is about."""

from __future__ import annotations

import numpy as np

from rashinban.simulate.names import place
from rashinban.simulate.strands import STRANDS

OPENINGS = (
    "A comparison of ",
    "Long-term results on ",
    "Notes on ",
    "A second look at ",
    "Limits of ",
    "Revisiting ",
    "Evidence on ",
    "A careful account of ",
    "On the cost of ",
    "Errors in ",
    "Ten years of ",
    "Towards a standard for ",
    "What we know about ",
    "Unexpected effects of ",
    "An open record of ",
    "The early history of ",
)
CLOSINGS = (
    "",
    ": a replication",
    ": results of two surveys",
    ": open questions",
    " under changing conditions",
    ": a plain description",
    " and its limits",
    *(f" in {place('western', n)}" for n in range(0, 120, 3)),
)
OPENINGS_JA = ("", "新しい", "長期にわたる", "地域における", "若手による", "再考:")
CLOSINGS_JA = (
    "に関する比較研究",
    "の記録",
    "についての一考察",
    "の再検討",
    "に関する調査報告",
    "の費用と効果",
    "の十年",
)

_SENTENCES = (
    "We report what was found on {} over several years.",
    "The record of {} is short and the results disagree.",
    "This paper describes {} as plainly as we can.",
    "Little has been written on {} since the first reports.",
)
_FURTHER = (
    "Two groups worked apart and compared their figures afterwards.",
    "The second round gave smaller values than the first one.",
    "We describe the steps in the order in which they were done.",
    "No single cause explains the difference between the sites.",
    "All figures are given with their spread and their number.",
    "The costs fell by a third while the quality stayed the same.",
    "We list what did not work and what we would do again.",
    "Earlier accounts had counted some cases more than once.",
    "A longer series is needed before anything firm can be said.",
    "The protocol was written down before the first case was seen.",
    "Half of the variation is due to the season of the year.",
    "Results from {} cases are reported here for the first time.",
    "The effect was seen in {} of the sites and in neither of the others.",
    "Between the two dates the mean rose by {} percent.",
    "We discuss what this means for practice and for teaching.",
)
_SENTENCES_JA = ("本研究では{}について述べる。", "{}の記録を比較した。")
_FURTHER_JA = (
    "結果は地点によって異なった。",
    "手順をそのまま記す。",
    "さらに長い記録が必要である。",
    "費用は三分の一に減った。",
    "誤差の原因を考察する。",
)


class Abstracts:
    """A supply of inverted indexes for each strand, as JSON text; a part draws its own supply."""

    def __init__(self, rng: np.random.Generator, size: int) -> None:
        share = np.array([s.share for s in STRANDS])
        each = np.maximum(4, size * share / share.sum()).astype(int)
        self.english = [[_english(rng, s.phrases) for _ in range(n)] for s, n in zip(STRANDS, each, strict=True)]
        self.japanese = [[_japanese(rng, s.phrases_ja) for _ in range(8)] for s in STRANDS]


def _english(rng: np.random.Generator, phrases: tuple[str, ...]) -> str:
    numbers = rng.integers(3, 97, 8).tolist()
    first = _SENTENCES[numbers[0] % len(_SENTENCES)].format(phrases[numbers[1] % len(phrases)])
    chosen = rng.permutation(len(_FURTHER))[: 3 + numbers[2] % 4].tolist()
    rest = [_FURTHER[c].format(numbers[3 + j % 5]) for j, c in enumerate(chosen)]
    last = f"Work on {phrases[numbers[7] % len(phrases)]} continues."
    return inverted(" ".join([first, *rest, last]))


def _japanese(rng: np.random.Generator, phrases: tuple[str, ...]) -> str:
    numbers = rng.integers(0, 60, 4).tolist()
    first = _SENTENCES_JA[numbers[0] % 2].format(phrases[numbers[1] % len(phrases)])
    chosen = rng.permutation(len(_FURTHER_JA))[:3].tolist()
    return inverted(" ".join([first, *(_FURTHER_JA[c] for c in chosen)]))


def inverted(text: str) -> str:
    """The abstract as OpenAlex gives it: each word with its places, as JSON. No word here needs escaping."""
    places: dict[str, str] = {}
    for position, word in enumerate(text.split(" ")):
        places[word] = f"{places[word]},{position}" if word in places else str(position)
    return "{" + ",".join([f'"{word}":[{at}]' for word, at in places.items()]) + "}"


def title(strand: int, second: int, number: int, japanese: bool) -> str:
    """The title of a work: its number picks the words; a second technology area has its phrase in it too."""
    home = STRANDS[strand]
    if japanese:
        phrase = home.phrases_ja[number % len(home.phrases_ja)]
        if second >= 0:
            phrase += "と" + STRANDS[second].phrases_ja[0]
        return OPENINGS_JA[number // 3 % len(OPENINGS_JA)] + phrase + CLOSINGS_JA[number // 19 % len(CLOSINGS_JA)]
    phrase = home.phrases[number % len(home.phrases)]
    if second >= 0:
        other = STRANDS[second].phrases
        phrase += " and " + other[number // 5 % len(other)]
    return OPENINGS[number // 7 % len(OPENINGS)] + phrase + CLOSINGS[number // 113 % len(CLOSINGS)]
