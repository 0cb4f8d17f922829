"""Relations of a passage as they are compared: triples of normal names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.evaluate.items import Item, Predicted, normal
from kg.model import PREDICATES
from kg.reference import Passage

Triple = tuple[str, str, str]
_DIVISION = re.compile(r"(?<=..)(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|[市县区省])$")
_SYMMETRIC = "cooperatesWith"


def annotated_relations(passage: Passage) -> set[Triple]:
    """The relations of the reference annotation."""
    return set(map(comparable, ((normal(s), p, normal(o)) for s, p, o in passage.relations)))


def predicted_relations(document: Mapping[str, Any], passage: Passage, found: Predicted) -> set[Triple]:
    """The relations of a document that belong to a passage: both ends are in it.

    The subject of a goal may stand elsewhere, and one end of a cooperation. Goals of the reporting place as a whole are
    not annotated and left out.
    """
    mentions = {mention["id"]: mention for mention in document.get("mentions", [])}
    own = bare(document["document"].get("place") or "")
    triples = set()
    for relation in document.get("relations", []):
        predicate = relation["predicate"]
        subject, object_ = mentions.get(relation["subject"]), mentions.get(relation["object"])
        if predicate not in PREDICATES or subject is None or object_ is None:
            continue
        if predicate == "hasGoal" and bare(subject["name"]) == own:
            continue
        ends = relation["subject"] in found.item_of, relation["object"] in found.item_of
        if _is_inside(predicate, ends, passage.start <= relation.get("start", -1) < passage.end):
            triples.add((normal(subject["name"]), predicate, normal(object_["name"])))
    return triples


def renamed(triples: Iterable[Triple], pairs: Sequence[tuple[Item, Item]]) -> set[Triple]:
    """Predicted triples under the annotated names of matched items (annotated, predicted)."""
    names = {normal(pred.fields["name"]): normal(gold.fields["name"]) for gold, pred in pairs}
    return {comparable((names.get(s, s), p, names.get(o, o))) for s, p, o in triples}


def comparable(triple: Triple) -> Triple:
    """A triple so that equal ones are equal: a cooperation has no direction, and places in it no ending."""
    subject, predicate, object_ = triple
    if predicate != _SYMMETRIC:
        return triple
    one, other = sorted((bare(subject), bare(object_)))
    return one, predicate, other


def bare(place: str) -> str:
    """The name of a division without its ending."""
    return _DIVISION.sub("", place)


def _is_inside(predicate: str, ends: tuple[bool, bool], starts_here: bool) -> bool:
    if predicate == _SYMMETRIC:
        return starts_here or any(ends)
    return ends[1] and (predicate == "hasGoal" or ends[0])
