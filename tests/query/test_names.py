from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.export.vocabulary import ONTOLOGY, PREFIXES
from kg.query import Ambiguous, Source, Unknown, find, find_one


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("太原市", "place/山西省/太原市"),
        ("太原", "place/山西省/太原市"),
        ("place/山西省/太原市", "place/山西省/太原市"),
        ("<place/山西省/太原市>", "place/山西省/太原市"),
        ("https://w3id.org/kg-report/id/place/山西省/太原市", "place/山西省/太原市"),
        ("东水西调工程", "project/东水西调"),
        ("东水西调", "project/东水西调"),
        ("《东水西调》 工程", "project/东水西调"),
        ("山某装备集团", "company/山某装备"),
        ("某某重工", "company/山某装备"),
        ("氢能", "industry/氢能"),
        ("GDP", "indicator/地区生产总值"),
        ("太原市2030年政府工作报告", "report/山西省/太原市/2030"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(source: Source, name: str, found: str) -> None:
    assert [source.shorten(hit.iri) for hit in find(source, name)] == [found]


def test_a_replaced_iri_gives_what_replaced_it(source: Source) -> None:
    assert find_one(source, "company/某某重工").iri == find_one(source, "山某装备集团").iri


def test_classes_narrow_the_search(source: Source) -> None:
    with pytest.raises(Unknown):
        find(source, "太原市", ("Project",))


def test_what_is_unknown_gets_names_like_it(source: Source) -> None:
    with pytest.raises(Unknown) as caught:
        find(source, "东水西调二期")
    assert any("东水西调" in name for name in caught.value.near)
    assert "\n" not in str(caught.value)


def test_several_things_with_a_name_are_told_apart(panel_source: Source) -> None:
    hits = find(panel_source, "地区生产总值增长9%", ("Goal",))
    assert len(hits) == 1
    many = find(panel_source, "地区生产总值", ("Indicator", "Goal"))
    assert [hit.type for hit in many] == ["Indicator"]


def test_one_thing_is_wanted_where_there_are_two(source: Source) -> None:
    store = ox.Store()
    for local in ("a", "b"):
        node = ox.NamedNode(source.base + local)
        store.add(ox.Quad(node, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(f"{ONTOLOGY}Project")))
        store.add(ox.Quad(node, ox.NamedNode(PREFIXES["skos"] + "prefLabel"), ox.Literal("中心公园", language="zh")))
    two = Source(store=store, base=source.base, prefixes=source.prefixes)
    assert [hit.iri for hit in find(two, "中心公园")] == [source.base + "a", source.base + "b"]
    with pytest.raises(Ambiguous, match=r"a \(Project\), b \(Project\)"):
        find_one(two, "中心公园")
