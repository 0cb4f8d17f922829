from __future__ import annotations

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from kg.export.vocabulary import ONTOLOGY, Vocabulary
from kg.ontology import default_folder
from kg.resolve.stages import ORDER

KG = rdflib.Namespace(ONTOLOGY)


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(default_folder() / "kg.ttl", format="turtle")


def test_every_term_has_label_and_definition_in_both_languages(ontology: rdflib.Graph) -> None:
    terms = {s for s in ontology.subjects(RDF.type) if str(s).startswith(ONTOLOGY)}
    assert len(terms) > 50
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition):
            assert {o.language for o in ontology.objects(term, predicate)} == {"zh", "en"}, term  # type: ignore[attr-defined]


def test_labels_tell_terms_apart(ontology: rdflib.Graph) -> None:
    for language in ("zh", "en"):
        for kind in (OWL.Class, OWL.ObjectProperty):
            labels = [
                str(label)
                for term in ontology.subjects(RDF.type, kind)
                for label in ontology.objects(term, RDFS.label)
                if label.language == language  # type: ignore[attr-defined]
            ]
            assert len(set(labels)) == len(labels)


def test_every_term_used_is_declared(ontology: rdflib.Graph) -> None:
    used = {t for triple in ontology for t in triple if isinstance(t, rdflib.URIRef) and str(t).startswith(ONTOLOGY)}
    assert used <= set(ontology.subjects(RDF.type))


def test_shapes_speak_of_declared_terms(ontology: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(default_folder() / "shapes.ttl", format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    used = {o for p in (sh.path, sh["class"], sh.targetClass, sh.targetSubjectsOf) for o in shapes.objects(None, p)}
    ours = {term for term in used if str(term).startswith(ONTOLOGY)}
    assert ours
    assert ours <= set(ontology.subjects(RDF.type))
    targets = set(shapes.objects(None, sh.targetClass))
    assert {KG.Project, KG.Place, KG.Goal, KG.Report, KG.Document, KG.Evidence, KG.Assertion} <= targets


def test_stages_are_those_of_the_program(ontology: rdflib.Graph) -> None:
    values = ontology.value(ontology.value(KG.stage, RDFS.range), OWL.oneOf)
    assert values is not None
    assert [str(v) for v in ontology.items(values)] == list(ORDER)


def test_superclasses_are_found_transitively() -> None:
    classes = Vocabulary.load(default_folder()).classes
    assert classes["City"] == ("City", "Place")
    assert classes["QuantitativeGoal"] == ("QuantitativeGoal", "Goal")
