"""Gives members of a list the head noun that the list shares, so that each has the name it would have alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.extract.tokens import one_width
from kg.model import Candidate
from kg.ontology import read_toml

_JOIN = re.compile(r"[”’』」》]?(?:、|和|与|及|以及|，)?[“‘『「《]?")
_COUNT = r"(?:[0-9]+|[一二两三四五六七八九十百]+)(?:多|余)?(?:个|大|类|条|家|所|项|座|处|种|对)"
_QUOTES = re.compile("[“”‘’「」『』《》]")


@dataclass(frozen=True, slots=True)
class Coordination:
    """Tails of lists, compiled by type: `等` or a number, words passed over, and the shared head."""

    tails: Mapping[str, re.Pattern[str]]
    own: Mapping[str, re.Pattern[str]]
    shorter: Mapping[str, str]

    @classmethod
    def load(cls, ontology: Path) -> Coordination:
        """Read `lexicon/coordination.toml`."""
        table = read_toml(ontology, "lexicon/coordination.toml")
        passed = "|".join(sorted(map(re.escape, table["qualifiers"]), key=len, reverse=True))
        tails = {}
        own = {}
        for kind, heads in table["heads"].items():
            choice = "|".join(sorted(map(re.escape, heads), key=len, reverse=True))
            tails[kind] = re.compile(rf"[”’」』》]?(?:等)?(?:{_COUNT})?(?:{passed})*(?P<head>{choice})")
            own[kind] = re.compile(rf"(?:{choice})$")
        return cls(tails, own, table["shorter"])

    def name(self, text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates (sorted by start, outer ones before what they hold) with `name` set."""
        text = one_width(text)
        named = [replace(c, name=bare(text[c.start : c.end])) if c.goal is None else c for c in candidates]
        for group in _groups(text, named):
            kind = named[group[0]].type
            if kind not in self.tails:
                continue
            last = named[group[-1]]
            tail = self.tails[kind].match(text, last.end)
            after_list = tail is not None and (len(group) > 1 or text.startswith(("等", "”等"), last.end))
            if tail is not None and after_list:
                head = self.shorter.get(tail["head"], tail["head"])
                for i in group:
                    named[i] = self._with_head(named[i], head)
            elif len(group) > 1:
                mine = self.own[kind].search(last.name or "")
                if mine:
                    for i in group[:-1]:
                        named[i] = self._with_head(named[i], mine.group())
        return named

    def _with_head(self, candidate: Candidate, head: str) -> Candidate:
        name = candidate.name or ""
        if self.own[candidate.type].search(name):
            return candidate
        if candidate.type == "Place" and (candidate.code or len(name) > 3):
            return candidate
        for length in range(min(len(head), len(name)), 0, -1):
            if name.endswith(head[:length]):
                head = head[length:]
                break
        return replace(candidate, name=name + head)


def bare(text: str) -> str:
    """The text without quotation marks, where they stand around all of it or at one end only."""
    if _QUOTES.search(text) is None:
        return text
    if len(text) > 2 and text[0] in "“‘《「" and text[-1] in "”’》」" and not _QUOTES.search(text[1:-1]):
        return text[1:-1]
    opens = sum(c in "“‘《「" for c in text)
    closes = sum(c in "”’》」" for c in text)
    return _QUOTES.sub("", text) if opens != closes else text


def _groups(text: str, candidates: Sequence[Candidate]) -> list[list[int]]:
    """Runs of candidates of one type that only list marks part; nested candidates and goals are passed over."""
    groups: list[list[int]] = []
    reached = -1
    for i, candidate in enumerate(candidates):
        if candidate.goal is not None or candidate.start < reached:
            continue
        before = groups[-1] if groups else None
        previous = candidates[before[-1]] if before else None
        joined = _JOIN.fullmatch(text, previous.end, candidate.start) if previous else None
        if before and previous and previous.type == candidate.type and joined:
            before.append(i)
        else:
            groups.append([i])
        reached = candidate.end
    return groups
