"""Reading a curation file: what is in it, and whether it makes sense by itself."""

from __future__ import annotations

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from kg.curate.entries import DOMAINS, Curation
from kg.errors import CurationError
from kg.export.vocabulary import BASE
from kg.model import ENTITY_TYPES, Addition, StageName, Status

# The kinds of entries; of each the keys that it must have, and those that it may have besides `why`.
_KINDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "same": (frozenset({"things"}), frozenset()),
    "not_same": (frozenset({"things"}), frozenset()),
    "name": (frozenset({"thing", "name"}), frozenset()),
    "type": (frozenset({"thing", "type"}), frozenset()),
    "drop": (frozenset({"thing"}), frozenset()),
    "fact": (frozenset({"subject", "predicate", "object", "source"}), frozenset({"year", "status"})),
}
_STAGE = "stage"


def read_curation(path: Path, *, base: str = BASE) -> Curation:
    """The decisions in `path`; things may be given by id, or by IRI in the namespace `base`.

    Raises CurationError, which names the file and the entry, where it cannot be read, has an unknown key, or says of
    two things that they are the same and that they are not.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CurationError(f"{path}: does not exist") from None
    except OSError as error:
        raise CurationError(f"{path}: {error.strerror or error}") from None
    return parse_curation(content, path, base=base)


def parse_curation(content: bytes, path: Path, *, base: str = BASE) -> Curation:
    """`read_curation` of what is, or is to be, in `path`."""
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CurationError(f"{path}: no valid TOML ({error})") from None
    return _Reader(path, hashlib.sha256(content).hexdigest(), base).read(data)


class _Reader:
    def __init__(self, path: Path, sha256: str, base: str) -> None:
        self._path = path
        self._sha256 = sha256
        self._base = base
        self._entries: list[tuple[str, tuple[str, ...]]] = []
        self._same: dict[tuple[str, str], str] = {}
        self._apart: dict[tuple[str, str], str] = {}
        self._names: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._dropped: dict[str, str] = {}
        self._additions: list[Addition] = []

    def read(self, data: Mapping[str, Any]) -> Curation:
        for kind, rows in data.items():
            if kind not in _KINDS:
                self._wrong(kind, f"no such kind of entry; there are {', '.join(_KINDS)}")
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                self._wrong(kind, f"write each entry under [[{kind}]]")
            for number, row in enumerate(rows, 1):
                self._entry(kind, f"[[{kind}]] {number}", row)
        self._check_pairs()
        return Curation(
            same=tuple(sorted(self._same)),
            apart=tuple(sorted(self._apart)),
            names=self._names,
            types=self._types,
            dropped=frozenset(self._dropped),
            additions=tuple(sorted(self._additions, key=_addition_order)),
            entries=tuple(self._entries),
        )

    def _entry(self, kind: str, where: str, row: Mapping[str, Any]) -> None:
        needed, allowed = _KINDS[kind]
        unknown = sorted(row.keys() - needed - allowed - {"why"})
        if unknown:
            self._wrong(where, f"unknown key {unknown[0]}; it takes {', '.join(sorted(needed | allowed))} and why")
        if missing := sorted(needed - row.keys()):
            self._wrong(where, f"{missing[0]} is missing")
        if kind in ("same", "not_same"):
            things = self._things(where, row["things"])
            pairs = self._same if kind == "same" else self._apart
            for pair in _pairs(things, all_of_them=kind == "not_same"):
                pairs.setdefault(pair, where)
            self._entries.append((where, things))
        elif kind == "fact":
            self._fact(where, row)
        else:
            self._decision(kind, where, row)

    def _decision(self, kind: str, where: str, row: Mapping[str, Any]) -> None:
        thing = self._id(where, "thing", row["thing"])
        known: dict[str, str] = {"name": self._names, "type": self._types, "drop": self._dropped}[kind]
        value = where if kind == "drop" else self._text(where, kind, row[kind])
        if kind == "type" and value not in ENTITY_TYPES:
            self._wrong(where, f"no such type: {value}; there are {', '.join(ENTITY_TYPES)}")
        if kind == "type" and thing.startswith("goal/"):
            self._wrong(where, "a goal stays a goal; drop it")
        if kind != "drop" and known.setdefault(thing, value) != value:
            self._wrong(where, f"{thing} has been given another {kind} above: {known[thing]}")
        known.setdefault(thing, value)
        self._entries.append((where, (thing,)))

    def _fact(self, where: str, row: Mapping[str, Any]) -> None:
        subject = self._id(where, "subject", row["subject"])
        predicate = self._text(where, "predicate", row["predicate"])
        if predicate not in (*DOMAINS, _STAGE):
            self._wrong(where, f"no such predicate: {predicate}; there are {', '.join((*DOMAINS, _STAGE))}")
        object_ = self._text(where, "object", row["object"])
        if predicate == _STAGE and object_ not in get_args(StageName):
            self._wrong(where, f"no such stage: {object_}; there are {', '.join(get_args(StageName))}")
        if predicate != _STAGE:
            object_ = self._id(where, "object", object_)
            if subject == object_:
                self._wrong(where, "a fact about a thing and itself")
        year, status = row.get("year"), row.get("status", "achieved")
        if year is not None and (isinstance(year, bool) or not isinstance(year, int) or not 1900 <= year <= 2200):
            self._wrong(where, "year must be a number from 1900 to 2200")
        if status not in get_args(Status):
            self._wrong(where, f"no such status: {status}; there are {', '.join(get_args(Status))}")
        self._additions.append(
            Addition(
                subject=subject,
                predicate=predicate,
                object=object_,
                year=year,
                status=cast(Status, status),
                source=self._text(where, "source", row["source"]),
                file=self._path.name,
                sha256=self._sha256,
            )
        )
        self._entries.append((where, (subject,) if predicate == _STAGE else (subject, object_)))

    def _check_pairs(self) -> None:
        """No two things may be one by what is said to be the same and also be said not to be."""
        neighbours: dict[str, set[str]] = defaultdict(set)
        for one, other in self._same:
            neighbours[one].add(other)
            neighbours[other].add(one)
        for (one, other), where in self._apart.items():
            if other in _reachable(one, neighbours):
                self._wrong(where, f"{one} and {other} are the same by [[same]], and are said not to be")
        for thing, where in self._dropped.items():
            if kept := sorted({thing} & (self._names.keys() | self._types.keys())):
                self._wrong(where, f"{kept[0]} is dropped, and also given a name or a type")
        for thing, kind in self._types.items():
            other = f"{kind.lower()}/{thing.partition('/')[2]}"
            if other != thing and other in self._types:
                self._wrong("[[type]]", f"{thing} becomes {other}, which is given a type as well: a cycle")
        for group in _groups(neighbours):
            if len({self._names[thing] for thing in group if thing in self._names}) > 1:
                self._wrong("[[name]]", f"{' and '.join(sorted(group & self._names.keys()))} are the same by [[same]]")

    def _things(self, where: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) < 2:
            self._wrong(where, "things must be a list of two or more")
        things = tuple(self._id(where, "things", each) for each in value)
        if len(set(things)) < len(things):
            self._wrong(where, "the same thing twice")
        return things

    def _id(self, where: str, key: str, value: Any) -> str:
        id_ = self._text(where, key, value).removeprefix(self._base)
        folder, _, name = id_.partition("/")
        if not name or folder not in {*(kind.lower() for kind in ENTITY_TYPES), "goal"}:
            self._wrong(where, f"{key}: {value} is no id of a thing, such as company/太钢 (kg show NAME tells it)")
        return id_

    def _text(self, where: str, key: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            self._wrong(where, f"{key} must be a text")
        return cast(str, value).strip()

    def _wrong(self, where: str, what: str) -> None:
        raise CurationError(f"{self._path}: {where}: {what}")


def _pairs(things: Sequence[str], *, all_of_them: bool) -> Iterator[tuple[str, str]]:
    for index, one in enumerate(things):
        for other in things[index + 1 :] if all_of_them else things[index + 1 : index + 2]:
            yield min(one, other), max(one, other)


def _reachable(start: str, neighbours: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for other in neighbours.get(waiting.pop(), set()) - seen:
            seen.add(other)
            waiting.append(other)
    return seen


def _groups(neighbours: Mapping[str, set[str]]) -> Iterator[set[str]]:
    seen: set[str] = set()
    for thing in sorted(neighbours):
        if thing not in seen:
            group = _reachable(thing, neighbours)
            seen |= group
            yield group


def _addition_order(addition: Addition) -> tuple[str, str, str, int, str]:
    return addition.subject, addition.predicate, addition.object, addition.year or 0, addition.source
