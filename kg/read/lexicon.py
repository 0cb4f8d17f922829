"""The layout lexicon (`lexicon/layout.toml`) as one compiled value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from re import Pattern
from typing import Any

from kg.errors import OntologyError
from kg.ontology import read_toml

FILE = "lexicon/layout.toml"
# The entries that reading asks for, by table; all are patterns.
_ENTRIES = {
    "marks": ("from", "to", "from_line", "to_line", "page_line"),
    "lines": ("title", "opener", "front"),
    "parts": (
        *("appendix", "review", "multiyear", "plan", "plan_words", "review_words", "plan_opening", "multiyear_opening"),
        *("problems", "thanks", "horizon", "until", "back"),
    ),
    "closing": ("words", "opening"),
    "years": ("given", "title", "target", "with_plan", "this_year", "plan_number", "plain_year"),
}
RANKS = ("chapter", "first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that review and plan do not use alike: `review` and `plan` are hits in a thousand characters."""

    words: Pattern[str]
    review: float
    plan: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a report is laid out: the regular expressions of `layout.toml`, compiled.

    `marks`, `lines`, `parts`, `closing` and `years` have one pattern an entry of their table. `numbering` matches the
    number of a heading at the start of a paragraph; the name of the group that matched is its rank (`RANKS`),
    `ordinal` or `dash`. `measure` is what a heading does not hold, `no_head` opens a sentence that is no run-in head.
    `milestones` are (pattern, year of a five-year plan from 0), `anniversaries` (pattern, first year).
    """

    marks: Mapping[str, Pattern[str]]
    lines: Mapping[str, Pattern[str]]
    parts: Mapping[str, Pattern[str]]
    cues: tuple[Cue, ...]
    closing: Mapping[str, Pattern[str]]
    years: Mapping[str, Pattern[str]]
    numbering: Pattern[str]
    measure: Pattern[str]
    no_head: Pattern[str]
    milestones: tuple[tuple[Pattern[str], int], ...]
    anniversaries: tuple[tuple[Pattern[str], int], ...]


@cache
def load_layout(ontology: Path) -> Layout:
    """The layout lexicon of an ontology folder. Raises OntologyError where it is missing, malformed or incomplete."""
    tables = read_toml(ontology, FILE)
    try:
        patterns = {table: _compiled(tables[table], names) for table, names in _ENTRIES.items()}
        headings, years = tables["headings"], tables["years"]
        return Layout(
            **patterns,
            cues=tuple(
                Cue(words=re.compile(c["words"]), review=c["review"], plan=c["plan"])
                for c in tables["parts"]["cues"].values()
            ),
            numbering=re.compile("|".join(f"(?P<{kind}>{headings[kind]})" for kind in (*RANKS, "ordinal", "dash"))),
            measure=re.compile(headings["measure"]),
            no_head=re.compile(headings["no_head"]),
            milestones=tuple((re.compile(words), year) for words, year in years["milestone"].items()),
            anniversaries=tuple((re.compile(words), year) for words, year in years["anniversary"].items()),
        )
    except KeyError as error:
        raise OntologyError(f"{ontology / FILE}: {error.args[0]} is missing") from None
    except re.error as error:
        raise OntologyError(f"{ontology / FILE}: {error} in {error.pattern!r}") from None


def _compiled(table: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Pattern[str]]:
    return {name: re.compile(table[name]) for name in names}
