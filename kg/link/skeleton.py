"""A text with each mention, or list of mentions, replaced by one symbol: what the rules' patterns are searched in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.link.pattern import CLAUSE_MARKS, SENTENCE_MARKS, SYMBOLS
from kg.model import Candidate, Span

_OPENING = frozenset("“‘「《〈\"'")
_CLOSING = frozenset("”’」》〉\"'")
_QUOTES = "“”‘’「」《》〈〉\"'"
_SEPARATORS = frozenset(["、", "和", "及", "以及", "与", "或", "暨", "、以及"])
_LEADING = _SEPARATORS | {""}
_LONGEST_GAP = 6
_PLACE = SYMBOLS["Place"]
_PARTIES = frozenset(SYMBOLS[kind] for kind in ("Place", "Company", "Institution"))
#: The outer of two mentions of one span: a project named by its site alone (`东山、西山等水库扩容工程`) holds the site.
_OUTER_FIRST = ("Goal", "Project", "Program", "Institution", "Company", "Industry", "Place")
_RANK = {kind: rank for rank, kind in enumerate(_OUTER_FIRST)}
_SENTENCE = re.compile(f"[{SENTENCE_MARKS}]")
_CLAUSE = re.compile(f"[{CLAUSE_MARKS}]")
_HEAD_LENGTH = 24
#: Sentences are picked out where there are so many times more of them than of what is looked for.
_FEW = 2
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两半")
_CHANGES = ("增长", "下降", "增加", "减少", "提高", "降低", "同比", "年均", "比上年", "较上年", "占", "分别")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`text` begins and ends with a line feed.

    Its i-th symbol stands at `at[i]` for the mentions `groups[i]` (a list such as `A、B和C` is one group), which cover
    `starts[i]:ends[i]` of `page`, the text it was made from (quotation marks around them included). `kinds` holds the
    symbol of each mention, `nested` the pairs (outer mention, inner mention) in order of the inner one, `places` the
    positions of each symbol, `sentences` those of the marks that end sentences, `heads` the starts of sentences that
    serve as headings.
    """

    page: str
    kinds: Sequence[str]
    text: str
    at: Sequence[int]
    groups: Sequence[tuple[int, ...]]
    starts: Sequence[int]
    ends: Sequence[int]
    nested: Sequence[tuple[int, int]]
    places: Mapping[str, Sequence[int]]
    sentences: Sequence[int]
    heads: Sequence[int]
    _windows: dict[str, list[Span]] = field(default_factory=dict)

    def present(self) -> frozenset[str]:
        """The symbols that occur."""
        return frozenset(self.places)

    def windows(self, symbols: str) -> Sequence[Span]:
        """Where to look for what needs one of `symbols`: the runs of sentences with one in each, marks at both ends
        included, where these are few, else the whole text.
        """
        known = self._windows.get(symbols)
        if known is None:
            positions = sorted(position for symbol in symbols for position in self.places.get(symbol, ()))
            few = symbols and _FEW * len(positions) < len(self.sentences)
            known = self._windows[symbols] = self._runs(positions) if few else [(0, len(self.text))]
        return known

    def _runs(self, positions: Sequence[int]) -> list[Span]:
        """The sentences that hold the positions (in order), neighbours as one run."""
        runs: list[Span] = []
        end = -1
        for position in positions:
            if position < end:
                continue
            i = bisect_left(self.sentences, position)
            start = self.sentences[i - 1]
            if start < end:
                start, _ = runs.pop()
            end = self.sentences[i] + 1
            runs.append((start, end))
        return runs

    def group(self, position: int) -> tuple[int, ...]:
        """The mentions whose symbol stands at `position`."""
        return self.groups[bisect_left(self.at, position)]

    def offset(self, position: int) -> int:
        """The offset in the page of a position of `text` (a symbol: where its first mention starts)."""
        i = bisect_right(self.at, position) - 1
        if i < 0:
            return max(position - 1, 0)
        beyond = position - self.at[i]
        return self.starts[i] if beyond == 0 else self.ends[i] + beyond - 1

    def span(self, start: int, end: int) -> Span:
        """The stretch of the page that `text[start:end]` stands for, without marks at its ends."""
        text = self.text
        while start < end and text[start] in CLAUSE_MARKS:
            start += 1
        while start < end and text[end - 1] in CLAUSE_MARKS:
            end -= 1
        return self.offset(start), self.offset(end)

    def scope_end(self, scope: str, position: int) -> int:
        """Where the clause, sentence, paragraph or heading's matter (`head`) that holds `position` ends.

        What a heading heads ends at the next heading, at a short sentence that serves as one, or with the paragraph.
        """
        if scope == "clause":
            found = _CLAUSE.search(self.text, position)
            return found.start() if found else len(self.text)
        if scope == "sentence":
            return self.sentences[bisect_left(self.sentences, position)]
        line = self.text.find("\n", position)
        if scope == "paragraph":
            return line
        i = bisect_right(self.heads, position)
        return min(self.heads[i], line) if i < len(self.heads) else line


def build_skeleton(text: str, mentions: Sequence[Candidate]) -> Skeleton:
    """The skeleton of `text`, in which `mentions` (any order, nested ones included) stand."""
    tops, nested = _nesting(mentions)
    kinds = [_kind(text, mention) for mention in mentions]
    parts: list[str] = ["\n"]
    length, cursor, last = 1, 0, ""
    at: list[int] = []
    places: dict[str, list[int]] = {}
    groups: list[tuple[int, ...]] = []
    starts: list[int] = []
    ends: list[int] = []
    for symbol, members, start, end in _units(text, mentions, kinds, tops, nested):
        gap = text[cursor:start]
        cursor = end + 1 if text[end : end + 1] in _CLOSING else end
        if symbol == last and len(gap) < _LONGEST_GAP and _joins(symbol, gap.strip(_QUOTES)):
            groups[-1] += members
            ends[-1] = cursor
            continue
        if gap and gap[-1] in _OPENING:
            gap = gap[:-1]
        parts += (gap, symbol)
        length += len(gap)
        at.append(length)
        places.setdefault(symbol, []).append(length)
        length += 1
        groups.append(members)
        starts.append(start)
        ends.append(cursor)
        last = symbol
    parts += (text[cursor:], "\n")
    skeleton = "".join(parts)
    sentences = [found.start() for found in _SENTENCE.finditer(skeleton)]
    return Skeleton(
        text, kinds, skeleton, at, groups, starts, ends, nested, places, sentences, _heads(skeleton, sentences)
    )


def _kind(text: str, mention: Candidate) -> str:
    """The symbol of a mention."""
    goal = mention.goal
    if goal is None:
        return SYMBOLS[mention.type]
    if goal.kind == "quantitative":
        if text[mention.start] in _NUMERALS:
            return SYMBOLS["Goal/quantitative/counted"]
        if text.startswith(_CHANGES, mention.start):
            return SYMBOLS["Goal/quantitative/change"]
        return SYMBOLS["Goal/quantitative/named"]
    return SYMBOLS[f"Goal/{goal.kind}"]


def _joins(symbol: str, gap: str) -> bool:
    """Whether two neighbours of one kind are a list. Places that touch are not (`清河市白石湖`).

    Nor are parties with 与 between them, of which the one does something with the other.
    """
    if symbol in _PARTIES and gap == "与":
        return False
    return gap in _SEPARATORS or (not gap and symbol != _PLACE)


def _nesting(mentions: Sequence[Candidate]) -> tuple[list[int], list[tuple[int, int]]]:
    """The outermost mentions in order of the text, and the pairs (outer, inner).

    Every level of nesting counts, but of a mention within one of its own type only the outer one (of `清河东湾` in
    `清河东湾电厂`, not `清河`).
    """
    order = sorted(
        range(len(mentions)), key=lambda i: (mentions[i].start, -mentions[i].end, _RANK[mentions[i].type], i)
    )
    tops: list[int] = []
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for i in order:
        end = mentions[i].end
        while stack and mentions[stack[-1]].end < end:
            stack.pop()
        while stack and mentions[stack[-1]].end <= mentions[i].start:
            stack.pop()
        if stack:
            kind = mentions[i].type
            for outer in reversed(stack):
                pairs.append((outer, i))
                if mentions[outer].type == kind != "Goal":
                    break
        else:
            tops.append(i)
        stack.append(i)
    return tops, pairs


def _units(
    text: str,
    mentions: Sequence[Candidate],
    kinds: Sequence[str],
    tops: Sequence[int],
    nested: Sequence[tuple[int, int]],
) -> Iterator[tuple[str, tuple[int, ...], int, int]]:
    """Symbol, mentions, start and end of what becomes a symbol.

    Goals inside a goal share its symbol. Names that open a goal get a symbol before it, for they are what it is said of
    (`碳纤维产业产值达到百亿元`); a name that ends it gets one after it, for what follows may be said of that
    (`打造碳纤维产业链。`).
    """
    inner: dict[int, list[int]] = {}
    for outer, i in nested:
        inner.setdefault(outer, []).append(i)
    for top in tops:
        mention = mentions[top]
        if mention.goal is None or top not in inner:
            yield kinds[top], (top,), mention.start, mention.end
            continue
        yield from _goal_units(text, mentions, kinds, top, inner[top])


def _goal_units(
    text: str, mentions: Sequence[Candidate], kinds: Sequence[str], top: int, inside: Sequence[int]
) -> Iterator[tuple[str, tuple[int, ...], int, int]]:
    """The symbols of one goal. A goal inside it that begins with a later name of its opening list follows that name."""
    mention = mentions[top]
    goals = {mention.start: [top]}
    opening: list[int] = []
    closing: int | None = None
    cursor = mention.start
    for i in inside:
        other = mentions[i]
        if other.goal is not None:
            goals.setdefault(other.start, []).append(i)
        elif other.start >= cursor and text[cursor : other.start].strip(_QUOTES) in _LEADING:
            opening.append(i)
            cursor = other.end
        elif other.end == mention.end:
            closing = i
    own = [start for start in (mentions[i].start for i in opening[1:]) if start in goals]
    for i in opening:
        other = mentions[i]
        yield kinds[i], (i,), other.start, other.end
        if own and other.start in goals:
            yield kinds[top], tuple(goals.pop(other.start)), other.start, mention.end
    rest = tuple(i for members in goals.values() for i in members)
    if rest:
        yield kinds[top], rest, mention.start, mention.end
    if closing is not None:
        yield kinds[closing], (closing,), mentions[closing].start, mentions[closing].end


def _heads(skeleton: str, sentences: Sequence[int]) -> list[int]:
    """Starts of the sentences that serve as headings: short, without a comma."""
    return [
        a + 1
        for a, b in pairwise(sentences)
        if 2 < b - a <= _HEAD_LENGTH and _CLAUSE.search(skeleton, a + 1, b) is None
    ]
