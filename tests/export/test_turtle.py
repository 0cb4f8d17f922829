from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.export.rdflib_graph import to_rdflib
from kg.export.terms import Literal, text
from kg.export.triples import blocks
from kg.export.turtle import _block, turtle
from kg.export.vocabulary import BASE, ONTOLOGY, Vocabulary
from kg.model import Knowledge

KG = rdflib.Namespace(ONTOLOGY)
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
SKOS = rdflib.SKOS


@pytest.fixture(scope="module")
def graph(knowledge: Knowledge, vocabulary: Vocabulary) -> rdflib.Graph:
    return rdflib.Graph().parse(data="".join(turtle(knowledge, vocabulary)), format="turtle")


def test_turtle_is_the_graph_that_rdflib_builds(knowledge: Knowledge, graph: rdflib.Graph) -> None:
    assert set(graph) == set(to_rdflib(knowledge))


def test_rapper_reads_the_same_triples(
    knowledge: Knowledge, vocabulary: Vocabulary, graph: rdflib.Graph, tmp_path: Path
) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is not installed")
    path = tmp_path / "graph.ttl"
    path.write_text("".join(turtle(knowledge, vocabulary)), encoding="utf-8")
    done = subprocess.run([rapper, "-q", "-i", "turtle", "-o", "ntriples", path], capture_output=True, check=True)
    assert set(rdflib.Graph().parse(data=done.stdout, format="nt")) == set(graph)


def test_base_moves_things_and_leaves_the_vocabulary(knowledge: Knowledge, vocabulary: Vocabulary) -> None:
    moved = "".join(turtle(knowledge, vocabulary, base="https://example.org/data/"))
    graph = rdflib.Graph().parse(data=moved, format="turtle")
    assert (rdflib.URIRef("https://example.org/data/place/山西省"), rdflib.RDF.type, KG.Province) in graph
    assert BASE not in moved


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_survives(value: str) -> None:
    written = f"@prefix kg: <{ONTOLOGY}> .\n" + _block(
        ("kg:a", [("kg:b", text(value)), ("kg:c", Literal(value, "zh"))])
    )
    graph = rdflib.Graph().parse(data=written, format="turtle")
    assert {str(o) for o in graph.objects()} == {value}


def test_each_subject_and_each_pair_stands_once(knowledge: Knowledge, vocabulary: Vocabulary) -> None:
    all_blocks = list(blocks(knowledge, vocabulary))
    assert len({subject for subject, _ in all_blocks}) == len(all_blocks)
    assert all(len(set(pairs)) == len(pairs) for _, pairs in all_blocks)


def test_things_have_their_superclasses_and_one_label(graph: rdflib.Graph) -> None:
    for narrow, wide in ((KG.City, KG.Place), (KG.QuantitativeGoal, KG.Goal), (KG.RelativeGoal, KG.Goal)):
        things = set(graph.subjects(rdflib.RDF.type, narrow))
        assert things
        assert things <= set(graph.subjects(rdflib.RDF.type, wide))
    for kind in (KG.Project, KG.Place, KG.Goal, KG.Indicator, KG.Report, KG.Document):
        for thing in graph.subjects(rdflib.RDF.type, kind):
            assert len(list(graph.objects(thing, SKOS.prefLabel))) == 1


def test_stated_triples_have_assertions_with_evidence(graph: rdflib.Graph) -> None:
    stated = {
        (s, p, o)
        for p in (KG.locatedIn, KG.participatesIn, KG.belongsTo, KG.hasGoal, KG.cooperatesWith, KG.stage)
        for s, o in graph.subject_objects(p)
    }
    asserted = set()
    for node in graph.subjects(rdflib.RDF.type, KG.Assertion):
        parts = (graph.value(node, p) for p in (rdflib.RDF.subject, rdflib.RDF.predicate, rdflib.RDF.object))
        asserted.add(tuple(parts))
        assert (node, KG.evidence, None) in graph
    assert {p for _, p, _ in stated} == {
        *(KG.locatedIn, KG.participatesIn, KG.belongsTo, KG.hasGoal, KG.cooperatesWith, KG.stage)
    }
    assert stated <= asserted


def test_evidence_quotes_the_document(knowledge: Knowledge, graph: rdflib.Graph) -> None:
    raw = {document.sha256: document.raw for document in knowledge.extractions}
    found = list(graph.subjects(rdflib.RDF.type, KG.Evidence))
    assert found
    for node in found:
        document = graph.value(node, KG.document)
        text_ = raw[str(graph.value(document, KG.sha256))]
        start, end = int(graph.value(node, OA.start)), int(graph.value(node, OA.end))  # type: ignore[arg-type]
        assert str(graph.value(node, OA.exact)) == text_[start:end]
        sentences = list(graph.objects(node, KG.sentence))
        assert sentences or (node, KG.part, None) in graph
        assert all((sentence, KG.part, None) in graph for sentence in sentences)


def test_merged_names_point_at_what_replaced_them(graph: rdflib.Graph) -> None:
    old, kept = rdflib.URIRef(f"{BASE}company/某某重工"), rdflib.URIRef(f"{BASE}company/山某装备")
    assert set(graph.predicate_objects(old)) == {(rdflib.DCTERMS.isReplacedBy, kept)}
    assert (kept, KG.mergeReason, None) in graph


def test_units_are_in_qudt_or_defined(graph: rdflib.Graph) -> None:
    qudt = rdflib.Namespace("http://qudt.org/schema/qudt/")
    units = set(graph.objects(None, qudt.hasUnit))
    ours = {unit for unit in units if str(unit).startswith(BASE)}
    assert rdflib.URIRef("http://qudt.org/vocab/unit/PERCENT") in units
    assert ours
    assert all((unit, qudt.conversionMultiplier, None) in graph for unit in ours)


def test_all_terms_of_the_graph_are_in_the_ontology(graph: rdflib.Graph, vocabulary: Vocabulary) -> None:
    used = {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef)}
    used |= {rdflib.URIRef(literal.datatype) for literal in graph.objects() if getattr(literal, "datatype", None)}
    ours = {str(term).removeprefix(ONTOLOGY) for term in used if str(term).startswith(ONTOLOGY)}
    assert ours <= set(vocabulary.labels)
