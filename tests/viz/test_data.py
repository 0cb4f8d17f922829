import json

from kg.model import Knowledge
from kg.viz.data import page_data
from kg.viz.vocabulary import Vocabulary
from tests.viz import factory


def data_of(knowledge):
    return page_data(knowledge, Vocabulary.load())


def test_every_reference_leads_to_a_row():
    data = data_of(factory.collection(cities=2, projects=20, companies=6))
    entities, facts, evidence, quotes = (data[table] for table in ("entities", "facts", "evidence", "quotes"))
    assert max(entities["type"]) < len(data["types"])
    assert max(row for rows in entities["evidence"] + facts["evidence"] for row in rows) < len(evidence["quote"])
    assert max(evidence["quote"]) < len(quotes["text"])
    assert max(quotes["document"]) < len(data["documents"]["file"])
    assert set(entities["partOf"]) <= {-1, *range(len(entities["id"]))}
    for predicate, target in zip(facts["predicate"], facts["object"], strict=True):
        name = data["predicates"][predicate][0]
        if name == "stage":
            assert target in data["labels"]["stages"]
        else:
            assert target < len(data["goals" if name == "hasGoal" else "entities"]["evidence"])


def test_tables_have_columns_of_one_length():
    data = data_of(factory.collection(cities=1, projects=8, companies=3))
    for table in ("entities", "facts", "goals", "evidence", "quotes"):
        assert len({len(column) for column in data[table].values()}) == 1, table


def test_marks_of_an_entity_are_its_name():
    data = data_of(factory.collection(cities=2, projects=20, companies=6))
    evidence, quotes = data["evidence"], data["quotes"]
    checked = 0
    for name, rows in zip(data["entities"]["name"], data["entities"]["evidence"], strict=True):
        for row in rows:
            start, end = evidence["marks"][row]
            assert quotes["text"][evidence["quote"][row]][start:end] == name
            checked += 1
    assert checked > 40


def test_a_sentence_stands_in_the_page_once():
    quotes = data_of(factory.collection(cities=1, projects=20, companies=6))["quotes"]
    assert len(set(quotes["text"])) == len(quotes["text"])


def test_an_empty_collection_has_empty_tables():
    data = data_of(Knowledge(extractions=(), reports=(), entities=(), assertions=()))
    assert data["entities"]["id"] == data["facts"]["subject"] == []
    json.dumps(data)
