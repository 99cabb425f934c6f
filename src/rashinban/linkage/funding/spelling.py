"""Names that are spelled otherwise: a letter wrong in a word, words joined or split, the end cut off."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, product

from rashinban.linkage.funding.index import NameIndex
from rashinban.linkage.funding.words import key, without_countries

#: Shorter words are not corrected: a letter makes another word of them.
_SHORTEST = 5
#: A word of so few names may be an error of a registry.
_ODD = 2
#: Letters of the beginning of a name that may be cut.
_LEAST = 12
#: Corrections of a name that are looked at.
_MOST = 8


class Spellings:
    """The words and names of an index by their likes."""

    def __init__(self, index: NameIndex) -> None:
        self.index = index
        self.in_order = sorted(index.names)
        self.squeezed: defaultdict[str, set[str]] = defaultdict(set)
        self.near: defaultdict[str, list[str]] = defaultdict(list)
        for name, ids in index.names.items():
            if len(name) > 7:
                self.squeezed[name.replace(" ", "")] |= ids
        for word in index.common:
            if len(word) >= _SHORTEST and word.isascii() and word.isalpha():
                for each in _shorter(word):
                    self.near[each].append(word)

    def resolve(self, name: str) -> str | None:
        """The funder whose name it is, spelled otherwise."""
        return self._joined(name) or self._misspelt(name) or self._cut(name)

    def _joined(self, name: str) -> str | None:
        """The name has the same letters, whichever blanks are between them: PL-Grid, PLGrid."""
        plain = key(name)
        return self.index.choose(self.squeezed.get(plain.replace(" ", ""), ()), without_countries(plain.split(" "))[1])

    def _misspelt(self, name: str) -> str | None:
        """It is the name once words that no name has are put right by one letter: Higher Education Commision."""
        found = key(name).split(" ")
        if len(found) < 2:
            return None
        choices = [[word] if self.index.common[word] > _ODD else self._likes(word) or [word] for word in found]
        forms = list(islice(product(*choices), _MOST + 1))
        if len(forms) > _MOST or forms == [tuple(found)]:
            return None
        meant = {each for form in forms if (each := self._of(form))}
        return meant.pop() if len(meant) == 1 else None

    def _of(self, form: Sequence[str]) -> str | None:
        plain = " ".join(form)
        if plain in self.index.stated:
            return self.index.stated[plain]
        if plain in self.index.names:
            return self.index.choose(self.index.names[plain], without_countries(form)[1])
        return self.index.of_words(form)

    def _likes(self, word: str) -> list[str]:
        """Words of names within one letter: one more, one less, another, two that changed places."""
        if len(word) < _SHORTEST or not word.isalpha():
            return []
        likes = {like for each in _shorter(word) for like in self.near.get(each, ())}
        least = _ODD * 5 if word in self.index.common else 0
        likes = {each for each in likes if abs(len(each) - len(word)) <= 1 and self.index.common[each] > least}
        return sorted(likes | {word} if word in self.index.common else likes)

    def _cut(self, name: str) -> str | None:
        """The name alone begins with what is typed, which tells enough: Lawrence Livermore National."""
        plain = key(name)
        found = plain.split(" ")
        if len(plain) < _LEAST or not self.index.is_rare(found if len(found) > 2 else found[:1]):
            return None
        begun = list(self._begun(plain))
        if any(each.count(" ") > len(found) for each in begun):
            # More than a word is missing: it may be another's whole name.
            return None
        return self.index.choose({funder_id for each in begun for funder_id in self.index.names[each]}, ())

    def _begun(self, plain: str) -> Iterator[str]:
        place = bisect_left(self.in_order, plain)
        while place < len(self.in_order) and self.in_order[place].startswith(plain):
            yield self.in_order[place]
            place += 1


def _shorter(word: str) -> set[str]:
    """The word, and the word without each of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
