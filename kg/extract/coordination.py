"""Gives members of a list the head noun that the list shares, so that each has the name it would have alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract.choose import outermost
from kg.extract.tokens import one_width
from kg.model import Candidate
from kg.ontology import read_toml

_JOIN = re.compile(r"[”’』」》]?(?:、|和|与|及|以及|，)?[“‘『「《]?")
_LONGEST_JOIN = 4
#: What shows that even a single name stands for a list.
_LISTED = ("等", "”等")
#: A place with a longer name has a name of its own.
_SHORT = 3
#: Types whose names are whole with any head noun of the type; 集成电路 is not yet 集成电路产业.
_ENDED = ("Project", "Program", "Institution")
_COUNT = r"(?:[0-9]+|[一二两三四五六七八九十百]+)(?:多|余)?(?:个|大|类|条|家|所|项|座|处|种|对)"
_QUOTES = re.compile("[“”‘’「」『』《》]")


@dataclass(frozen=True, slots=True)
class Coordination:
    """Tails of lists, compiled by type: `等` or a number, words passed over, and the shared head.

    `own` matches names that have a shared head already, `ended` those that end as names of their type do: such a name
    takes no further head but one of `works`. `sharing` matches heads that a list of places may share.
    """

    tails: Mapping[str, re.Pattern[str]]
    own: Mapping[str, re.Pattern[str]]
    ended: Mapping[str, re.Pattern[str]]
    works: tuple[str, ...]
    sharing: Mapping[str, re.Pattern[str]]
    shorter: Mapping[str, str]

    @classmethod
    def load(cls, ontology: Path) -> Coordination:
        """Read `lexicon/coordination.toml`."""
        table = read_toml(ontology, "lexicon/coordination.toml")
        words = read_toml(ontology, "lexicon/heads.toml")
        passed, activities, works = (_one_of(table[key]) for key in ("qualifiers", "activities", "works"))
        tails, own, ended = {}, {}, {}
        for kind, heads in table["heads"].items():
            choice = _one_of(heads)
            own[kind] = re.compile(rf"(?:{choice})$")
            # One letter ends many words.
            endings = [head for head in words[kind.lower()] if len(head) > 1] if kind in _ENDED else []
            ended[kind] = re.compile(rf"(?:{_one_of([*endings, '）'])})$")
            if kind == "Project":
                choice = rf"[一-鿿]{{0,8}}?(?:{activities})(?:{works})|{choice}"
            tails[kind] = re.compile(rf"[”’」』》]?(?:等)?(?:{_COUNT})?(?:{passed})*(?P<head>{choice})")
        sharing = {
            kind: re.compile(rf"(?:等)?(?:{_COUNT})?(?P<head>{_one_of(heads)})")
            for kind, heads in table["of_places"].items()
        }
        return cls(tails, own, ended, tuple(table["works"]), sharing, table["shorter"])

    def names(self, text: str, candidates: Sequence[Candidate], divisions: Sequence[bool]) -> list[str]:
        """The full name of each candidate (sorted by start, outer ones before what they hold).

        `divisions` says which of them are administrative divisions: their names are full already.
        """
        text = one_width(text)
        names = [bare(text[c.start : c.end]) for c in candidates]
        for group in _groups(text, candidates):
            last = candidates[group[-1]]
            if last.type not in self.tails:
                continue
            several = len(group) > 1
            if not several and not text.startswith(_LISTED, last.end):
                continue
            tail = self.tails[last.type].match(text, last.end)
            if tail is not None:
                head = self.shorter.get(tail["head"], tail["head"])
            elif several and (mine := self.own[last.type].search(names[group[-1]])) is not None:
                head = mine.group()
                group.pop()
            else:
                continue
            for i in group:
                if not divisions[i]:
                    names[i] = self._with_head(last.type, names[i], head)
        return names

    def _with_head(self, kind: str, name: str, head: str) -> str:
        if self.own[kind].search(name) or (kind == "Place" and len(name) > _SHORT):
            return name
        if not head.endswith(self.works) and self.ended[kind].search(name):
            return name
        for length in range(min(len(head), len(name)), 0, -1):
            if name.endswith(head[:length]):
                return name + head[length:]
        return name + head


def _one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, so that no word hides a longer one."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def bare(text: str) -> str:
    """The text without quotation marks, where they stand around all of it or at one end only."""
    if _QUOTES.search(text) is None:
        return text
    if len(text) > 2 and text[0] in "“‘《「" and text[-1] in "”’》」" and not _QUOTES.search(text[1:-1]):
        return text[1:-1]
    opens = sum(c in "“‘《「" for c in text)
    closes = sum(c in "”’》」" for c in text)
    return _QUOTES.sub("", text) if opens != closes else text


def _groups(text: str, candidates: Sequence[Candidate]) -> Iterator[list[int]]:
    """Runs of candidates of one type that only list marks part; nested candidates are passed over."""
    group: list[int] = []
    kind, reached = "", -1
    for i, candidate in outermost(candidates):
        start = candidate.start
        if candidate.type == kind and start - reached <= _LONGEST_JOIN and _JOIN.fullmatch(text, reached, start):
            group.append(i)
        else:
            if group:
                yield group
            group, kind = [i], candidate.type
        reached = candidate.end
    if group:
        yield group
