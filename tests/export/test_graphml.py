from __future__ import annotations

import io

import networkx

from kg.export.graphml import graphml
from kg.graph import to_networkx
from kg.model import Knowledge
from kg.resolve.stages import PREDICATE as STAGE


def test_graphml_reads_back_as_the_same_graph(knowledge: Knowledge) -> None:
    graph = to_networkx(knowledge)
    written = "".join(graphml(graph))
    back = networkx.read_graphml(io.BytesIO(written.encode()))
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    strip = {(s, t, tuple(sorted(data.items()))) for s, t, data in graph.edges(data=True)}
    assert {
        (s, t, tuple(sorted((k, v) for k, v in data.items() if k != "id"))) for s, t, data in back.edges(data=True)
    } == strip


def test_nodes_and_edges_are_those_of_the_collection(knowledge: Knowledge) -> None:
    graph = to_networkx(knowledge, base="")
    things = (
        {e.id for e in knowledge.entities} | {r.id for r in knowledge.reports} | {i for i, _ in knowledge.indicators}
    )
    assert set(graph) == things
    stated = [(s, t) for s, t, data in graph.edges(data=True) if "report" in data]
    assert sorted(stated) == sorted((a.subject, a.object) for a in knowledge.assertions if a.predicate != STAGE)


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    graph = networkx.MultiDiGraph()
    graph.add_node('a&"b', label="x\x00<y>\x0b")
    back = networkx.read_graphml(io.BytesIO("".join(graphml(graph)).encode()))
    assert dict(back.nodes(data=True)) == {'a&"b': {"label": "x\ufffd<y>\ufffd"}}
