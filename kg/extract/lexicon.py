"""Word lists that the name model looks at: head nouns by kind of name, verbs that govern names, groups of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology import read_toml

_HEADER = "\nword\tcoarse\tmiddle\tfine\n"


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """The lists as they are looked up.

    `heads` maps an ending to its class (`place/industry` where two kinds share it); `frames` and `opening` are as in
    frames.toml. `groups` maps a word to its groups in the coarse, middle and fine partition of clusters.tsv.
    """

    heads: Mapping[str, str]
    longest: int
    frames: frozenset[str]
    opening: frozenset[str]
    groups: Mapping[str, str]

    @classmethod
    def load(cls, ontology: Path) -> NameLexicon:
        """Read `lexicon/heads.toml`, `lexicon/frames.toml` and `lexicon/clusters.tsv`."""
        kinds: dict[str, list[str]] = {}
        for kind, endings in read_toml(ontology, "lexicon/heads.toml").items():
            for ending in endings:
                kinds.setdefault(ending, []).append(kind)
        heads = {ending: "/".join(names) for ending, names in kinds.items()}
        frames = read_toml(ontology, "lexicon/frames.toml")
        groups = _groups(ontology / "lexicon" / "clusters.tsv")
        return cls(
            heads,
            max(map(len, heads)),
            frozenset(frames["anywhere"]),
            frozenset(frames["opening"]),
            groups,
        )

    def group(self, size: int, word: str) -> str:
        """The group of a word (0 coarse, 1 middle, 2 fine); an unknown word's is that of its last two characters.

        `-` for none.
        """
        groups = self.groups.get(word) or (self.groups.get(word[-2:]) if len(word) > 2 else None)
        return groups.split("\t")[size] if groups else "-"

    def head_class(self, word: str) -> str:
        """The class of the longest head noun that ends `word`, or `-`."""
        for length in range(min(len(word), self.longest), 0, -1):
            kind = self.heads.get(word[-length:])
            if kind is not None:
                return kind
        return "-"


def _groups(path: Path) -> Mapping[str, str]:
    """The groups of each word, tab-separated as they stand in the file, which is long and mostly not looked at."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise OntologyError(f"{path}: missing; is this an ontology folder?") from None
    _, _, body = f"\n{text}".partition(_HEADER)
    rows = body.rstrip("\n").split("\n")
    if set(map(str.count, rows, repeat("\t"))) != {_HEADER.count("\t")}:
        raise OntologyError(f"{path}: must have the columns {', '.join(_HEADER.split())} in every line")
    return dict(map(str.split, rows, repeat("\t"), repeat(1)))
