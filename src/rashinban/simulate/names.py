"""Each list is a supply of parts of invented names: people, places, institutions, journals.

Names of people are put together from parts; that one of them is borne by somebody is chance.
"""

from __future__ import annotations

from itertools import product

import numpy as np

from rashinban.simulate.countries import COUNTRIES
from rashinban.simulate.ids import Ints, hashed


def _words(text: str) -> list[str]:
    return text.split()


def _joined(first: str, second: str) -> list[str]:
    return [a + b for a, b in product(_words(first), _words(second))]


def _capital(first: str, second: str) -> list[str]:
    return [name.capitalize() for name in _joined(first, second)]


#: pool -> what comes before, what comes between, what comes after
_PLAIN = [" "]
_INITIALS = [" ", " ", " ", *(f" {letter}. " for letter in "ABCDEFGHJKLMNPRSTW")]
_POOLS: dict[str, tuple[list[str], list[str], list[str]]] = {
    "western": (
        _words(
            "Anna Ben Clara David Ella Frank Greta Hugo Ida Jonas Karin Lars Maud Nils Olive Paul Rosa Simon Tess Uwe "
            "Vera Walter Yvonne Alan Beth Carl Dora Erik Fay Glen"
        ),
        _INITIALS,
        _joined(
            "Har Wex Brun Tal Mor Lind Ash Kest Fen Gar Oster Wil", "ley ton berg wick mann son field ford dahl ham"
        ),
    ),
    "latin": (
        _words(
            "Ana Bruno Carla Diego Elena Fabio Gloria Hugo Ines Jorge Lucia Marco Nuria Oscar Paola Rafael Sara Tomas "
            "Valeria Dario"
        ),
        _INITIALS,
        _joined("Cor Bel Mont Sal Var Car Riv Tor Al Fer", "delli vani tero mede gano reira zzoni mares lobo dino"),
    ),
    "chinese": (
        _capital("xin wei jia hao yu ming rui chen zhi lan", "yi tao ning hua jun fei qing bo lin xuan"),
        _PLAIN,
        _words("Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo"),
    ),
    "korean": (
        _joined("Min Ji Seo Hyun Young Sung Jae Da", "-woo -hye -jun -eun -ho -yeon -min -su"),
        _PLAIN,
        _words("Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon"),
    ),
    "indian": (
        _capital("ar vi su ra pri ka ni de ", "jun shal resh hul ya vita tin epak"),
        _INITIALS,
        _capital("ban chat gup me iy shar ra na", "dekar terjan tari hrana engar mana vella yakam"),
    ),
    "slavic": (
        _words("Anton Boris Daria Elena Fedor Galina Igor Jana Katya Lev Marta Nina Oleg Pavel Roman Sofia"),
        _INITIALS,
        _joined("Bor Gor Kov Leb Mal Nov Petr Sok Tar Vol", "enko inski akov edev owski anin"),
    ),
    "arabic": (
        _words("Ahmed Aisha Bilal Dina Farid Hana Hassan Karim Laila Mariam Nasser Omar Rania Samir Yusuf Zainab"),
        _PLAIN,
        _joined("Al- El- Ben ", "Harazi Tamimar Sabbahi Qadhim Rashwan Mansouri Nadiri Fahmawi Zubayd Karamli"),
    ),
    "malay": (
        _capital("a bu di ha in ra si tri wa nur", "di nah yan san wati man"),
        _PLAIN,
        _capital("har su wi pra ku sa tan ngu", "tono santo jaya tama nawan rinda hien yen"),
    ),
    "african": (
        _capital("a chi ki wan o ny ba te", "de nedu bet jiru kello ambura sinde"),
        _PLAIN,
        _capital("ade o mu ka nja wa", "bayo kafor tinda riuki nguru mbugua lani"),
    ),
    "japanese": (
        _capital("ha mi yu ta ke na hi sa", "ruka doriko sato keshi nji omi roshi yaka"),
        _PLAIN,
        _capital("taka yama kita naka oka mori hoshi kawa", "mura da hara shima numa gaki saki no"),
    ),
    "kanji": (
        [a + b for a, b in product("高山北中岡森星川西松", "村田原島沼垣崎野")],
        _PLAIN,
        [a + b for a, b in product("春美悠健直浩沙和真千", "香子斗介人樹也代")],
    ),
}

BEFORE = [part for pool in _POOLS.values() for part in pool[0]]
BETWEEN = [part for pool in _POOLS.values() for part in pool[1]]
AFTER = [part for pool in _POOLS.values() for part in pool[2]]
_COUNTS = np.array([[len(pool[j]) for j in range(3)] for pool in _POOLS.values()])
_STARTS = np.cumsum(_COUNTS, axis=0) - _COUNTS
_POOL_OF_COUNTRY = np.array([list(_POOLS).index(country.names) for country in COUNTRIES])
_JAPANESE, _KANJI = list(_POOLS).index("japanese"), list(_POOLS).index("kanji")
#: share of Japanese profiles that are written in Japanese
_IN_KANJI = 0.3


def person(author: Ints, country: Ints) -> tuple[list[int], list[int], list[int]]:
    """Positions in BEFORE, BETWEEN and AFTER of each author's name: fixed by the author's number."""
    pool = _POOL_OF_COUNTRY[country]
    mixed = hashed(author, 41)
    kanji = (pool == _JAPANESE) & ((mixed >> np.uint64(40)) % np.uint64(1000) < np.uint64(1000 * _IN_KANJI))
    pool = np.where(kanji, _KANJI, pool)
    counts, starts = _COUNTS[pool].astype(np.uint64), _STARTS[pool]
    chosen = [
        starts[:, j] + ((mixed >> np.uint64(shift)) % counts[:, j]).astype(np.int64)
        for j, shift in enumerate((0, 12, 24))
    ]
    return chosen[0].tolist(), chosen[1].tolist(), chosen[2].tolist()


_SYLLABLES: dict[str, tuple[list[str], list[str]]] = {
    "japanese": (
        _words("Kasumi Aoba Shirane Mizuho Haruna Tsukino Hayase Kureha"),
        _words("hara saki zawa mori gawa no"),
    ),
    "chinese": (_words("Long Jin Qing Bai Hua Yun Lan Xi"), _words("shan he zhou hai ling yuan")),
    "korean": (_words("Han Seo Dae Hae Cheon Ga"), _words("ryeong san won ju seong rim")),
}
_OTHER = (
    _words("Ald Bre Cor Dun El Far Gal Hal Ist Jor Kel Lor Mar Nor Ost Pel Quen Ros Sel Tor"),
    _words("mere vale wick stad bury ona aris em opol ia"),
)


def place(pool: str, number: int) -> str:
    """An invented town: the number picks the syllables, so numbers close by are towns far apart in sound."""
    first, second = _SYLLABLES.get(pool, _OTHER)
    word = first[number % len(first)] + second[number // len(first) % len(second)]
    ring = number // (len(first) * len(second))
    return (
        word
        if ring == 0
        else f"{['Upper', 'Lower', 'New', 'East', 'West', 'North', 'South'][(ring - 1) % 7]} {word}"
        + (f" {ring // 7 + 1}" if ring > 7 else "")
    )


#: type, share, pattern: {place}, {country}
INSTITUTION_KINDS: tuple[tuple[str, float, str], ...] = (
    ("education", 0.42, "University of {place}"),
    ("education", 0.18, "{place} Institute of Technology"),
    ("healthcare", 0.12, "{place} General Hospital"),
    ("company", 0.12, "{place} Works ({country})"),
    ("facility", 0.06, "{place} Research Laboratory"),
    ("government", 0.06, "{place} Public Survey"),
    ("nonprofit", 0.04, "{place} Foundation"),
)

DEPARTMENTS = (
    "Department of Applied Studies",
    "Faculty of Science",
    "School of Engineering",
    "Graduate School of Medicine",
    "Division of Measurement",
    "Centre for Methods",
)

JOURNAL_PATTERNS = ("Annals of {}", "Journal of {} (Simulated)", "{} Letters of Nowhere", "Invented Review of {}")
