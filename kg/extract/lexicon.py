"""Word lists that the name model looks at: head nouns by kind of name, verbs that govern names, groups of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.ontology import read_columns, read_toml


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """The lists as they are looked up.

    `heads` maps an ending to its class (`place/industry` where two kinds share it); `frames` and `opening` are as in
    frames.toml. `groups[i]` maps a word to its group in the coarse, middle and fine partition of clusters.tsv.
    """

    heads: Mapping[str, str]
    longest: int
    frames: frozenset[str]
    opening: frozenset[str]
    groups: tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]

    @classmethod
    def load(cls, ontology: Path) -> NameLexicon:
        """Read `lexicon/heads.toml`, `lexicon/frames.toml` and `lexicon/clusters.tsv`."""
        kinds: dict[str, list[str]] = {}
        for kind, endings in read_toml(ontology, "lexicon/heads.toml").items():
            for ending in endings:
                kinds.setdefault(ending, []).append(kind)
        heads = {ending: "/".join(names) for ending, names in kinds.items()}
        frames = read_toml(ontology, "lexicon/frames.toml")
        rows = read_columns(ontology, "lexicon/clusters.tsv", "word", "coarse", "middle", "fine")
        words, *sizes = zip(*rows, strict=True) if rows else [()] * 4
        coarse, middle, fine = (dict(zip(words, groups, strict=True)) for groups in sizes)
        return cls(
            heads,
            max(map(len, heads)),
            frozenset(frames["anywhere"]),
            frozenset(frames["opening"]),
            (coarse, middle, fine),
        )

    def group(self, size: int, word: str) -> str:
        """The group of a word (0 coarse, 1 middle, 2 fine); an unknown word's is that of its last two characters.

        `-` for none.
        """
        groups = self.groups[size]
        return groups.get(word) or (groups.get(word[-2:], "-") if len(word) > 2 else "-")

    def head_class(self, word: str) -> str:
        """The class of the longest head noun that ends `word`, or `-`."""
        for length in range(min(len(word), self.longest), 0, -1):
            kind = self.heads.get(word[-length:])
            if kind is not None:
                return kind
        return "-"
