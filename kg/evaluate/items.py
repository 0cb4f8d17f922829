"""Mentions of a passage as they are compared: normal name, kind, and spans in the passage without white space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import KgError
from kg.model import ENTITY_TYPES, Span
from kg.reference import Passage, squeeze

#: What mentions are counted by: the types of names, and kinds of goals.
KINDS = (*ENTITY_TYPES, "Goal/quantitative", "Goal/qualitative")
NUMBER = "Goal/quantitative"
_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉「」*·]")
_HALF = str.maketrans("，、；：（）－—–～＋％．０１２３４５６７８９", ",,;:()---~+%.0123456789")
_UNDERTAKING = re.compile(r"(?:(?:建设)?(?:项目|工程)|建设)+$")
_INDUSTRY = re.compile(r"(?<=..)(?:产业|行业|业)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of a passage: `fields` are those of the annotation, `spans` are all places where it is named."""

    kind: str
    name: str
    spans: tuple[Span, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """What is predicted for a passage: its items, and for the id of each mention in it the number of its item."""

    items: tuple[Item, ...]
    item_of: Mapping[str, int]


def normal(name: str, kind: str = "") -> str:
    """A name without marks, white space, width and case, and without an ending that names of its type may lack."""
    plain = _MARKS.sub("", name).translate(_HALF).lower()
    if kind in ("Project", "Program"):
        return _UNDERTAKING.sub("", plain) or plain
    return _INDUSTRY.sub("", plain) if kind == "Industry" else plain


def kind_of(mention: Mapping[str, Any]) -> str:
    """The type of a mention; of a goal with its kind."""
    return f"Goal/{mention.get('kind', 'qualitative')}" if mention["type"] == "Goal" else str(mention["type"])


def annotated(passage: Passage) -> tuple[Item, ...]:
    """The items of the reference annotation; each is wherever its text occurs."""
    return tuple(
        Item(
            kind=kind_of(mention),
            name=normal(mention["name"], mention["type"]),
            spans=tuple(_occurrences(passage.text, squeeze(mention["text"]))),
            fields=mention,
        )
        for mention in passage.mentions
    )


def predicted(mentions: Iterable[Mapping[str, Any]], passage: Passage, where: Mapping[int, int]) -> Predicted:
    """The mentions of a document that start in a passage. Names of one type count once; `where` is from `positions`."""
    spans: dict[tuple[Any, ...], list[Span]] = {}
    first: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    key_of: dict[str, tuple[Any, ...]] = {}
    last = max(where.values())
    for mention in mentions:
        if not passage.start <= mention["start"] < passage.end or kind_of(mention) not in KINDS:
            continue
        span = (where[mention["start"]], where.get(min(mention["end"], passage.end), last))
        key: tuple[Any, ...] = (kind_of(mention), normal(mention["name"], mention["type"]))
        if mention["type"] == "Goal":
            value = mention.get("value")
            key += (None if value is None else float(value), span)
        spans.setdefault(key, []).append(span)
        first.setdefault(key, mention)
        key_of[mention["id"]] = key
    number = {key: index for index, key in enumerate(first)}
    items = tuple(Item(kind=k[0], name=k[1], spans=tuple(spans[k]), fields=mention) for k, mention in first.items())
    return Predicted(items=items, item_of={id_: number[key] for id_, key in key_of.items()})


def positions(raw: str, passage: Passage) -> dict[int, int]:
    """For each offset of the document in a passage, and its end, the position in the text without white space and `**`.

    Raises KgError where the document is not the one that was annotated.
    """
    where: dict[int, int] = {}
    kept: list[str] = []
    offset = passage.start
    while offset < passage.end and offset < len(raw):
        width = 2 if raw.startswith("**", offset) else 1
        for position in range(offset, offset + width):
            where[position] = len(kept)
        if width == 1 and not raw[offset].isspace():
            kept.append(raw[offset])
        offset += width
    where[passage.end] = len(kept)
    if "".join(kept) != passage.text:
        raise KgError(
            f"{passage.document}: passage {passage.id} reads otherwise there; is it the file that was annotated?"
        )
    return where


def _occurrences(text: str, words: str) -> Iterable[Span]:
    return ((found.start(), found.end()) for found in re.finditer(re.escape(words), text)) if words else ()
