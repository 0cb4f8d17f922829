"""Checks of an exported graph: its shapes (SHACL), and its evidence against the documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg.errors import GraphError, OntologyError, Unreadable
from kg.export.vocabulary import ONTOLOGY, PREFIXES
from kg.ontology import default_folder

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

Check = Literal["shape", "evidence"]
_SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A thing of the graph that is not as it must be, and what is wrong with it."""

    check: Check
    node: str
    message: str


def validate(graph: Path, *, documents: Path | None = None, ontology: Path | None = None) -> tuple[Violation, ...]:
    """All violations of an exported graph, sorted. With `documents`, a folder, the files are read again.

    Raises GraphError where the graph cannot be read.
    """
    folder = ontology or default_folder()
    quads = _parse(graph)
    found = [*check_shapes(quads, folder / "shapes.ttl"), *check_evidence(quads, documents, folder)]
    return tuple(sorted(found, key=lambda violation: (violation.check, violation.node, violation.message)))


def check_shapes(quads: Sequence[ox.Quad], shapes: Path) -> Iterator[Violation]:
    """Violations of the SHACL shapes."""
    import pyshacl
    import rdflib

    conforms, results, _ = pyshacl.validate(
        _to_rdflib(quads), shacl_graph=_read_shapes(shapes), inference="none", inplace=True
    )
    if conforms:
        return
    sh = rdflib.Namespace(_SHACL)
    for result in results.subjects(rdflib.RDF.type, sh.ValidationResult):
        path = results.value(result, sh.resultPath)
        message = min(map(str, results.objects(result, sh.resultMessage)), default="")
        yield Violation(
            check="shape",
            node=str(results.value(result, sh.focusNode)),
            message=f"{_short(path)}: {message}" if isinstance(path, rdflib.URIRef) else message,
        )


def check_evidence(quads: Iterable[ox.Quad], documents: Path | None, ontology: Path) -> Iterator[Violation]:
    """Evidence whose length is not that of its words, or that does not stand in its document."""
    stretches, hashes = _evidence(quads)
    texts = dict(_texts(documents, set(hashes.values()), ontology)) if documents else None
    if texts is not None:
        for document, sha256 in hashes.items():
            if sha256 not in texts:
                yield Violation(check="evidence", node=document, message="its file is not among the documents")
    for node, stretch in stretches.items():
        message = _wrong(stretch, texts.get(hashes.get(stretch.document, "")) if texts else None)
        if message:
            yield Violation(check="evidence", node=node, message=message)


@dataclass(slots=True)
class _Stretch:
    document: str = ""
    start: int = -1
    end: int = -1
    exact: str = ""


def _evidence(quads: Iterable[ox.Quad]) -> tuple[dict[str, _Stretch], dict[str, str]]:
    """All pieces of evidence by IRI, and the hash of each document by IRI; a curation file is no document."""
    import pyoxigraph as ox

    oa = PREFIXES["oa"]
    stretches: dict[str, _Stretch] = {}
    hashes: dict[str, str] = {}
    curations: set[str] = set()
    for quad in quads:
        if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
            continue
        predicate, subject, value = quad.predicate.value, quad.subject.value, quad.object.value
        if value == f"{ONTOLOGY}Curation":
            curations.add(subject)
        elif predicate == f"{ONTOLOGY}sha256":
            hashes[subject] = value
        elif predicate == f"{ONTOLOGY}document":
            stretches.setdefault(subject, _Stretch()).document = value
        elif predicate == f"{oa}start":
            stretches.setdefault(subject, _Stretch()).start = int(value)
        elif predicate == f"{oa}end":
            stretches.setdefault(subject, _Stretch()).end = int(value)
        elif predicate == f"{oa}exact":
            stretches.setdefault(subject, _Stretch()).exact = value
    return stretches, {document: sha256 for document, sha256 in hashes.items() if document not in curations}


def _wrong(stretch: _Stretch, text: str | None) -> str | None:
    """What is wrong with a piece of evidence, by itself and in the text of its document where that is known."""
    if len(stretch.exact) != stretch.end - stretch.start:
        return f"{stretch.end - stretch.start} characters by its position, {len(stretch.exact)} by its words"
    if text is None:
        return None
    there = text[stretch.start : stretch.end]
    return None if there == stretch.exact else f"the document has {there!r} there, not {stretch.exact!r}"


def _texts(documents: Path, wanted: set[str], ontology: Path) -> Iterator[tuple[str, str]]:
    """Hash and decoded text of the files under `documents` that the graph was made from."""
    from kg.read import find_documents, read_page

    for path in find_documents([documents]):
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        if sha256 in wanted:
            try:
                yield sha256, read_page(path, ontology).raw
            except Unreadable:
                continue


def _parse(graph: Path) -> list[ox.Quad]:
    import pyoxigraph as ox

    try:
        return list(ox.parse(path=str(graph), format=ox.RdfFormat.TURTLE))
    except FileNotFoundError:
        raise GraphError(f"{graph}: does not exist; kg build makes it") from None
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{graph}: no readable Turtle ({error})") from None


def _to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The triples in rdflib: parsing with pyoxigraph and copying is several times faster than rdflib's own parser."""
    import pyoxigraph as ox
    import rdflib

    string = f"{PREFIXES['xsd']}string"

    @cache
    def resource(iri: str) -> rdflib.URIRef:
        return rdflib.URIRef(iri)

    def term(value: object) -> rdflib.term.Node:
        if isinstance(value, ox.NamedNode):
            return resource(value.value)
        if isinstance(value, ox.Literal):
            datatype = None if value.language or value.datatype.value == string else resource(value.datatype.value)
            return rdflib.Literal(value.value, lang=value.language, datatype=datatype, normalize=False)
        if isinstance(value, ox.BlankNode):
            return rdflib.BNode(value.value)
        raise GraphError(f"{value}: quoted triples are not used in this graph")

    graph = rdflib.Graph()
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def _read_shapes(path: Path) -> rdflib.Graph:
    """The shapes, with the targets of a node shape on its property shapes.

    It means the same; but pyshacl then checks a property of all nodes at once, which takes a third of the time.
    """
    import rdflib

    try:
        shapes = rdflib.Graph().parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: {error}") from error
    sh = rdflib.Namespace(_SHACL)
    for node, constraint in list(shapes.subject_objects(sh.property)):
        shapes.remove((node, sh.property, constraint))
        shapes.add((constraint, rdflib.RDF.type, sh.PropertyShape))
        for predicate in (sh.targetClass, sh.targetSubjectsOf):
            for target in shapes.objects(node, predicate):
                shapes.add((constraint, predicate, target))
    return shapes


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
