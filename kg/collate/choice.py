"""Which of several readings of a name is to be trusted, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import ReadingBasis

_PROPER = ("Place", "Company", "Institution")
_LONGEST_PART = 10
_DIGITS = frozenset("0123456789０１２３４５６７８９〇一二三四五六七八九十百千万")


@dataclass(frozen=True, slots=True)
class Choice:
    """The name that was chosen, by which kind of evidence, and how likely it is right (0 to 1)."""

    name: str
    basis: ReadingBasis
    confidence: float


@dataclass(frozen=True, slots=True)
class Chooser:
    """What readings are judged by.

    `confidence` says how far each kind of evidence is trusted; `known` whether the gazetteer has a thing of a type and
    name; `local` gives names of towns below the division with a code; `mentioned` tells how often a thing is mentioned
    in the collection; `words` cuts a name into words.
    """

    confidence: Mapping[str, float]
    known: Callable[[str, str], bool]
    local: Callable[[str | None], Collection[str]]
    mentioned: Mapping[tuple[str, str], int]
    words: Callable[[str], list[str]]

    def choose(self, kind: str, readings: Mapping[str, int], texts: Sequence[str], home: str | None) -> Choice:
        """The best of `readings` (name and number of witnesses) of a name of the type `kind`.

        `texts` are those of the witnesses, without white space, `home` is the code of the place they report on. The
        first kind of evidence that tells decides: what the gazetteer knows of the letters in question, the most
        witnesses, letters that another lacks, where else it is read so, and the fewest words. Numbers are never decided
        by letters or words.
        """
        names = sorted(readings, key=lambda name: (-readings[name], -len(name), name))
        for basis, weight in self._weights(kind, readings, texts, home):
            if basis in ("length", "words") and _numbers_differ(names):
                continue
            weights = {name: weight(name) for name in names}
            best, second = sorted(names, key=lambda name: -weights[name])[:2]
            if weights[best] > weights[second]:
                return Choice(best, basis, self.confidence[basis])
        return Choice(names[0], "unsettled", self.confidence["unsettled"])

    def _weights(
        self, kind: str, readings: Mapping[str, int], texts: Sequence[str], home: str | None
    ) -> list[tuple[ReadingBasis, Callable[[str], int]]]:
        every = "\n".join(texts)
        towns = self.local(home)

        def known(name: str) -> int:
            if self.known(kind, name):
                return len(name) + 1
            others = [other for other in readings if other != name]
            return max((len(part) for part in _own_parts(name, others) if self._means(part, towns)), default=0)

        def letters(name: str) -> int:
            return int(all(name == other or _lacks(other, name) for other in readings))

        def elsewhere(name: str) -> int:
            # Neither this place itself is evidence nor a longer reading that holds the name.
            longer = sum(every.count(other) for other in readings if other != name and name in other)
            here = every.count(name) - longer - readings[name]
            return max(here, self.mentioned.get((kind, name), 0) - readings[name], 0)

        return [
            ("gazetteer", known),
            ("majority", readings.__getitem__),
            ("length", letters),
            ("elsewhere", elsewhere),
            ("words", lambda name: -len(self.words(name))),
        ]

    def _means(self, part: str, towns: Collection[str]) -> bool:
        """Whether some letters are the name of a town or of a place, company or institution."""
        return part in towns or any(self.known(kind, part) for kind in _PROPER)


def _own_parts(name: str, others: Sequence[str]) -> Iterator[str]:
    """Stretches of `name` that no other reading has."""
    for start in range(len(name)):
        for end in range(start + 2, min(start + _LONGEST_PART, len(name)) + 1):
            if not any(name[start:end] in other for other in others):
                yield name[start:end]


def _lacks(shorter: str, longer: str) -> bool:
    """Whether `shorter` is `longer` with some letters left out."""
    rest = iter(longer)
    return len(shorter) < len(longer) and all(letter in rest for letter in shorter)


def _numbers_differ(names: Sequence[str]) -> bool:
    return len({tuple(letter for letter in name if letter in _DIGITS) for name in names}) > 1
