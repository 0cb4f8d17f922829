"""Whether a stretch of text reports a fact or makes a promise, and of which year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError
from kg.link.pattern import CLAUSE_MARKS
from kg.model import Page, Part, Status, Subject
from kg.ontology import read_toml

FILE = "rules/times.toml"
_CLAUSE_MARK = re.compile(f"[{CLAUSE_MARKS}]")
_STATUS_OF_PART: dict[Part, Status] = {
    "review": "achieved",
    "plan": "target",
    "multiyear": "target",
    "other": "achieved",
}


@dataclass(frozen=True, slots=True)
class TimeWords:
    """`signs` finds years and words of either status: group 1 a year, group 2 a promise, group 3 a fact."""

    signs: re.Pattern[str]

    @classmethod
    def load(cls, ontology: Path) -> TimeWords:
        """Read `rules/times.toml`: the lists `target` and `achieved`."""
        table = read_toml(ontology, FILE)
        if set(table) != {"target", "achieved"}:
            raise OntologyError(f"{ontology / FILE}: needs the lists target and achieved, and nothing else")
        target, achieved = (
            "|".join(re.escape(word) for word in sorted(table[key], key=lambda w: (-len(w), w)))
            for key in ("target", "achieved")
        )
        return cls(re.compile(rf"(20[0-9]{{2}})年|({target})|({achieved})"))


@dataclass(frozen=True, slots=True)
class Times:
    """The parts of one page and the years they are about."""

    text: str
    starts: Sequence[int]
    parts: Sequence[Part]
    marks: Sequence[int]
    years: dict[Part, int | None]
    signs: re.Pattern[str]

    @classmethod
    def of(cls, page: Page, subject: Subject, words: TimeWords) -> Times:
        """The times of `page`, whose plan and review years are those of `subject`, else its own."""
        plan = subject.plan_year or page.plan_year
        review = subject.review_year or page.review_year
        return cls(
            page.text,
            [sentence.start for sentence in page.sentences],
            [sentence.part for sentence in page.sentences],
            [found.start() for found in _CLAUSE_MARK.finditer(page.text)],
            {"plan": plan, "review": review, "multiyear": None, "other": None},
            words.signs,
        )

    def of_stretch(self, start: int, end: int) -> tuple[Status, int | None]:
        """Status and year of what `text[start:end]` says: by the words of its clauses, else by the report's part."""
        sentence = bisect_right(self.starts, start) - 1
        part: Part = self.parts[sentence] if sentence >= 0 else "other"
        status, year = _STATUS_OF_PART[part], self.years[part]
        before = bisect_right(self.marks, start) - 1
        after = bisect_right(self.marks, end - 1)
        clause_start = self.marks[before] + 1 if before >= 0 else 0
        clause_end = self.marks[after] if after < len(self.marks) else len(self.text)
        for sign in self.signs.finditer(self.text, clause_start, clause_end):
            if sign.group(1):
                year = int(sign.group(1))
            else:
                status = "target" if sign.group(2) else "achieved"
        return status, year
