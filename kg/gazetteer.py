"""Names that are public knowledge, and where they stand in a text.

The gazetteer holds places, companies, institutions, programmes and industries (one tab-separated file a kind) and
the administrative divisions. One Aho-Corasick automaton over all names finds them in a single pass. What a name means
in its sentence is not decided here: an entry only says what the name may stand for, its flags how far to trust it.

| flag | the name |
|---|---|
| `word` | is also a common word or a frequent stretch of text: needs an ending, a kind word or another sign |
| `char` | has one character and counts only inside known compounds |
| `full`, `short`, `former`, `nickname` | is a division's official, shortened, past or literary name |
| `organ` | is an organ of party or state |
| `foreign` | lies abroad |
| `head` | is an industry only before 产业, 产业链, 集群 or the like |
| `stop` | is never a name: a whole-economy word or a slogan |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import ahocorasick_rs

from kg.divisions import Divisions, Name
from kg.ontology import read_columns

_SUBTYPE_OF_LEVEL = {"province": "Province", "city": "City", "county": "County"}
_SUBTYPE_OF_KIND = {
    "river": "Water",
    "lake": "Water",
    "sea": "Water",
    "reservoir": "Water",
    "canal": "Water",
    "wetland": "Water",
    "mountain": "Site",
    "desert": "Region",
    "plain": "Region",
    "country": "Region",
}
_AUTOMATON = ahocorasick_rs.Implementation.NoncontiguousNFA  # the quickest to build, as quick to run
_LINES = {"railway", "expressway", "waterway", "pipeline"}
_FILES = (
    ("regions.tsv", "Place", "Region"),
    ("nature.tsv", "Place", None),
    ("zones.tsv", "Place", "Zone"),
    ("heritage.tsv", "Place", "Site"),
    ("countries.tsv", "Place", "Region"),
    ("transport.tsv", None, None),
    ("companies.tsv", "Company", None),
    ("listed.tsv", "Company", None),
    ("institutions.tsv", "Institution", None),
    ("programs.tsv", "Program", None),
    ("industries.tsv", "Industry", None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a name may stand for.

    `type` is an entity type; `subtype` a class below Place, or the kind that the file states (`university`, `central`,
    `strategy` …); `canonical` the name it goes by; `code` the GB/T 2260 code of a division, else empty; `flags` as in
    the module's description.
    """

    name: str
    type: str
    subtype: str
    canonical: str
    code: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at `text[start:end]` and all it may stand for, the likeliest first."""

    start: int
    end: int
    entries: tuple[Entry, ...]


_Row = tuple[str, str, str, str]  # type, subtype, canonical, flags joined by `;`


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, ready to be found. Made once by `load`."""

    divisions: Divisions
    _names: Sequence[str]
    _rows: Mapping[str, Sequence[_Row]]
    _automaton: ahocorasick_rs.AhoCorasick
    _folder: Path
    _entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    _towns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Gazetteer:
        """Read every file of the gazetteer in `folder`. Raises OntologyError where one is missing or wrong."""
        divisions = Divisions.load(folder)
        rows: dict[str, list[_Row]] = {}
        for (text,) in read_columns(folder, "phrases.tsv", "name"):
            rows.setdefault(text, []).append(("Place", "", text, "stop"))
        for file, type_, subtype in _FILES:
            for name, aliases, kind, flags in read_columns(folder, file, "name", "aliases", "kind", "flags"):
                row = (
                    type_ or ("Project" if kind in _LINES else "Place"),
                    subtype or _SUBTYPE_OF_KIND.get(kind, kind),
                    name,
                    flags,
                )
                rows.setdefault(name, []).append(row)
                if aliases:
                    _add_aliases(rows, aliases, row)
        findable = [text for text in dict.fromkeys(chain(divisions.texts(), rows)) if len(text) > 1]
        automaton = ahocorasick_rs.AhoCorasick(findable, implementation=_AUTOMATON, store_patterns=False)
        return cls(divisions, findable, rows, automaton, folder)

    def entries(self, name: str) -> tuple[Entry, ...]:
        """All that a name may stand for, the likeliest first; empty where it is in no file."""
        known = self._entries.get(name)
        if known is None:
            places = (self._division_entry(place) for place in self.divisions.names(name))
            others = (_entry(name, row) for row in self._rows.get(name, ()))
            known = tuple(sorted(chain(places, others), key=_prominence))
            if known:
                self._entries[name] = known
        return known

    def find_all(self, text: str) -> list[Hit]:
        """Every name of two characters and more in `text`, overlapping ones too, by start, longer ones first."""
        return [Hit(start, -end, self.entries(self._names[index])) for start, end, index in self._matches(text)]

    def find(self, text: str) -> list[Hit]:
        """The names in `text` that do not overlap: from the left, the longest at each place."""
        hits = []
        reached = 0
        for start, end, index in self._matches(text):
            if start >= reached:
                hits.append(Hit(start, -end, self.entries(self._names[index])))
                reached = -end
        return hits

    def towns(self, county: str) -> tuple[str, ...]:
        """Towns, townships and subdistricts of the county with that code, by full name; empty where none are known."""
        if not self._towns:
            towns = read_columns(self._folder, "towns.tsv", "county", "towns")
            self._towns.update((code, tuple(names.split(";"))) for code, names in towns)
        return self._towns.get(county, ())

    def _division_entry(self, name: Name) -> Entry:
        division = self.divisions.by_code[name.code]
        return Entry(
            name=name.text,
            type="Place",
            subtype=_SUBTYPE_OF_LEVEL[division.level],
            canonical=division.name,
            code=division.code,
            flags=name.flags,
        )

    def _matches(self, text: str) -> list[tuple[int, int, int]]:
        """`(start, -end, index of the name)` in order."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted((start, -end, index) for index, start, end in found)


def _add_aliases(rows: dict[str, list[_Row]], aliases: str, row: _Row) -> None:
    """Add a row for each alias; an alias may bear flags of its own (`现代=word`)."""
    for alias in aliases.split(";"):
        text, _, flags = alias.partition("=")
        own = (*row[:3], ";".join(filter(None, (row[3], flags.replace(",", ";"))))) if flags else row
        rows.setdefault(text, []).append(own)


def _entry(name: str, row: _Row) -> Entry:
    type_, subtype, canonical, flags = row
    return Entry(
        name=name, type=type_, subtype=subtype, canonical=canonical, flags=tuple(flags.split(";")) if flags else ()
    )


def _prominence(entry: Entry) -> int:
    """Rank: full names of divisions, then of provinces and cities, then all else, then counties' short names."""
    if "full" in entry.flags:
        return 0
    if "former" in entry.flags or "nickname" in entry.flags:
        return 4
    if "short" in entry.flags:
        return 3 if entry.subtype == "County" else 1
    return 2
