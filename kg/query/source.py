"""An exported graph as a thing to ask: its triples, and the namespaces that its file names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.export.vocabulary import BASE, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

    Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

SKOS = PREFIXES["skos"]
_RDF_TYPE = PREFIXES["rdf"] + "type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A graph in memory; `base` is the namespace of its things, `prefixes` are those of its file."""

    store: pyoxigraph.Store
    base: str
    prefixes: Mapping[str, str]

    def shorten(self, iri: str) -> str:
        """An IRI for people: `project/太绥高铁` in the base, `kg:Project` in a known prefix, the whole in `<>` else."""
        if iri.startswith(self.base):
            return iri.removeprefix(self.base)
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return f"<{iri}>"

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """The objects of two IRIs, in the order of their written form."""
        import pyoxigraph as ox

        quads = self.store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
        return sorted((quad.object for quad in quads), key=str)

    def subjects(self, predicate: str, value: Term) -> list[str]:
        """The IRIs that have `value` under `predicate`, sorted."""
        import pyoxigraph as ox

        quads = self.store.quads_for_pattern(None, ox.NamedNode(predicate), value)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def instances(self, local: str) -> list[str]:
        """The IRIs of the class `kg:local`, sorted."""
        import pyoxigraph as ox

        return self.subjects(_RDF_TYPE, ox.NamedNode(ONTOLOGY + local))

    def describe(self, iri: str) -> Description:
        """Everything that the graph says of an IRI."""
        import pyoxigraph as ox

        found: dict[str, list[Term]] = {}
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None):
            found.setdefault(quad.predicate.value, []).append(quad.object)
        return Description(iri=iri, values={key: sorted(found[key], key=str) for key in sorted(found)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The triples of one subject, by predicate. Predicates are named `kg:value`, or by their local name in `kg:`."""

    iri: str
    values: Mapping[str, list[Term]]

    def terms(self, name: str) -> list[Term]:
        """The objects of a predicate, sorted."""
        return self.values.get(_expand(name), [])

    def texts(self, name: str) -> list[str]:
        """The objects of a predicate as text: the value of a literal, the IRI of a thing."""
        return list(_texts(self.terms(name)))

    def text(self, name: str) -> str | None:
        """The first object of a predicate as text."""
        return next(_texts(self.terms(name)), None)

    def integer(self, name: str) -> int | None:
        """The first object of a predicate as a whole number."""
        found = self.text(name)
        return int(found) if found is not None else None

    @property
    def name(self) -> str:
        """Its preferred label, or its IRI where it has none."""
        return self.text("skos:prefLabel") or self.iri

    @property
    def classes(self) -> list[str]:
        """Local names of its classes in `kg:`."""
        return [t.removeprefix(ONTOLOGY) for t in self.texts("rdf:type") if t.startswith(ONTOLOGY)]


def _expand(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon else ONTOLOGY + name


def _texts(terms: list[Term]) -> Iterator[str]:
    return (term.value for term in terms if hasattr(term, "value"))


def open_source(path: Path) -> Source:
    """Reads an exported graph. Raises GraphError where that cannot be done."""
    import pyoxigraph as ox

    from kg.store import load

    store = load(path)
    head = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    next(head, None)
    return Source(store=store, base=head.base_iri or BASE, prefixes={**PREFIXES, **head.prefixes})
