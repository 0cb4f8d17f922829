"""The words of `ontology/lexicon/goals.toml`, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import OntologyError
from kg.extract.goals.units import Unit, Units
from kg.extract.goals.words import Words
from kg.model import Comparator, Dimension
from kg.ontology import read_toml

_EXACTNESS: Final[tuple[Comparator, ...]] = ("ge", "le", "approx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything that the grammar of numbers knows about words."""

    units: Units
    percent: Unit
    yuan: Unit
    before: Words
    after: Words
    skip_after: Words
    magnitude_ge: frozenset[str]
    comparator: Mapping[str, Comparator]
    thresholds: frozenset[str]
    links: Words
    times: Words
    changes: Words
    adverbs: Words
    reckoning: Words
    qualifiers: Words
    dimension: Mapping[str, Dimension]
    durations: Words
    final_durations: Words
    numbered: Words
    amounts: Words
    manner: Words
    periods: tuple[str, ...]
    produced: tuple[str, ...]
    products: frozenset[str]
    enumerators: Words
    measures: Words
    shared: Words
    general: frozenset[str]
    levels: Words
    dependent: frozenset[str]
    speeds: frozenset[str]
    speed_words: tuple[str, ...]
    falling: tuple[str, ...]
    milestones: tuple[str, ...]
    owners: tuple[str, ...]
    proportions: tuple[str, ...]
    repeated: frozenset[str]
    resumptions: tuple[str, ...]
    transitive: tuple[str, ...]
    light: tuple[str, ...]
    light_verbs: Words
    gap_units: frozenset[str]
    spending: frozenset[str]
    implied: tuple[tuple[str, str], ...]
    unitless: tuple[str, ...]
    splits: tuple[tuple[str, tuple[str, ...]], ...]
    share_heads: tuple[str, ...]
    share: re.Pattern[str]
    gap: re.Pattern[str]
    times_of: re.Pattern[str]
    among: re.Pattern[str]
    table: Mapping[str, Any]

    def speed_dimension(self, word: str) -> Dimension:
        """The dimension of a word that ends in a speed: 降幅 is a decline, 增速 and 涨幅 are growth."""
        return "decline" if word.endswith(self.falling) else "growth"

    @classmethod
    def load(cls, ontology: Path) -> Lexicon:
        """Read units and words. Raises OntologyError where a list is missing."""
        table = read_toml(ontology, "lexicon/goals.toml")
        units = Units.load(ontology)
        percent, yuan = units.at("%", 0), units.at("元", 0)
        if percent is None or yuan is None:
            raise OntologyError(f"{ontology}/lexicon/units.toml: no unit % or 元")
        try:
            before, after = table["comparators"]["before"], table["comparators"]["after"]
            changes, heads, gaps = table["changes"], table["heads"], table["gaps"]
            return cls(
                units=units,
                percent=percent[0],
                yuan=yuan[0],
                before=Words(_all(before, *_EXACTNESS)),
                after=Words(_all(after, *_EXACTNESS)),
                skip_after=Words(after["skip"], after["unskipped"]),
                magnitude_ge=frozenset(before["magnitude_ge"]),
                comparator={word: kind for lists in (after, before) for kind in _EXACTNESS for word in lists[kind]},
                thresholds=frozenset(after["threshold"]),
                links=Words(table["links"]["words"], table["links"]["never"]),
                times=Words(table["openers"]["times"]),
                changes=Words([*changes["up"], *changes["down"]], changes["never"]),
                adverbs=Words(changes["adverbs"]),
                reckoning=Words(changes["reckoning"], changes["unreckoned"]),
                qualifiers=Words(changes["qualifiers"]),
                dimension=dict.fromkeys(changes["up"], "growth") | dict.fromkeys(changes["down"], "decline"),
                durations=Words(table["durations"]["words"]),
                final_durations=Words(table["durations"]["final"]),
                amounts=Words(table["verbs"]["amounts"]),
                manner=Words(table["verbs"]["manner"]),
                periods=tuple(sorted(table["openers"]["periods"], key=lambda word: (-len(word), word))),
                produced=tuple(heads["produced"]),
                products=frozenset(heads["products"]),
                numbered=Words(table["numbered"]["names"]),
                enumerators=Words(heads["enumerators"]),
                measures=Words(heads["measures"]),
                shared=Words(heads["shared"]),
                general=frozenset(heads["general"]),
                levels=Words(heads["levels"]),
                dependent=frozenset(heads["dependent"]),
                speeds=frozenset(heads["speeds"]),
                speed_words=tuple(table["relative"]["speeds"]),
                falling=tuple(table["relative"]["falling"]),
                milestones=tuple(heads["milestones"]),
                owners=tuple(heads["owners"]),
                proportions=tuple(table["shares"]["proportions"]),
                repeated=frozenset(["", *changes["repeated"]]),
                resumptions=tuple(changes["resumptions"]),
                transitive=tuple(table["predicates"]["transitive"]),
                light=tuple(table["verbs"]["light"][:1]),
                light_verbs=Words(table["verbs"]["light"]),
                gap_units=frozenset(gaps["units"]),
                spending=frozenset(table["verbs"]["spending"]),
                implied=tuple(heads["implied"].items()),
                unitless=tuple(heads["unitless"]),
                splits=tuple((word, tuple(parts)) for word, parts in table["splits"].items()),
                share_heads=tuple(table["shares"]["words"]),
                share=re.compile(rf"(?<![抢侵挤独])占(?!{_either(table['shares']['not_after'])})[^，、；]{{0,20}}$"),
                gap=re.compile(
                    rf"(?:{_either([*gaps['up'], *gaps['down']])})(?:{_either(gaps['than'])})[^，、；]{{0,12}}$"
                ),
                times_of=re.compile(r"(?:是|为|约为|相当于)(?P<of>[^，、；是为]{2,24}?)的$"),
                among=re.compile(r"在[^，、；]{2,16}[中里]$"),
                table=table,
            )
        except KeyError as error:
            raise OntologyError(f"{ontology}/lexicon/goals.toml: no {error}") from None


def _all(lists: Mapping[str, Iterable[str]], *keys: str) -> list[str]:
    return [word for key in keys for word in lists[key]]


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
