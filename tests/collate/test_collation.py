"""Witnesses of one report: what stands at one place is one thing, under its best name, with the evidence of all."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kg.divisions import Divisions
from kg.model import Entity, Extraction, Knowledge, Subject
from kg.ontology import default_folder
from kg.resolve import Identity, resolve
from tests.resolve.factory import DATONG, JINBEI, Known, Mark, document, project, target

#: Sentences around a name, so that passages can be recognised.
BEFORE = "今年我们要坚持稳中求进工作总基调，统筹推进重点领域改革，着力抓好以下几项工作。加快建设"
BETWEEN = "，完善城市功能，提升治理水平，让群众有更多获得感。同时，围绕产业转型升级的总体部署，全力推进"
AFTER = "等工程，确保按期完成年度建设任务。"


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return Divisions.load(default_folder() / "gazetteer")


def read(divisions: Divisions, *documents: Extraction) -> Knowledge:
    known = Known(divisions=divisions, names=(("Place", "青石岭", "青石岭", ""),))
    return resolve(documents, gazetteer=known, identity=Identity.load(default_folder()))


def witness(one: str, other: str, name: str, *more: Mark, subject: Subject = JINBEI, column: int = 0) -> Extraction:
    raw = BEFORE + one + BETWEEN + other + AFTER + "".join(mark.text for mark in more)
    if column:
        raw = "\n".join(raw[at : at + column] for at in range(0, len(raw), column))
        inside = {
            text: next(
                raw[a:b]
                for a in range(len(raw))
                for b in range(a + len(text), a + len(text) + 3)
                if "".join(raw[a:b].split()) == text
            )
            for text in (one, other)
        }
        one, other = inside[one], inside[other]
    return document(raw, [project(one), project(other), *more], name=name, subject=subject)


def projects(knowledge: Knowledge) -> dict[str, Entity]:
    return {entity.name: entity for entity in knowledge.entities if entity.type == "Project"}


def test_a_misread_name_is_one_thing_with_the_evidence_of_both(divisions: Divisions) -> None:
    right = witness("青石岭水库项目", "云杉新材料项目", "a.txt")
    wrong = witness("青右岭水库项目", "云杉新材料项目", "b.txt", column=19)
    knowledge = read(divisions, right, wrong)
    found = projects(knowledge)
    assert set(found) == {"青石岭水库项目", "云杉新材料项目"}
    assert found["青石岭水库项目"].hidden == ("青右岭水库项目",)
    assert [evidence.document for evidence in found["青石岭水库项目"].evidence] == [0, 1]
    (variant,) = knowledge.variants
    assert (variant.chosen, variant.basis, variant.type) == ("青石岭水库项目", "gazetteer", "Project")
    assert [(reading.document, reading.name) for reading in variant.readings] == [
        (0, "青石岭水库项目"),
        (1, "青右岭水库项目"),
    ]
    quoted = ["".join(knowledge.extractions[r.document].raw[a:b] for a, b in r.pieces) for r in variant.readings]
    assert ["".join(words.split()) for words in quoted] == ["青石岭水库项目", "青右岭水库项目"]


def test_the_order_of_documents_does_not_matter(divisions: Divisions) -> None:
    documents = [
        witness("甲乙桥项目", "云杉新材料项目", "a.txt"),
        witness("甲已桥项目", "云杉新材料项目", "b.txt"),
        witness("甲己桥项目", "云衫新材料项目", "c.txt"),
    ]
    expected, *others = [read(divisions, *order) for order in permutations(documents)]
    assert all(other == expected for other in others)
    assert len(projects(expected)) == 2


def test_a_misreading_is_mended_in_the_rest_of_the_report(divisions: Divisions) -> None:
    right = witness("青石岭水库项目", "云杉新材料项目", "a.txt")
    wrong = witness("青右岭水库项目", "云杉新材料项目", "b.txt")
    again = document("年内开工青右岭水库项目。", [project("青右岭水库项目")], name="c.txt")
    assert set(projects(read(divisions, right, wrong, again))) == {"青石岭水库项目", "云杉新材料项目"}


def test_what_both_witnesses_read_elsewhere_is_no_misreading(divisions: Divisions) -> None:
    tail = "，此外还要按照既定方案统筹实施青右岭水库项目"
    marks = [project("青右岭水库项目")]
    first = witness("青石岭水库项目", "云杉新材料项目", "a.txt")
    second = witness("青右岭水库项目", "云杉新材料项目", "b.txt")
    one = document(first.raw + tail, [project("青石岭水库项目"), project("云杉新材料项目"), *marks], name="a.txt")
    other = document(second.raw + tail, [project("云杉新材料项目")], name="b.txt")
    at = other.raw.rindex("青右岭水库项目")
    last = replace(other.mentions[0], text=marks[0].text, name=marks[0].text, pieces=((at, at + 7),))
    first_place = other.raw.index("青右岭水库项目")
    misread = replace(last, pieces=((first_place, first_place + 7),))
    found = projects(read(divisions, one, replace(other, mentions=(misread, *other.mentions, last))))
    assert set(found) == {"青石岭水库项目", "青右岭水库项目", "云杉新材料项目"}


def test_other_reports_are_left_alone(divisions: Divisions) -> None:
    right = witness("青石岭水库项目", "云杉新材料项目", "a.txt")
    elsewhere = witness("青右岭水库项目", "云杉新材料项目", "b.txt", subject=DATONG)
    knowledge = read(divisions, right, elsewhere)
    assert knowledge.variants == ()
    assert {"青石岭水库项目", "青右岭水库项目"} <= set(projects(knowledge))


def test_equal_numbers_are_one_goal_and_unequal_ones_are_told_of(divisions: Divisions) -> None:
    def goals(words: str, value: float, name: str) -> Extraction:
        text = f"，{words}增长{value}%"
        raw = BEFORE + BETWEEN + text + "，继续保持经济运行在合理区间，努力实现质的有效提升和量的合理增长。"
        return document(raw, [target(text[1:], words, value)], name=name)

    same = read(divisions, goals("固定资产投资", 7.5, "a.txt"), goals("固定资户投资", 7.5, "b.txt"))
    assert len([e for e in same.entities if e.type == "Goal"]) == 1
    assert same.variants == ()
    unequal = read(divisions, goals("固定资产投资", 7.5, "a.txt"), goals("固定资产投资", 1.5, "b.txt"))
    assert len([e for e in unequal.entities if e.type == "Goal"]) == 2
    assert [(v.type, v.chosen, v.basis) for v in unequal.variants] == [("Goal", "", "unsettled")]


@pytest.mark.parametrize("subject", [Subject(), Subject(place="太原市", code="140100"), Subject(plan_year=2030)])
def test_a_copy_that_tells_no_place_or_year_is_known_by_its_text(divisions: Divisions, subject: Subject) -> None:
    filling = "".join(f"第{number}项工作是持续改善民生并完成第{number * 7}个社区改造任务。" for number in range(60))
    whole = document(BEFORE + filling, name="a.txt")
    part = document(filling[200:1200], name="b.txt", subject=subject)
    other = document("与此无关的另一篇文字，讲的是别的事情。" * 3, name="c.txt", subject=subject)
    reports = read(divisions, whole, part, other).reports
    assert [len(report.documents) for report in reports if report.place and report.plan_year] == [2]


def test_a_copy_of_another_place_or_year_is_no_witness(divisions: Divisions) -> None:
    filling = "".join(f"第{number}项工作是持续改善民生并完成第{number * 7}个社区改造任务。" for number in range(60))
    for subject in (DATONG, Subject(plan_year=2031), Subject(place="大同市", code="140200")):
        reports = read(
            divisions, document(filling, name="a.txt"), document(filling + "。", name="b.txt", subject=subject)
        ).reports
        assert sorted(len(report.documents) for report in reports) == [1, 1]
