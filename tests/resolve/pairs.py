"""Pairs of names that are one thing or two, as `pairs.tsv` lists them, and how many the resolver tells rightly."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.divisions import Divisions
from kg.gazetteer import Gazetteer
from kg.model import Extraction, Subject
from kg.resolve import Identity, resolve
from tests.resolve.factory import Mark, document

FILE = Path(__file__).with_name("pairs.tsv")
_CLOSED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as the report of a place writes it."""

    text: str
    place: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two names, and whether they mean one thing; the file was written in rounds."""

    round: int
    same: bool
    type: str
    left: Name
    right: Name

    @property
    def closed(self) -> bool:
        """Does the pair only measure, so that no rule may be written by it?"""
        return self.round == _CLOSED


def read_pairs() -> list[Pair]:
    """All pairs of the file."""
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [
        Pair(
            round=int(row["round"]),
            same={"yes": True, "no": False}[row["same"]],
            type=row["type"],
            left=Name(text=row["name"], place=row["place"], year=int(row["year"])),
            right=Name(text=row["other"], place=row["other_place"], year=int(row["other_year"])),
        )
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


def are_one(pair: Pair, gazetteer: Gazetteer, identity: Identity) -> bool:
    """Does the resolver take the two names for one thing, where each stands in a report of its own place?"""
    documents = [_report(name, pair.type, gazetteer, number) for number, name in enumerate((pair.left, pair.right))]
    knowledge = resolve(documents, gazetteer=gazetteer, identity=identity)
    return len({e.id for e in knowledge.entities if e.type == pair.type and e.evidence}) == 1


def scores(pairs: Iterable[tuple[bool, bool]]) -> tuple[float, float]:
    """Precision and recall of (are one, were taken for one)."""
    known = list(pairs)
    right = sum(same and taken for same, taken in known)
    return right / sum(taken for _, taken in known), right / sum(same for same, _ in known)


def _report(name: Name, kind: str, gazetteer: Gazetteer, number: int) -> Extraction:
    code = _code(name.place, gazetteer.divisions)
    division = gazetteer.divisions.by_code[code]
    marks = [Mark(type=kind, text=name.text, **_place_of(name.text, kind, gazetteer))]
    subject = Subject(place=division.name, code=code, level=division.level, plan_year=name.year)
    return document(f"推进{name.text}{'。' * (number + 1)}", marks, name=f"{number}.txt", subject=subject)


def _code(place: str, divisions: Divisions) -> str:
    division = divisions.resolve(place, words=True)
    assert division, place
    return division.code


def _place_of(text: str, kind: str, gazetteer: Gazetteer) -> dict[str, Any]:
    """Extraction marks what is no division as a zone or a site."""
    return {} if kind != "Place" or gazetteer.divisions.names(text) else {"subtype": "Zone"}
