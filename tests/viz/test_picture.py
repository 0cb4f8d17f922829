from kg.model import Entity, Knowledge
from kg.viz.picture import homes, named_entities, picture
from tests.viz import factory


def test_goals_are_not_drawn():
    knowledge = factory.collection(cities=1, projects=10, companies=4)
    names = {entity.type for entity in named_entities(knowledge)}
    assert "Goal" in {entity.type for entity in knowledge.entities}
    assert "Goal" not in names
    assert len(picture(knowledge).nodes) == len(named_entities(knowledge))


def test_of_too_many_the_best_connected_are_drawn():
    knowledge = factory.collection(cities=2, projects=30, companies=10)
    whole, part = picture(knowledge), picture(knowledge, limit=20)
    sizes = {node.entity: node.radius for node in whole.nodes}
    chosen = [sizes[node.entity] for node in part.nodes]
    left_out = [size for entity, size in sizes.items() if entity not in {node.entity for node in part.nodes}]
    assert len(part.nodes) == 20
    assert min(chosen) >= max(left_out)


def test_links_join_drawn_nodes_once():
    drawing = picture(factory.collection(cities=2, projects=30, companies=10), limit=50)
    drawn = {node.entity for node in drawing.nodes}
    pairs = [frozenset((link.source, link.target)) for link in drawing.links]
    assert all(pair <= drawn for pair in pairs)
    assert len(set(pairs)) == len(pairs)


def test_what_nothing_is_said_of_hangs_on_its_city():
    city = Entity(id="place/岚州市", type="Place", name="岚州市")
    school = Entity(id="institution/岚州一中", type="Institution", name="岚州一中", in_city=city.id)
    drawing = picture(Knowledge(extractions=(), reports=(), entities=(school, city), assertions=()))
    assert [(link.source, link.target, link.derived) for link in drawing.links] == [(0, 1, True)]


def test_what_one_report_tells_is_drawn_with_its_place_and_what_several_tell_in_common():
    knowledge = factory.collection(cities=3, projects=20, companies=6)
    entities = named_entities(knowledge)
    found = dict(zip([entity.id for entity in entities], homes(knowledge, entities, []), strict=True))
    assert found["place/岚州市"] == found["place/岚东郭区"] == found["institution/岚州理工大学"] == "place/岚州市"
    assert found["place/云岭省"] == ""
    several = [entity.id for entity in entities if entity.type == "Industry" and len(entity.reports) > 1]
    assert several
    assert {found[id_] for id_ in several} == {""}
