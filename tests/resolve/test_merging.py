from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.divisions import Divisions
from kg.model import Extraction, Knowledge, Subject
from kg.ontology import default_folder
from kg.resolve import Identity, resolve
from kg.resolve.prefixes import Prefixes
from tests.resolve.factory import DATONG, JINBEI, SHANXI, Known, Mark, document

RULES = Identity.load(default_folder())
DIVISIONS = Divisions.load(default_folder() / "gazetteer")
KNOWN = Known(divisions=DIVISIONS, names=(("Company", "晋某", "山某能源集团", ""),))
SHAANXI = Subject(place="陕西省", code="610000", level="province", plan_year=2030, review_year=2029)
QINGHAI = Subject(place="青海省", code="630000", level="province", plan_year=2030, review_year=2029)

NAMES = [
    ("Project", "太原至绥德高速铁路"),
    ("Project", "太绥高铁"),
    ("Project", "太绥高速铁路"),
    ("Project", "轨道交通1号线一期"),
    ("Project", "地铁一号线一期"),
    ("Project", "地铁一号线二期"),
    ("Project", "西宁至成都铁路"),
    ("Project", "西安至成都铁路"),
    ("Project", "西成铁路"),
    ("Company", "晋某"),
    ("Company", "太原重型机械集团"),
    ("Company", "太重"),
    ("Company", "山西文旅集团"),
    ("Company", "文旅集团"),
    ("Place", "综改示范区"),
    ("Place", "山西综改示范区"),
]


def report(names: Sequence[tuple[str, str]], subject: Subject, name: str = "r.txt") -> Extraction:
    marks = [Mark(type=kind, text=text, subtype="Zone" if kind == "Place" else None) for kind, text in names]
    return document("、".join(text for _, text in names) + "。", marks, name=name, subject=subject)


def resolved(*documents: Extraction) -> Knowledge:
    return resolve(documents, gazetteer=KNOWN, identity=RULES)


def groups(knowledge: Knowledge) -> set[frozenset[str]]:
    return {frozenset((e.name, *e.aliases)) for e in knowledge.entities if e.evidence}


def test_a_short_name_that_two_things_may_have_joins_neither() -> None:
    knowledge = resolved(
        report([("Project", "西宁至成都铁路"), ("Project", "西成铁路"), ("Project", "西安至成都铁路")], QINGHAI)
    )
    assert len(groups(knowledge)) == 3
    open_ = {(d.left_name, d.right_name) for d in knowledge.doubts if not d.merged}
    assert open_ == {("西成铁路", "西宁至成都铁路"), ("西成铁路", "西安至成都铁路")}


def test_a_short_name_of_another_province_joins_nothing() -> None:
    knowledge = resolved(
        report([("Project", "太原至绥德高铁")], SHANXI), report([("Project", "太绥高铁")], QINGHAI, "b.txt")
    )
    assert len(groups(knowledge)) == 2


def test_two_places_in_front_keep_names_apart_through_a_third() -> None:
    names = [("Company", "大同红星"), ("Company", "红星集团"), ("Company", "太原红星")]
    knowledge = resolved(report(names, SHANXI))
    assert not any({"大同红星", "太原红星"} <= group for group in groups(knowledge))


def test_the_gazetteer_does_not_join_two_places() -> None:
    known = Known(divisions=DIVISIONS, names=(("Company", "大同石化", "太原石化", ""),))
    documents = [report([("Company", "大同石化"), ("Company", "太原石化")], SHANXI)]
    knowledge = resolve(documents, gazetteer=known, identity=RULES)
    assert len(groups(knowledge)) == 2


def test_companies_that_every_province_has_belong_to_theirs() -> None:
    knowledge = resolved(
        report([("Company", "文旅集团"), ("Company", "山西文旅集团")], SHANXI),
        report([("Company", "文旅集团")], SHAANXI, "b.txt"),
    )
    assert groups(knowledge) == {frozenset({"文旅集团", "山西文旅集团"}), frozenset({"文旅集团"})}


def test_the_full_name_is_kept_and_the_other_replaced() -> None:
    knowledge = resolved(report([("Project", "太绥高铁"), ("Project", "太原至绥德高速铁路")], JINBEI))
    (railway,) = [e for e in knowledge.entities if e.type == "Project"]
    assert railway.id == "project/太原至绥德高速铁路"
    assert railway.replaces == ("project/太绥高铁",)
    assert railway.because == ("太绥高铁 = 太原至绥德高速铁路 (route)",)


def test_a_project_of_two_years_has_its_stages_in_order() -> None:
    earlier = document(
        "太绥高铁开工。",
        [Mark(type="Project", text="太绥高铁")],
        stages=[("太绥高铁", "started", "achieved")],
        name="a.txt",
    )
    later = document(
        "太原至绥德高速铁路建成。",
        [Mark(type="Project", text="太原至绥德高速铁路")],
        stages=[("太原至绥德高速铁路", "completed", "achieved")],
        name="b.txt",
        subject=Subject(place="山西省", code="140000", level="province", plan_year=2032, review_year=2031),
    )
    knowledge = resolved(earlier, later)
    (railway,) = [e for e in knowledge.entities if e.type == "Project"]
    assert (railway.stage, len(railway.reports)) == ("completed", 2)
    assert {(a.object, a.report[-4:]) for a in knowledge.assertions} == {("started", "2030"), ("completed", "2032")}


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([0, 1, 2])), min_size=2, max_size=8, unique=True))
@settings(deadline=None, max_examples=30)
def test_order_of_names_and_documents_does_not_matter(choice: list[tuple[tuple[str, str], int]]) -> None:
    subjects = (SHANXI, DATONG, SHAANXI)
    documents = [
        report([name for name, of in choice if of == number], subject, f"{number}.txt")
        for number, subject in enumerate(subjects)
        if any(of == number for _, of in choice)
    ]
    turned = [
        report([name for name, of in reversed(choice) if of == number], subject, f"{number}.txt")
        for number, subject in enumerate(subjects)
        if any(of == number for _, of in choice)
    ]
    expected = resolved(*documents)
    for order in permutations(documents):
        assert resolved(*order) == expected
    again = resolved(*turned)
    assert groups(again) == groups(expected)
    assert {e.id for e in again.entities} == {e.id for e in expected.entities}


@pytest.mark.parametrize(
    ("name", "number"), [("十二号线", "12号线"), ("Ⅱ期", "2期"), ("一百零三号", "103号"), ("20标段", "20标段")]
)
def test_numbers_before_counters_are_read(name: str, number: str) -> None:
    assert RULES.forms.form(RULES.plain(f"甲{name}"), Prefixes(DIVISIONS)) == f"甲{number}"
