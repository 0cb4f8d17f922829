"""Words of a text with their parts of speech, as columns.

Segmentation is jieba's (Huang et al., prefix dictionary and HMM for unknown words), in the Rust port `rjieba`, whose
words are the same; `jieba` itself can be used instead. Words are then cut where the segmenter is known to glue: at a
conjunction that an unknown word swallowed, and at the edges of names that are certain.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

import numpy as np
import numpy.typing as npt

Segmenter = Literal["rjieba", "jieba"]
Tagger = Callable[[str], list[tuple[str, str]]]

#: Half-width marks to full-width ones and full-width digits to half-width ones, so that one text reads like another.
_WIDTHS = tuple(zip(",;:!?()０１２３４５６７８９％．", "，；：！？（）0123456789%.", strict=True))
_LINE = re.compile(r"[^\n]+|\n")
_WORD, _TAG = itemgetter(0), itemgetter(1)
_GLUED = "等和及与至"
_GLUE = np.array([ord(c) for c in _GLUED], dtype=np.uint32)


def one_width(text: str) -> str:
    """The text with full-width marks and half-width digits; as long as before."""
    for mark, wanted in _WIDTHS:
        if mark in text:  # most are not, and this is far quicker than str.translate
            text = text.replace(mark, wanted)
    return text


@dataclass(frozen=True, slots=True)
class Tokens:
    """`words[i]` stands at `starts[i]:starts[i+1]` of the text and has the part of speech `tags[i]`.

    `starts` has one entry more.
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
    import rjieba  # whose own segmenter is used, since making another would take as long again

    def tag(line: str) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = rjieba.tag(line, True)
        return pairs

    return tag, rjieba.has_word


def tokenize(text: str, tagger: Tagger, known: Callable[[str], bool], cuts: Iterable[int] = ()) -> Tokens:
    """Words of `text`, line by line; no word runs over a position in `cuts`."""
    words: list[str] = []
    tags: list[str] = []
    for line in _LINE.findall(text):
        pairs = tagger(line)
        words += map(_WORD, pairs)
        tags += map(_TAG, pairs)
    starts = np.zeros(len(words) + 1, dtype=np.int32)
    np.cumsum(np.fromiter(map(len, words), dtype=np.int32, count=len(words)), out=starts[1:])
    begins = np.zeros(len(text) + 1, dtype=np.bool_)
    begins[starts] = True
    opens, closes = _conjunctions(text, starts)
    glued = [i for i in np.flatnonzero(opens | closes).tolist() if not known(words[i])]
    if glued:
        words, tags = _unglued(words, tags, glued)
        at = np.array(glued)
        begins[starts[at[opens[at]]] + 1] = True
        begins[starts[at[closes[at]] + 1] - 1] = True
        starts = np.flatnonzero(begins).astype(np.int32)
    missing = np.array(sorted({cut for cut in cuts if cut < len(text) and not begins[cut]}), dtype=np.int32)
    if not len(missing):
        return Tokens(words, tags, starts)
    words, tags = _cut(words, tags, starts, missing)
    begins[missing] = True
    return Tokens(words, tags, np.flatnonzero(begins).astype(np.int32))


def _conjunctions(text: str, starts: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which words of two characters and more begin, and which end, with a conjunction."""
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    glue = np.isin(characters, _GLUE)
    first, end = starts[:-1], starts[1:]
    long = end - first > 1
    return glue[first] & long, glue[end - 1] & long


def _unglued(words: list[str], tags: list[str], glued: Sequence[int]) -> tuple[list[str], list[str]]:
    """Words and tags with conjunctions cut off the words at these places."""
    new_words: list[str] = []
    new_tags: list[str] = []
    last = 0
    for i in glued:
        new_words += words[last:i]
        new_tags += tags[last:i]
        _unglue(words[i], tags[i], new_words, new_tags)
        last = i + 1
    return new_words + words[last:], new_tags + tags[last:]


def _unglue(word: str, tag: str, words: list[str], tags: list[str]) -> None:
    head = word[0] if word[0] in _GLUED else ""
    rest = word[len(head) :]
    tail = rest[-1] if rest and rest[-1] in _GLUED else ""
    middle = rest[: len(rest) - len(tail)]
    for piece, piece_tag in ((head, "c"), (middle, tag), (tail, "c")):
        if piece:
            words.append(piece)
            tags.append(piece_tag)


def _cut(
    words: list[str], tags: list[str], starts: npt.NDArray[np.int32], missing: npt.NDArray[np.int32]
) -> tuple[list[str], list[str]]:
    """Words and tags with the words cut that hold a position in `missing`."""
    at: dict[int, list[int]] = {}
    indices = np.searchsorted(starts, missing, side="right") - 1
    for position, index in zip(missing.tolist(), indices.tolist(), strict=True):
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
    return new_words + words[last:], new_tags + tags[last:]
