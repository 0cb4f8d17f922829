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
RANKS = ("chapter", "first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a report is laid out: the regular expressions of `layout.toml`, compiled.

    `marks`, `lines`, `parts`, `closing` and `years` have one pattern an entry of their table. `numbering` matches the number of a
    heading at the start of a paragraph; the name of the group that matched tells its rank (`RANKS`), or `ordinal` or `dash`.
    `milestones` are (pattern, year of a five-year plan from 0), `anniversaries` (pattern, first year).
    """

    marks: Mapping[str, Pattern[str]]
    lines: Mapping[str, Pattern[str]]
    parts: Mapping[str, Pattern[str]]
    closing: Mapping[str, Pattern[str]]
    years: Mapping[str, Pattern[str]]
    numbering: Pattern[str]
    measure: Pattern[str]
    milestones: tuple[tuple[Pattern[str], int], ...]
    anniversaries: tuple[tuple[Pattern[str], int], ...]


@cache
def load_layout(ontology: Path) -> Layout:
    """The layout lexicon of an ontology folder. Raises OntologyError where it is missing, malformed or lacks an entry."""
    tables = read_toml(ontology, FILE)
    try:
        years = dict(tables["years"])
        milestones, anniversaries = years.pop("milestone"), years.pop("anniversary")
        headings = dict(tables["headings"])
        measure = headings.pop("measure")
        return Layout(
            marks=_compiled(tables["marks"]),
            lines=_compiled(tables["lines"]),
            parts=_compiled(tables["parts"]),
            closing=_compiled(tables["closing"]),
            years=_compiled(years),
            numbering=re.compile("|".join(f"(?P<{kind}>{headings[kind]})" for kind in (*RANKS, "ordinal", "dash"))),
            measure=re.compile(measure),
            milestones=tuple((re.compile(words), year) for words, year in milestones.items()),
            anniversaries=tuple((re.compile(words), year) for words, year in anniversaries.items()),
        )
    except KeyError as error:
        raise OntologyError(f"{ontology / FILE}: {error.args[0]} is missing") from None
    except re.error as error:
        raise OntologyError(f"{ontology / FILE}: {error} in {error.pattern!r}") from None


def _compiled(table: Mapping[str, Any]) -> dict[str, Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in table.items()}
