"""Which names may be those of firms: words of the language that no gazetteer knows for one are none.

The name model knows firms by what stands around them, and takes `卫星互联网中心` for the centre of a firm called 卫星.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.ontology import read_toml

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer

FIRM = "Company"
_OTHERS = frozenset({"Program", "Industry", "Institution"})


@dataclass(frozen=True, slots=True)
class Firms:
    """What names are judged by: gazetteer, whether a word is in the dictionary, and endings that only firms have."""

    gazetteer: Gazetteer
    known: Callable[[str], bool]
    forms: tuple[str, ...]

    @classmethod
    def load(cls, ontology: Path, gazetteer: Gazetteer, known: Callable[[str], bool]) -> Firms:
        """Read `lexicon/firms.toml`."""
        return cls(gazetteer, known, tuple(read_toml(ontology, "lexicon/firms.toml")["forms"]))

    def may_be(self, name: str, words: Sequence[str]) -> bool:
        """Whether `name`, which falls into `words`, may be a firm's."""
        kinds = {entry.type for entry in self.gazetteer.entries(name)}
        if kinds:
            return FIRM in kinds or kinds.isdisjoint(_OTHERS)
        if name.endswith(self.forms) or self._holds_firm(words):
            return True
        return not self.known(name) and not all(len(word) > 1 and self.known(word) for word in words)

    def _holds_firm(self, words: Iterable[str]) -> bool:
        return any(entry.type == FIRM for word in words for entry in self.gazetteer.entries(word))
