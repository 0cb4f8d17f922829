"""Words of a text with their parts of speech, as columns.

Segmentation is jieba's (Huang et al., prefix dictionary and HMM for unknown words), in the Rust port `rjieba`,
whose words are the same;
`jieba` itself can be used instead. Words are then cut where the segmenter is known to glue: at a conjunction that
an unknown word swallowed,
and at the edges of names that are certain.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Segmenter = Literal["rjieba", "jieba"]
Tagger = Callable[[str], list[tuple[str, str]]]

#: Half-width marks to full-width ones and full-width digits to half-width ones, so that one text reads like another.
WIDTHS = str.maketrans(",;:!?()０１２３４５６７８９％．", "，；：！？（）0123456789%.")
_LINE = re.compile(r"[^\n]+|\n")
_GLUED_END = frozenset("等和及与至")
_GLUED_START = frozenset("等和及与至")


@dataclass(frozen=True, slots=True)
class Tokens:
    """`words[i]` stands at `starts[i]:starts[i+1]` of the text and has the part of speech `tags[i]`; `starts` has
    one entry more.
    """

    words: list[str]
    tags: list[str]
    starts: npt.NDArray[np.int32]

    def index_of(self, position: int) -> int:
        """The token that holds the character at `position`."""
        return int(np.searchsorted(self.starts, position, side="right")) - 1


def load_tagger(segmenter: Segmenter = "rjieba") -> tuple[Tagger, Callable[[str], bool]]:
    """A function from a line to (word, tag) pairs, and one that tells whether a word is in the dictionary."""
    if segmenter == "jieba":
        import jieba
        import jieba.posseg

        jieba.setLogLevel(60)
        pairs = jieba.posseg.POSTokenizer(jieba.Tokenizer())
        pairs.tokenizer.initialize()

        def tag_line(line: str) -> list[tuple[str, str]]:
            return [(p.word, p.flag) for p in pairs.lcut(line)]

        return tag_line, lambda word: bool(pairs.tokenizer.FREQ.get(word))
    import rjieba

    engine = rjieba.Jieba()

    def tag(line: str) -> list[tuple[str, str]]:
        return list(engine.tag(line, True))

    return tag, engine.has_word


def tokenize(text: str, tagger: Tagger, known: Callable[[str], bool], cuts: Iterable[int] = ()) -> Tokens:
    """Words of `text`, line by line; no word runs over a position in `cuts`."""
    words: list[str] = []
    tags: list[str] = []
    for match in _LINE.finditer(text):
        for word, tag in tagger(match.group()):
            if len(word) > 1 and (word[-1] in _GLUED_END or word[0] in _GLUED_START) and not known(word):
                _unglue(word, tag, words, tags)
            else:
                words.append(word)
                tags.append(tag)
    starts = np.zeros(len(words) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, words), dtype=np.int32, count=len(words)), out=starts[1:])
    missing = np.setdiff1d(np.fromiter(cuts, dtype=np.int32), starts)
    if len(missing):
        return _cut(words, tags, starts, missing)
    return Tokens(words, tags, starts)


def _unglue(word: str, tag: str, words: list[str], tags: list[str]) -> None:
    head = word[0] if word[0] in _GLUED_START else ""
    rest = word[len(head) :]
    tail = rest[-1] if rest and rest[-1] in _GLUED_END else ""
    middle = rest[: len(rest) - len(tail)]
    for piece, piece_tag in ((head, "c"), (middle, tag), (tail, "c")):
        if piece:
            words.append(piece)
            tags.append(piece_tag)


def _cut(words: list[str], tags: list[str], starts: npt.NDArray[np.int32], missing: npt.NDArray[np.int32]) -> Tokens:
    at: dict[int, list[int]] = {}
    for position in missing.tolist():
        index = int(np.searchsorted(starts, position, side="right")) - 1
        if index < len(words):
            at.setdefault(index, []).append(position - int(starts[index]))
    new_words: list[str] = []
    new_tags: list[str] = []
    last = 0
    for index in sorted(at):
        new_words += words[last:index]
        new_tags += tags[last:index]
        word = words[index]
        edges = [0, *at[index], len(word)]
        new_words += [word[a:b] for a, b in itertools.pairwise(edges)]
        new_tags += [tags[index]] * (len(edges) - 1)
        last = index + 1
    new_words += words[last:]
    new_tags += tags[last:]
    new_starts = np.union1d(starts, missing[missing < starts[-1]]).astype(np.int32)
    return Tokens(new_words, new_tags, new_starts)
