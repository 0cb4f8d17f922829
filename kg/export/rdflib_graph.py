"""The same graph in rdflib, for people who work on from there, and as a check on the Turtle writer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.export.terms import Literal, Term
from kg.export.triples import blocks
from kg.export.vocabulary import BASE, PREFIXES, Vocabulary
from kg.model import Knowledge

if TYPE_CHECKING:
    import rdflib


def to_rdflib(knowledge: Knowledge, *, base: str = BASE, ontology: Path | None = None) -> rdflib.Graph:
    """The graph of a collection in rdflib. `ontology` is the folder with `kg.ttl`, by default the installed one."""
    import rdflib

    from kg.ontology import default_folder

    vocabulary = Vocabulary.load(ontology or default_folder())
    datatypes = {"integer": rdflib.XSD.integer, "decimal": rdflib.XSD.decimal}

    def resource(id_: str) -> rdflib.URIRef:
        prefix, colon, local = id_.partition(":")
        return rdflib.URIRef(PREFIXES[prefix] + local if colon else base + id_)

    def term(value: Term) -> rdflib.URIRef | rdflib.Literal:
        if not isinstance(value, Literal):
            return resource(value)
        if value.kind in datatypes:
            return rdflib.Literal(value.value, datatype=datatypes[value.kind])
        return rdflib.Literal(value.value, lang=None if value.kind == "text" else value.kind)

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for subject, pairs in blocks(knowledge, vocabulary):
        node = resource(subject)
        for predicate, value in pairs:
            graph.add((node, resource(predicate), term(value)))
    return graph
