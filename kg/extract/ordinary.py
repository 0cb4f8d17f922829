"""Which names that open a project's name are but words of the language.

The name model knows owners and sites by what stands around them, and takes `卫星互联网中心` for the centre of a firm
called 卫星, `老旧小区改造` for works at a place called 老旧.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.ontology import read_toml

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer

_FIRM, _PLACE = "Company", "Place"
_OTHERS = frozenset({"Program", "Industry", "Institution"})
#: Parts of speech of names: of places, of people, of other things.
_NAMES = ("ns", "nr", "nz")
_LETTERS = re.compile("[A-Za-z一-鿿]")


@dataclass(frozen=True, slots=True)
class Ordinary:
    """What a name is judged by: the gazetteer, the dictionary, and endings that only firms, and only places, have."""

    gazetteer: Gazetteer
    known: Callable[[str], bool]
    firms: tuple[str, ...]
    places: tuple[str, ...]

    @classmethod
    def load(cls, ontology: Path, gazetteer: Gazetteer, known: Callable[[str], bool]) -> Ordinary:
        """Read `lexicon/ordinary.toml`; `known` tells whether a word is in the dictionary."""
        table = read_toml(ontology, "lexicon/ordinary.toml")
        return cls(gazetteer, known, tuple(table["firms"]), tuple(table["places"]))

    def firm(self, name: str, words: Sequence[str]) -> bool:
        """Whether `name`, which falls into `words`, is no firm but words of the language."""
        kinds = self._kinds(name)
        if kinds:
            return _FIRM not in kinds and not kinds.isdisjoint(_OTHERS)
        if len(_LETTERS.findall(name)) < 2:
            return True
        if name.endswith(self.firms) or any(_FIRM in self._kinds(word) for word in words):
            return False
        return self.known(name) or self._all_known(words)

    def place(self, name: str, words: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether `name`, in `words` with these parts of speech, is no place but words of the language."""
        if _PLACE in self._kinds(name) or name.endswith(self.places):
            return False
        if len(_LETTERS.findall(name)) < 2:
            return True
        if any(tag.startswith(_NAMES) for tag in tags) or any(_PLACE in self._kinds(word) for word in words):
            return False
        return self.known(name) or self._all_known(words)

    def _kinds(self, name: str) -> frozenset[str]:
        return frozenset(entry.type for entry in self.gazetteer.entries(name))

    def _all_known(self, words: Iterable[str]) -> bool:
        return all(len(word) > 1 and self.known(word) for word in words)
