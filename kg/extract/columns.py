"""What the name model looks at: one symbol a token in each of some twenty columns.

A column is an array of small integers, one a token, and the strings they stand for. Columns describe the token (word,
tag, endings), the segment it lies in (the stretch between punctuation and conjunctions: its first and last word, the
distance to its edges), the clause (its opening words, its end, the nearest verb before), the list (what stands after
等), quotation marks, and what the gazetteer says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.extract.lexicon import NameLexicon
from kg.extract.quotations import OPENING, PLACES, next_flagged, quotations
from kg.extract.symbols import NONE, Ids, Selection, Symbols, WordTable
from kg.extract.tokens import Tokens

#: Marks that end a clause; no name holds one.
CLAUSE_ENDS = frozenset("，。；：！？\n")
_CLAUSE_MARKS = np.array([ord(mark) for mark in CLAUSE_ENDS], dtype=np.uint32)
_SEGMENT_EDGES = frozenset("、“”‘’（）《》〈〉和与及的等以并暨或—") | {"以及", "及其", "或者", "并且", "——", "等等"}
_JOINING = frozenset({"、", "和", "与", "及", "以及"})
_DISTANCES = np.array([0, 1, 2, 3, 4, 4, 5, 5, 5, 6], dtype=np.int32)
_BUCKETS = tuple(str(i) for i in range(7))


@dataclass(frozen=True, slots=True)
class Column:
    """`strings[ids[i]]` is the symbol of token `i`."""

    ids: Ids
    strings: Sequence[str]


#: Columns that say something of the words of another column and share its `ids`: that column, and what they say.
DERIVED: Final[Mapping[str, tuple[str, str]]] = {
    **{
        name: ("word", name)
        for name in ("end1", "end2", "first", "shape", "class", "coarse", "cluster", "fine", "trait")
    },
    "seg_last2": ("seg_last", "end2"),
    "seg_class": ("seg_last", "class"),
    "clause_class": ("clause_last", "class"),
    "list_class": ("list", "class"),
    **{f"{name}_cluster": (name, "cluster") for name in ("seg_last", "seg_before", "verb")},
}


def word_table(lexicon: NameLexicon) -> WordTable:
    """An empty table of what the columns take from a word alone."""
    return WordTable(
        {
            "end1": lambda w: w[-1],
            "end2": lambda w: w[-2:],
            "first": lambda w: w[0],
            "shape": _shape,
            "class": lexicon.head_class,
            "coarse": partial(lexicon.group, 0),
            "cluster": partial(lexicon.group, 1),
            "fine": partial(lexicon.group, 2),
            "trait": _trait,
        },
        {
            "edge": _SEGMENT_EDGES.__contains__,
            "end": CLAUSE_ENDS.__contains__,
            "frame": lexicon.frames.__contains__,
            "opening": lexicon.opening.__contains__,
            "etc": "等".__eq__,
            "quote": OPENING.__contains__,
        },
    )


def clause_starts(text: str, tokens: Tokens) -> npt.NDArray[np.bool_]:
    """True where a clause begins: at the first token and after each mark that ends one."""
    marks = np.isin(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), _CLAUSE_MARKS)
    return _behind(marks[tokens.starts[:-1]])


def _behind(ends: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """True at the first token and behind each end."""
    starts = np.ones(len(ends), dtype=np.bool_)
    starts[1:] = ends[:-1]
    return starts


def _intern(values: Sequence[str]) -> Column:
    symbols = Symbols()
    ids = np.fromiter(map(symbols.__getitem__, values), dtype=np.int32, count=len(values))
    return Column(ids, symbols.strings)


def _shape(word: str) -> str:
    first = word[0]
    if first.isdigit():
        return "digit"
    if first.isascii() and first.isalpha():
        return "latin"
    if "一" <= first <= "鿿":
        return f"han{min(len(word), 5)}"
    return "mark"


def _trait(word: str) -> str:
    """Whether a word is a number (`d`), a list mark (`,`), one that joins names (`j`), a quotation mark (`q`)."""
    traits = (word[0].isdigit(), word in "、和与及", word in _JOINING, word in "“”‘’《》")
    return "".join(mark for mark, holds in zip("d,jq", traits, strict=True) if holds) or NONE


def _previous(flags: npt.NDArray[np.bool_]) -> Ids:
    """For each position the last flagged position up to and including it (0 where none)."""
    index = np.where(flags, np.arange(len(flags), dtype=np.int32), np.int32(0))
    return np.maximum.accumulate(index)


def _bucket(distance: Ids) -> Column:
    return Column(_DISTANCES[np.minimum(distance, len(_DISTANCES) - 1)], _BUCKETS)


def columns(tokens: Tokens, gazetteer: Sequence[str], table: WordTable) -> Mapping[str, Column]:
    """All columns of a text of one word or more; `gazetteer` has one label a token."""
    words, n = tokens.words, len(tokens.words)
    codes = table.codes([*words, NONE, "\n"])
    local, ids = _compact(codes)
    word_ids, none, line = ids[:n], int(ids[n]), int(ids[n + 1])
    word = Column(word_ids, Selection(table.words, local))
    here = np.arange(n, dtype=np.int32)

    def flags(name: str) -> npt.NDArray[np.bool_]:
        return table.flags(name, local)[word_ids]

    def number(name: str) -> int:
        """The id of a word, -1 where the text does not have it."""
        code = table.words.get(name, -1)
        at = int(np.searchsorted(local, code))
        return at if at < len(local) and local[at] == code else -1

    edges, ends = flags("edge"), flags("end")
    starts = _behind(ends)
    clause_first = _previous(starts)
    clause_mark = next_flagged(ends)
    clause_last = np.maximum(clause_mark - 1, clause_first)
    stop = edges | ends | flags("frame")
    stop |= flags("opening") & _after(stop, starts)
    segment_first = _previous(_after(stop, starts) | stop)
    segment_last = np.maximum(next_flagged(stop) - 1, segment_first)

    def pick(where: Ids, missing: npt.NDArray[np.bool_] | None = None) -> Column:
        """The words at other positions; `-` where missing."""
        picked = word_ids[where]
        if missing is not None:
            picked[missing] = none
        return Column(picked, word.strings)

    tag = _intern(tokens.tags)
    out: dict[str, Column] = {"word": word, "tag": tag, "gaz": _intern(gazetteer)}
    out["seg_last"] = pick(segment_last)
    out["seg_first"] = pick(segment_first)
    out["seg_from"] = _bucket(here - segment_first)
    out["seg_to"] = _bucket((segment_last - here).clip(0))
    out["seg_before"] = pick(np.maximum(segment_first - 1, 0))
    out["seg_after"] = pick(np.minimum(segment_last + 1, n - 1))
    out["seg_after2"] = pick(np.minimum(segment_last + 2, n - 1))
    out["clause_first"] = pick(clause_first)
    out["clause_last"] = pick(clause_last)

    verbs = _verbs_before(tag, clause_first)
    out["verb"] = pick(np.maximum(verbs, 0), verbs < 0)
    out["verb_from"] = _bucket(np.where(verbs < 0, np.int32(9), here - verbs - 1))

    heads = _list_heads(np.flatnonzero(flags("etc")), edges, clause_first, clause_mark)
    out["list"] = pick(np.maximum(heads, 0), heads < 0)
    place, after = quotations(word_ids, np.flatnonzero(flags("quote")).astype(np.int32), number)
    out["quote"] = Column(place, PLACES)
    following = np.full(n, none, dtype=np.int32)
    inside = after >= 0
    following[inside] = np.append(word_ids, line)[after[inside]]
    out["quote_after"] = Column(following, word.strings)
    for name, (base, function) in DERIVED.items():
        out[name] = Column(out[base].ids, table.derived(function, local))
    return out


def _compact(codes: Ids) -> tuple[Ids, Ids]:
    """The codes that occur, in order, and for each code its place among them."""
    seen = np.zeros(int(codes.max()) + 1, dtype=np.bool_)
    seen[codes] = True
    local = np.flatnonzero(seen).astype(np.int32)
    place = np.empty(len(seen), dtype=np.int32)
    place[local] = np.arange(len(local), dtype=np.int32)
    return local, place[codes]


def _after(stop: npt.NDArray[np.bool_], starts: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """True behind each stop and at each start."""
    flags = starts.copy()
    flags[1:] |= stop[:-1]
    return flags


def _verbs_before(tag: Column, clause_first: Ids) -> Ids:
    """For each token the nearest verb before it in its clause, or -1."""
    verbal = np.array([t.startswith("v") and t != "vn" for t in tag.strings], dtype=np.bool_)
    shifted = np.zeros(len(tag.ids), dtype=np.bool_)
    shifted[1:] = verbal[tag.ids[:-1]]
    verb = _previous(shifted) - 1
    return np.where(verb < clause_first, np.int32(-1), verb)


def _list_heads(etc: npt.NDArray[np.int64], edges: npt.NDArray[np.bool_], clause_first: Ids, clause_mark: Ids) -> Ids:
    """What closes the list a token stands in: the last token after 等 (at `etc`) in its clause, or -1."""
    heads = np.full(len(edges), -1, dtype=np.int32)
    cuts = np.append(np.flatnonzero(edges), len(edges))
    ends = np.minimum(cuts[np.searchsorted(cuts, etc, side="right")], clause_mark[etc]) - 1
    for at, first, end in zip(etc.tolist(), clause_first[etc].tolist(), ends.tolist(), strict=True):
        if end > at:
            stretch = heads[first:at]
            stretch[stretch < 0] = end
    return heads


#: Templates: each is a conjunction of columns at offsets from the token.
TEMPLATES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("word", -2),),
    (("word", -1),),
    (("word", 0),),
    (("word", 1),),
    (("word", 2),),
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
    (("gaz", -1),),
    (("gaz", 0),),
    (("gaz", 1),),
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
    (("clause_first", 0),),
    (("clause_first", 0), ("seg_from", 0)),
    (("clause_last", 0),),
    (("clause_class", 0), ("seg_class", 0)),
    (("verb", 0),),
    (("verb", 0), ("verb_from", 0)),
    (("list", 0),),
    (("quote", 0),),
    (("coarse", 0),),
    (("cluster", 0),),
    (("fine", 0),),
    (("cluster", -1),),
    (("cluster", 1),),
    (("fine", -1),),
    (("fine", 1),),
    (("cluster", -1), ("cluster", 0)),
    (("cluster", 0), ("cluster", 1)),
    (("cluster", 0), ("tag", 0)),
    (("cluster", 0), ("seg_from", 0)),
    (("seg_last_cluster", 0), ("seg_from", 0)),
    (("seg_last_cluster", 0), ("cluster", 0)),
    (("verb_cluster", 0),),
    (("verb_cluster", 0), ("cluster", 0)),
    (("seg_before_cluster", 0), ("seg_from", 0)),
)
