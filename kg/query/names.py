"""From a name that a person types to the things of a graph that have it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import GraphError
from kg.export.vocabulary import ONTOLOGY
from kg.model import ENTITY_TYPES
from kg.ontology import default_folder
from kg.query.source import SKOS, Description, Source

#: Classes whose things a person may name, most specific last.
NAMED = (*ENTITY_TYPES, "Indicator", "Report")
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
_NEAR = 8
_ALIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing found under a name: `type` is its class in `kg:`, if possible of NAMED; `label` is what was found."""

    iri: str
    type: str
    name: str
    label: str


class Unknown(GraphError):  # noqa: N818 - the name says what the name is
    """Nothing in the graph has that name; `near` are names that look like it."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        hint = f"; near: {'、'.join(near)}" if near else ""
        super().__init__(f"nothing is called {name!r} in this graph{hint}")
        self.near = tuple(near)


class Ambiguous(GraphError):  # noqa: N818 - the name says what the name is
    """Several things of the graph have that name."""

    def __init__(self, name: str, hits: Sequence[Hit], source: Source) -> None:
        listed = ", ".join(f"{source.shorten(hit.iri)} ({hit.type})" for hit in hits[:_NEAR])
        super().__init__(f"{name!r} is the name of {len(hits)} things; give one of: {listed}")
        self.hits = tuple(hits)


def find(source: Source, name: str, classes: Sequence[str] = NAMED, *, ontology: Path | None = None) -> list[Hit]:
    """The things called `name`, or with that IRI (whole, or as shown: `project/太绥高铁`), in a fixed order.

    Preferred labels count before other ones. Then come names that the ontology knows (`太原` for `太原市`, `GDP` for
    `地区生产总值`), then spellings that differ in marks, width or an ending that may be left out. An IRI that another
    has replaced gives the other. Raises Unknown.
    """
    by_iri = _by_iri(source, name, classes)
    if by_iri:
        return by_iri
    exact = _by_label(source, name, classes)
    if exact:
        return exact
    folder = ontology or default_folder()
    listed = [
        *(_by_division(source, name, folder) if "Place" in classes else ()),
        *(_by_indicator(source, name, folder) if "Indicator" in classes else ()),
        *_by_identity(source, name, classes, folder),
    ]
    if listed:
        return listed
    labels = list(_all_labels(source, classes))
    loose = _loosely(name, labels, folder)
    if loose:
        return loose
    raise Unknown(name, _near(name, (hit.label for hit in labels)))


def find_one(source: Source, name: str, classes: Sequence[str] = NAMED, *, ontology: Path | None = None) -> Hit:
    """The one thing called `name`. Raises Unknown or Ambiguous."""
    hits = find(source, name, classes, ontology=ontology)
    if len(hits) > 1:
        raise Ambiguous(name, hits, source)
    return hits[0]


def main_class(description: Description) -> str | None:
    """The class of a thing among those a person may name, else its first class; None where it has none."""
    return next((kind for kind in NAMED if kind in description.classes), next(iter(description.classes), None))


def _by_iri(source: Source, name: str, classes: Sequence[str]) -> list[Hit]:
    if not ("/" in name or ":" in name) or any(c.isspace() or c in '<>"{}|^`\\' for c in name.strip("<>")):
        return []
    bare = name.strip("<>")
    for iri in (bare, source.base + bare):
        description = _kept(source, iri) if ":" in iri else None
        if description and description.classes and (tuple(classes) == NAMED or set(classes) & set(description.classes)):
            kind = main_class(description) or ""
            return [Hit(iri=description.iri, type=kind, name=description.name, label=description.name)]
    return []


def _kept(source: Source, iri: str) -> Description:
    """What the graph says of an IRI, or of the one that has replaced it."""
    description = source.describe(iri)
    kept = description.text("dcterms:isReplacedBy")
    return source.describe(kept) if kept else description


def _by_label(source: Source, name: str, classes: Sequence[str]) -> list[Hit]:
    import pyoxigraph as ox

    for label in _LABELS:
        found: dict[str, Hit] = {}
        for literal in (ox.Literal(name, language="zh"), ox.Literal(name, language="en"), ox.Literal(name)):
            for iri in source.subjects(SKOS + label, literal):
                hit = _hit(source, iri, name, classes)
                if hit:
                    found[iri] = hit
        if found:
            return _sorted(found.values())
    return []


def _hit(source: Source, iri: str, label: str, classes: Sequence[str]) -> Hit | None:
    description = source.describe(iri)
    if not set(classes) & set(description.classes):
        return None
    return Hit(iri=iri, type=main_class(description) or "", name=description.name, label=label)


def _all_labels(source: Source, classes: Sequence[str]) -> Iterator[Hit]:
    for kind in classes:
        for iri in source.instances(kind):
            description = source.describe(iri)
            for predicate in _LABELS:
                for label in description.texts(f"skos:{predicate}"):
                    yield Hit(iri=iri, type=main_class(description) or kind, name=description.name, label=label)


def _by_division(source: Source, name: str, ontology: Path) -> list[Hit]:
    """Administrative divisions that go by this name, by their codes: the gazetteer has short, former and nicknames."""
    import pyoxigraph as ox

    from kg.divisions import Divisions

    known = Divisions.load(ontology / "gazetteer").names(name)
    codes = dict.fromkeys(division.code for division in known)
    found = [iri for code in codes for iri in source.subjects(f"{ONTOLOGY}adminCode", ox.Literal(code))]
    return _sorted(hit for iri in found if (hit := _hit(source, iri, name, ("Place",))))


def _by_indicator(source: Source, name: str, ontology: Path) -> list[Hit]:
    """The indicator that the lexicon knows by this name, too."""
    from kg.query.indicators import IndicatorNames

    canonical = IndicatorNames.load(ontology).canonical.get(name)
    return _by_label(source, canonical, ("Indicator",)) if canonical else []


def _by_identity(source: Source, name: str, classes: Sequence[str], ontology: Path) -> list[Hit]:
    """Things that have the IRI that this name gives, or had it before they were merged into others."""
    from kg.resolve.identity import Identity, segment

    identity = Identity.load(ontology)
    found = {}
    for kind in ENTITY_TYPES:
        kept = _kept(source, f"{source.base}{kind.lower()}/{segment(identity.normal(kind, name))}")
        hit = _hit(source, kept.iri, name, classes)
        if hit:
            found[hit.iri] = hit
    return _sorted(found.values())


def _loosely(name: str, labels: Sequence[Hit], ontology: Path) -> list[Hit]:
    """Things with a label that is `name` but for marks, width and case, or else but for an ending of its type."""
    from kg.resolve.identity import Identity

    identity = Identity.load(ontology)
    plain = identity.plain(name)
    spelled = {hit.iri: hit for hit in labels if identity.plain(hit.label) == plain}
    if spelled:
        return _sorted(spelled.values())
    ended = {h.iri: h for h in labels if identity.normal(h.type, h.label) == identity.normal(h.type, plain)}
    return _sorted(ended.values())


def _near(name: str, labels: Iterable[str]) -> list[str]:
    """Labels that hold the name or are held by it, shortest first; then those that look like it."""
    known = sorted(dict.fromkeys(labels), key=lambda label: (len(label), label))
    holding = [label for label in known if name in label or (len(label) > 1 and label in name)]
    alike = difflib.get_close_matches(name, known, n=_NEAR, cutoff=_ALIKE)
    return list(dict.fromkeys([*holding[:_NEAR], *alike]))[:_NEAR]


def _sorted(hits: Iterable[Hit]) -> list[Hit]:
    order = {kind: rank for rank, kind in enumerate(NAMED)}
    return sorted(hits, key=lambda hit: (order.get(hit.type, len(order)), hit.name, hit.iri))
