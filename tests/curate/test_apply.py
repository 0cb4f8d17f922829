from __future__ import annotations

import rdflib

from kg.export.rdflib_graph import to_rdflib
from kg.export.tables import tables
from kg.export.turtle import turtle
from kg.export.vocabulary import BASE, ONTOLOGY, Vocabulary
from kg.graph import to_networkx
from kg.model import Entity, Knowledge
from kg.ontology import default_folder
from kg.validate import check_shapes
from tests.curate.conftest import Curated

VOCABULARY = Vocabulary.load(default_folder())
SHAPES = default_folder() / "shapes.ttl"
XIAODIAN = "place/山西省/太原市/小店区"
SAME = '[[same]]\nthings = ["company/红星重工", "company/五角星"]\n'
FACT = """
[[fact]]
subject = "project/乙河水库"
predicate = "{}"
object = "{}"
source = "《某报》2030年3月1日"
year = 2030
"""


def entity(knowledge: Knowledge, id_: str) -> Entity:
    return next(e for e in knowledge.entities if e.id == id_)


def ids(knowledge: Knowledge) -> set[str]:
    return {e.id for e in knowledge.entities}


def test_without_entries_nothing_changes(curated: Curated) -> None:
    knowledge, stale = curated("")
    assert {"company/红星重工", "company/五角星"} <= ids(knowledge)
    assert (knowledge.additions, knowledge.dropped, stale) == ((), (), ())


def test_same_makes_one_thing_with_all_facts(curated: Curated) -> None:
    knowledge, _ = curated(SAME)
    kept = entity(knowledge, "company/红星重工")
    assert "company/五角星" not in ids(knowledge)
    assert (kept.aliases, kept.replaces) == (("红星重工",), ("company/五角星",))
    assert kept.because == ("五角星公司 = 红星重工 (curation)",)
    assert {a.report for a in knowledge.assertions if a.subject == kept.id} == {
        "report/山西省/大同市/2030",
        "report/山西省/太原市/2030",
    }


def test_not_same_outweighs_every_rule(curated: Curated) -> None:
    joined, _ = curated("")
    assert "project/太绥高铁" not in ids(joined)
    knowledge, stale = curated('[[not_same]]\nthings = ["project/太绥高速铁路", "project/太绥高铁"]\n')
    assert {"project/太绥高速铁路", "project/太绥高铁"} <= ids(knowledge)
    assert stale == ()


def test_name_is_preferred_and_the_others_stay(curated: Curated) -> None:
    knowledge, _ = curated(f'{SAME}[[name]]\nthing = "company/五角星"\nname = "红星集团"\n')
    kept = entity(knowledge, "company/五角星")
    assert kept.replaces == ("company/红星重工",)
    assert (kept.name, set(kept.aliases)) == ("红星集团", {"红星重工", "五角星公司"})


def test_type_moves_the_thing_and_drops_what_cannot_hold(curated: Curated) -> None:
    knowledge, stale = curated('[[type]]\nthing = "company/红星重工"\ntype = "Industry"\n')
    moved = entity(knowledge, "industry/红星重工")
    assert (moved.type, moved.replaces, stale) == ("Industry", ("company/红星重工",), ())
    assert not [a for a in knowledge.assertions if a.subject == moved.id and a.predicate == "participatesIn"]


def test_drop_takes_out_the_thing_and_all_said_of_it(curated: Curated) -> None:
    knowledge, stale = curated('[[drop]]\nthing = "project/甲河大桥"\n')
    assert (knowledge.dropped, stale) == (("project/甲河大桥",), ())
    assert "project/甲河大桥" not in ids(knowledge)
    assert not [a for a in knowledge.assertions if "甲河大桥" in a.subject + a.object]


def test_facts_stand_in_the_graph_with_their_source(curated: Curated) -> None:
    knowledge, stale = curated(FACT.format("locatedIn", XIAODIAN) + FACT.format("stage", "operating"))
    reservoir = entity(knowledge, "project/乙河水库")
    assert stale == ()
    assert (reservoir.in_city, reservoir.location_basis) == ("place/山西省/太原市", "stated")
    assert (reservoir.stage, reservoir.stage_year) == ("operating", 2030)
    graph = to_rdflib(knowledge)
    subject, located = rdflib.URIRef(f"{BASE}project/乙河水库"), rdflib.URIRef(ONTOLOGY + "locatedIn")
    assert (subject, located, rdflib.URIRef(f"{BASE}place/山西省/太原市/小店区")) in graph
    sources = set(graph.objects(predicate=rdflib.DCTERMS.source))
    assert sources == {rdflib.Literal("《某报》2030年3月1日")}


def test_the_curated_graph_conforms(curated: Curated) -> None:
    import pyoxigraph as ox

    knowledge, _ = curated(FACT.format("locatedIn", XIAODIAN) + FACT.format("stage", "operating") + SAME)
    text = "".join(turtle(knowledge, VOCABULARY))
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    assert list(check_shapes(quads, SHAPES)) == []
    bare = [quad for quad in quads if not quad.predicate.value.endswith("wasDerivedFrom")]
    assert any(
        "curation file" in violation.message for violation in check_shapes(bare, default_folder() / "shapes.ttl")
    )


def test_facts_stand_in_the_table_and_the_network(curated: Curated) -> None:
    knowledge, _ = curated(FACT.format("locatedIn", XIAODIAN))
    relations = dict(tables(knowledge, VOCABULARY))["relations.csv"]
    (row,) = [line for line in relations.splitlines() if "《某报》" in line]
    assert "curation.toml" in row
    edges = to_networkx(knowledge).edges(data=True)
    assert [data["source"] for *_, data in edges if data.get("rule") == "curation"] == ["《某报》2030年3月1日"]


def test_cooperation_is_added_both_ways(curated: Curated) -> None:
    text = FACT.format("cooperatesWith", "company/五角星").replace("project/乙河水库", "company/红星重工")
    knowledge, _ = curated(text)
    graph = to_rdflib(knowledge)
    pairs = set(graph.subject_objects(rdflib.URIRef(ONTOLOGY + "cooperatesWith")))
    one, other = (rdflib.URIRef(f"{BASE}company/{name}") for name in ("红星重工", "五角星"))
    assert pairs == {(one, other), (other, one)}


def test_entries_without_effect_are_told(curated: Curated) -> None:
    _, stale = curated(
        '[[same]]\nthings = ["company/红星重工", "company/没有"]\n[[drop]]\nthing = "project/也没有"\n'
        + FACT.format("belongsTo", "company/红星重工")
    )
    assert stale[0] == "[[same]] 1: no report names company/没有"
    assert stale[1] == "[[drop]] 1: no report names project/也没有"
    assert stale[2].endswith("no belongsTo from Project to Company")


def test_a_stale_pair_changes_nothing(curated: Curated) -> None:
    knowledge, _ = curated('[[same]]\nthings = ["company/红星重工", "company/没有的长长的名称"]\n')
    assert ids(knowledge) == ids(curated("")[0])


def test_a_fact_follows_what_its_things_became(curated: Curated) -> None:
    text = FACT.format("participatesIn", "project/乙河水库").replace(
        'subject = "project/乙河水库"', 'subject = "company/五角星"'
    )
    knowledge, stale = curated(SAME + text)
    assert stale == ()
    assert [fact.subject for fact in knowledge.additions] == ["company/红星重工"]


def test_a_name_of_a_division_joins_it_and_two_divisions_stay(curated: Curated) -> None:
    joined = f'[[same]]\nthings = ["project/乙河水库", "{XIAODIAN}"]\n'
    knowledge, stale = curated(joined)
    xiaodian = entity(knowledge, XIAODIAN)
    assert (xiaodian.type, xiaodian.code, xiaodian.part_of, stale) == ("Place", "140105", "place/山西省/太原市", ())
    assert "place/山西省" in ids(knowledge)
    knowledge, stale = curated('[[same]]\nthings = ["place/山西省/太原市/小店区", "place/山西省/大同市"]\n')
    assert {XIAODIAN, "place/山西省/大同市"} <= ids(knowledge)
    assert len(stale) == 1


def test_a_division_stays_a_place(curated: Curated) -> None:
    knowledge, stale = curated(f'[[type]]\nthing = "{XIAODIAN}"\ntype = "Project"\n')
    assert entity(knowledge, XIAODIAN).type == "Place"
    assert stale == (f"[[type]] {XIAODIAN}: a division stays a place",)


def test_same_of_two_types_drops_what_cannot_hold(curated: Curated) -> None:
    import pyoxigraph as ox

    knowledge, _ = curated('[[same]]\nthings = ["company/红星重工", "project/甲河大桥"]\n')
    text = "".join(turtle(knowledge, VOCABULARY))
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    assert list(check_shapes(quads, SHAPES)) == []
