"""What the name model looks at: one symbol a token in each of some twenty columns.

A column is an array of small integers, one a token, and the strings they stand for. Columns describe the token
(word, tag, endings), the
segment it lies in (the stretch between punctuation and conjunctions: its first and last word, the distance to its
edges), the clause (its
opening words, its end, the nearest verb before), the list (what stands after 等), quotation marks, and what the
gazetteer says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from kg.extract.lexicon import NameLexicon
from kg.extract.tokens import Tokens

Ids = npt.NDArray[np.int32]

_CLAUSE_ENDS = frozenset("，。；：！？\n")
_SEGMENT_EDGES = frozenset("、“”‘’（）《》〈〉和与及的等以并暨或—") | {"以及", "及其", "或者", "并且", "——", "等等"}
_OPEN = {"“": "”", "‘": "’", "《": "》", "「": "」"}
_CLOSE = frozenset(_OPEN.values())
_DISTANCES = np.array([0, 1, 2, 3, 4, 4, 5, 5, 5, 6], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Column:
    """`strings[ids[i]]` is the symbol of token `i`."""

    ids: Ids
    strings: Sequence[str]


def clause_starts(tokens: Tokens) -> npt.NDArray[np.bool_]:
    """True where a clause begins: at the first token and after each mark that ends one."""
    ends = np.fromiter((w in _CLAUSE_ENDS for w in tokens.words), dtype=np.bool_, count=len(tokens.words))
    starts = np.ones(len(ends), dtype=np.bool_)
    starts[1:] = ends[:-1]
    return starts


def _intern(values: Sequence[str]) -> Column:
    strings = list(dict.fromkeys(values))
    index = dict(zip(strings, range(len(strings)), strict=True))
    return Column(np.array([index[v] for v in values], dtype=np.int32), strings)


def _derive(column: Column, function: Callable[[str], str]) -> Column:
    """The column of `function(symbol)`, computed once a symbol."""
    table = _intern([function(s) for s in column.strings])
    return Column(table.ids[column.ids], table.strings)


def _pick(column: Column, where: Ids, missing: npt.NDArray[np.bool_] | None = None) -> Column:
    """The column's symbols at other positions; `-` where missing."""
    ids = column.ids[where]
    if missing is None:
        return Column(ids, column.strings)
    ids = np.where(missing, len(column.strings), ids).astype(np.int32)
    return Column(ids, [*column.strings, "-"])


def _shape(word: str) -> str:
    first = word[0]
    if first.isdigit():
        return "digit"
    if first.isascii() and first.isalpha():
        return "latin"
    if "一" <= first <= "鿿":
        return f"han{min(len(word), 5)}"
    return "mark"


def _previous(flags: npt.NDArray[np.bool_]) -> Ids:
    """For each position the last flagged position up to and including it (0 where none)."""
    index = np.where(flags, np.arange(len(flags), dtype=np.int32), 0)
    return np.maximum.accumulate(index).astype(np.int32)


def _next(flags: npt.NDArray[np.bool_]) -> Ids:
    """For each position the first flagged position from it on (the last position where none)."""
    last = len(flags) - 1
    index = np.where(flags, np.arange(len(flags), dtype=np.int32), last)
    return np.minimum.accumulate(index[::-1])[::-1].astype(np.int32)


def _bucket(distance: Ids) -> Column:
    return Column(_DISTANCES[np.minimum(distance, len(_DISTANCES) - 1)], [str(i) for i in range(7)])


def columns(
    tokens: Tokens,
    gazetteer: Sequence[str],
    lexicon: NameLexicon,
) -> Mapping[str, Column]:
    """All columns of a text; `gazetteer` has one label a token."""
    frames, opening = lexicon.frames, lexicon.opening
    words, n = tokens.words, len(tokens.words)
    word = _intern(words)
    tag = _intern(tokens.tags)
    here = np.arange(n, dtype=np.int32)
    starts = clause_starts(tokens)
    edges = np.fromiter((w in _SEGMENT_EDGES for w in word.strings), dtype=np.bool_, count=len(word.strings))[word.ids]
    ends = np.fromiter((w in _CLAUSE_ENDS for w in word.strings), dtype=np.bool_, count=len(word.strings))[word.ids]

    clause_first = _previous(starts)
    clause_mark = _next(ends)
    clause_last = np.maximum(clause_mark - 1, clause_first).astype(np.int32)
    stop = edges | ends
    stop |= np.fromiter((w in frames for w in word.strings), dtype=np.bool_, count=len(word.strings))[word.ids]
    leads = np.fromiter((w in opening for w in word.strings), dtype=np.bool_, count=len(word.strings))[word.ids]
    lead_open = starts.copy()
    lead_open[1:] |= stop[:-1]
    stop |= leads & lead_open
    opens = starts.copy()
    opens[1:] |= stop[:-1]
    segment_first = _previous(opens | stop)
    segment_last = np.maximum(_next(stop) - 1, segment_first).astype(np.int32)

    out: dict[str, Column] = {
        "word": word,
        "tag": tag,
        "end1": _derive(word, lambda w: w[-1]),
        "end2": _derive(word, lambda w: w[-2:]),
        "first": _derive(word, lambda w: w[0]),
        "shape": _derive(word, _shape),
        "class": _derive(word, lexicon.head_class),
        "gaz": _intern(gazetteer),
    }
    out["seg_last"] = _pick(word, segment_last)
    out["seg_last2"] = _pick(out["end2"], segment_last)
    out["seg_class"] = _pick(out["class"], segment_last)
    out["seg_first"] = _pick(word, segment_first)
    out["seg_from"] = _bucket((here - segment_first).astype(np.int32))
    out["seg_to"] = _bucket((segment_last - here).clip(0).astype(np.int32))
    before = np.maximum(segment_first - 1, 0).astype(np.int32)
    after = np.minimum(segment_last + 1, n - 1).astype(np.int32)
    out["seg_before"] = _pick(word, before)
    out["seg_after"] = _pick(word, after)
    after2 = np.minimum(segment_last + 2, n - 1).astype(np.int32)
    out["seg_after2"] = _pick(word, after2)
    out["clause_first"] = _pick(word, clause_first)
    out["clause_last"] = _pick(word, clause_last)
    out["clause_class"] = _pick(out["class"], clause_last)

    verbs = np.fromiter((t.startswith("v") and t != "vn" for t in tag.strings), dtype=np.bool_, count=len(tag.strings))[
        tag.ids
    ]
    shifted = np.zeros(n, dtype=np.bool_)
    shifted[1:] = verbs[:-1]
    verb_after = _previous(shifted)
    verb_at = np.maximum(verb_after - 1, 0).astype(np.int32)
    none = (verb_after == 0) | (verb_at < clause_first)
    out["verb"] = _pick(word, verb_at, none)
    out["verb_from"] = _bucket(np.where(none, 9, here - verb_after).astype(np.int32))

    out["list"], out["list_class"] = _list_heads(words, word, out["class"], clause_first, clause_mark)
    out["quote"], out["quote_after"] = _quotes(words)
    for size, name in enumerate(("coarse", "cluster", "fine")):
        out[name] = _derive(word, partial(lexicon.group, size))
    for name in ("seg_last", "seg_before", "verb", "list"):
        out[f"{name}_cluster"] = _derive(out[name], partial(lexicon.group, 1))
    return out


def _list_heads(
    words: Sequence[str], word: Column, head: Column, clause_first: Ids, clause_mark: Ids
) -> tuple[Column, Column]:
    """What closes the list a token stands in: the last word after 等 in its clause, or `-`."""
    n = len(words)
    where = np.full(n, -1, dtype=np.int32)
    for at in [i for i, w in enumerate(words) if w == "等"]:
        first, mark = int(clause_first[at]), int(clause_mark[at])
        end = mark - 1
        for k in range(at + 1, mark):
            if words[k] in _SEGMENT_EDGES:
                end = k - 1
                break
        if end > at:
            stretch = where[first:at]
            stretch[stretch < 0] = end
    missing = where < 0
    where = np.maximum(where, 0)
    return _pick(word, where, missing), _pick(head, where, missing)


def _quotes(words: Sequence[str]) -> tuple[Column, Column]:
    """The place inside quotation marks (`-` outside, B, I, E, or S for one token), and the word after the closing
    mark.
    """
    n = len(words)
    place = ["-"] * n
    after = ["-"] * n
    i = 0
    while i < n:
        close = _OPEN.get(words[i])
        if close is None:
            i += 1
            continue
        j = i + 1
        while j < min(n, i + 25) and words[j] != close and words[j] not in "。\n":
            j += 1
        if j >= n or words[j] != close:
            i += 1
            continue
        following = words[j + 1] if j + 1 < n else "\n"
        for k in range(i, j + 1):
            after[k] = following
            place[k] = "I"
        place[i] = "open"
        place[j] = "close"
        if j > i + 1:
            place[i + 1] = "B"
            place[j - 1] = "E" if j - 1 > i + 1 else "S"
        i = j + 1
    return _intern(place), _intern(after)


#: Templates: each is a conjunction of columns at offsets from the token.
TEMPLATES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("word", -2),),
    (("word", -1),),
    (("word", 0),),
    (("word", 1),),
    (("word", 2),),
    (("word", -1), ("word", 0)),
    (("word", 0), ("word", 1)),
    (("word", 1), ("word", 2)),
    (("tag", -1),),
    (("tag", 0),),
    (("tag", 1),),
    (("tag", -1), ("tag", 0)),
    (("tag", 0), ("tag", 1)),
    (("tag", -1), ("tag", 0), ("tag", 1)),
    (("end1", 0),),
    (("end2", 0),),
    (("end2", -1),),
    (("end2", 1),),
    (("first", 0),),
    (("end1", -1), ("tag", 0)),
    (("shape", 0),),
    (("shape", 0), ("shape", 1)),
    (("class", 0),),
    (("class", 0), ("class", 1)),
    (("class", -1), ("class", 0)),
    (("gaz", -1),),
    (("gaz", 0),),
    (("gaz", 1),),
    (("gaz", 0), ("tag", 0)),
    (("gaz", 0), ("word", 1)),
    (("gaz", 0), ("word", -1)),
    (("gaz", 0), ("seg_last2", 0)),
    (("gaz", 0), ("seg_class", 0), ("seg_from", 0)),
    (("seg_last", 0),),
    (("seg_last2", 0), ("seg_from", 0)),
    (("seg_class", 0), ("seg_from", 0)),
    (("seg_class", 0), ("seg_to", 0)),
    (("seg_class", 0), ("tag", 0)),
    (("seg_first", 0), ("seg_from", 0)),
    (("seg_last2", 0), ("seg_to", 0)),
    (("seg_before", 0), ("seg_from", 0)),
    (("seg_after", 0), ("seg_from", 0)),
    (("seg_after", 0), ("seg_after2", 0)),
    (("seg_class", 0), ("seg_before", 0)),
    (("seg_class", 0), ("list_class", 0)),
    (("clause_first", 0),),
    (("clause_first", 0), ("seg_from", 0)),
    (("clause_last", 0),),
    (("clause_class", 0), ("seg_class", 0)),
    (("verb", 0),),
    (("verb", 0), ("verb_from", 0)),
    (("verb", 0), ("seg_class", 0)),
    (("verb", 0), ("list_class", 0)),
    (("list", 0),),
    (("list", 0), ("seg_from", 0)),
    (("list_class", 0), ("seg_from", 0)),
    (("quote", 0),),
    (("quote", 0), ("quote_after", 0)),
    (("quote", 1), ("quote_after", 1)),
    (("quote", -1), ("class", 0)),
    (("coarse", 0),),
    (("cluster", 0),),
    (("fine", 0),),
    (("cluster", -1),),
    (("cluster", 1),),
    (("fine", -1),),
    (("fine", 1),),
    (("cluster", -1), ("cluster", 0)),
    (("cluster", 0), ("cluster", 1)),
    (("coarse", -1), ("coarse", 0), ("coarse", 1)),
    (("cluster", 0), ("tag", 0)),
    (("cluster", 0), ("seg_class", 0)),
    (("cluster", 0), ("gaz", 0)),
    (("cluster", 0), ("seg_from", 0)),
    (("seg_last_cluster", 0), ("seg_from", 0)),
    (("seg_last_cluster", 0), ("cluster", 0)),
    (("verb_cluster", 0),),
    (("verb_cluster", 0), ("seg_class", 0)),
    (("verb_cluster", 0), ("cluster", 0)),
    (("list_cluster", 0), ("cluster", 0)),
    (("seg_before_cluster", 0), ("seg_from", 0)),
)
