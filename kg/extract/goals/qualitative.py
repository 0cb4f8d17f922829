"""Aims without a number: a verb of becoming and the state, title or position that is to be reached."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import OntologyError
from kg.extract.goals.scan import Role, Tokens

#: A bracket at the end of an object that only says when.
_ASIDE = re.compile(r"[（(][^（）()]*年度?[）)]$")
_MINIMUM = 2
_PAIRS = (("（", "）"), ("“", "”"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Verbs that open an aim, and what their object must and must not be."""

    name: str
    needs: re.Pattern[str] | None
    rejects: re.Pattern[str] | None
    counted: bool

    def takes(self, thing: str) -> bool:
        """Whether something can be the object of the verbs."""
        if self.needs is not None and self.needs.search(thing) is None:
            return False
        return self.rejects is None or self.rejects.search(thing) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An aim without a number: from its verb to the end of its object."""

    start: int
    end: int
    frame: str


class QualitativeReader:
    """Finds aims from the verbs that open them."""

    __slots__ = ("_adverbs", "_again", "_cut", "_frames")

    def __init__(self, table: Mapping[str, Any]) -> None:
        try:
            self._cut = re.compile(table["cut"])
            self._again = tuple("、" + word for word in table["again"])
            self._frames: dict[str, list[Frame]] = {}
            self._adverbs: dict[str, int] = {}
            for entry in table["frame"]:
                frame = Frame(
                    name=entry["name"],
                    needs=re.compile(entry["needs"]) if "needs" in entry else None,
                    rejects=re.compile(entry["rejects"]) if "rejects" in entry else None,
                    counted=entry.get("counted", False),
                )
                for verb in entry["verbs"]:
                    self._frames.setdefault(verb, []).append(frame)
                    core = max((w for w in entry["verbs"] if w != verb and verb.endswith(w)), key=len, default="")
                    if core:
                        self._adverbs[verb] = len(verb) - len(core)
        except (KeyError, re.error) as error:
            raise OntologyError(f"lexicon/goals.toml: aims: {error}") from None

    def verbs(self) -> list[str]:
        """All verbs that open an aim."""
        return list(self._frames)

    def find(self, text: str, tokens: Tokens, cuts: Sequence[int], counted: Sequence[tuple[int, int]]) -> list[Aim]:
        """Aims of a text; `cuts` are the ends of its clauses, `counted` the spans of its numeric goals."""
        aims: list[Aim] = []
        done = 0
        spans = sorted(counted)
        starts = [span[0] for span in spans]
        for index in tokens.having(Role.AIM):
            start, verb_end = tokens.starts[index], tokens.ends[index]
            if start < done:
                continue
            verb = text[start:verb_end]
            at = bisect_left(cuts, verb_end)
            end = self._object_end(text, verb_end, cuts[at] if at < len(cuts) else len(text))
            if end - verb_end < _MINIMUM:
                continue
            thing = text[verb_end:end]
            for frame in self._frames[verb]:
                if frame.takes(thing) and not _overlaps(spans, starts, start, end, inside=not frame.counted):
                    aims.append(Aim(start=start + self._adverbs.get(verb, 0), end=end, frame=frame.name))
                    done = end
                    break
        return aims

    def _object_end(self, text: str, start: int, end: int) -> int:
        for mark in self._again:
            cut = text.find(mark, start, end)
            if cut >= 0:
                end = cut
        match = self._cut.search(text, start + 1, end)
        if match is not None:
            end = match.start()
        if end > start and text[end - 1] in "）)" and (aside := _ASIDE.search(text, start, end)) is not None:
            end = aside.start()
        while end > start and text[end - 1] in "、：:（(“ ":
            end -= 1
        for opening, closing in _PAIRS:
            first = text.find(closing, start, end)
            if first >= 0 and text.count(closing, first, end) > text.count(opening, start, end):
                end = first
        return end


def _overlaps(spans: Sequence[tuple[int, int]], starts: Sequence[int], start: int, end: int, *, inside: bool) -> bool:
    """Whether a numeric goal covers the verb, or (`inside`) lies in the object."""
    last = bisect_right(starts, end) - 1
    for i in range(last, max(-1, last - 6), -1):
        a, b = spans[i]
        if a <= start < b:
            return True
        if inside and start < b and a < end:
            return True
    return False
