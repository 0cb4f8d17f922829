from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest

from kg.divisions import Divisions
from kg.model import Entity, Extraction, Knowledge, Subject
from kg.resolve import Identity, resolve
from tests.resolve.factory import (
    DATONG,
    JINBEI,
    SHANXI,
    Known,
    Mark,
    aim,
    company,
    document,
    institution,
    place,
    project,
    target,
)

Resolve = Callable[..., Knowledge]


@pytest.fixture
def resolved(divisions: Divisions, identity: Identity) -> Resolve:
    known = Known(
        divisions=divisions,
        names=(
            ("Company", "晋某", "山某能源集团", ""),
            ("Company", "山某能源集团", "山某能源集团", ""),
            ("Company", "现某", "现某汽车", "word"),
        ),
    )

    def run(*extractions: Extraction) -> Knowledge:
        return resolve(extractions, gazetteer=known, identity=identity)

    return run


def entity(knowledge: Knowledge, id_: str) -> Entity:
    return next(e for e in knowledge.entities if e.id == id_)


def of_type(knowledge: Knowledge, kind: str) -> list[Entity]:
    return [e for e in knowledge.entities if e.type == kind]


def later(subject: Subject, years: int) -> Subject:
    return replace(subject, plan_year=(subject.plan_year or 0) + years, review_year=(subject.review_year or 0) + years)


def test_documents_of_one_place_and_year_are_one_report(resolved: Resolve) -> None:
    knowledge = resolved(
        document("甲。", name="a"), document("乙。", name="b"), document("丙。", name="c", subject=later(JINBEI, 1))
    )
    assert [(r.id, len(r.documents)) for r in knowledge.reports] == [
        ("report/山西省/太原市/2030", 2),
        ("report/山西省/太原市/2031", 1),
    ]


def test_documents_without_place_or_year_stay_apart(resolved: Resolve) -> None:
    unknown = Subject()
    knowledge = resolved(document("甲。", subject=unknown), document("乙。", subject=unknown))
    assert len({r.id for r in knowledge.reports}) == 2


def test_same_file_twice_counts_once(resolved: Resolve) -> None:
    twin = document("建设甲河大桥。", [project("甲河大桥")], name="b.txt")
    knowledge = resolved(twin, replace(twin, file_name="a.txt", path="elsewhere/a.txt"))
    assert [e.file_name for e in knowledge.extractions] == ["a.txt"]
    assert len(of_type(knowledge, "Project")[0].evidence) == 1


def test_divisions_get_code_path_and_parents(resolved: Resolve) -> None:
    knowledge = resolved(document("小店区与古交合作。", [place("小店区"), place("古交")], subject=SHANXI))
    xiaodian = entity(knowledge, "place/山西省/太原市/小店区")
    assert (xiaodian.code, xiaodian.subtype, xiaodian.part_of) == ("140105", "County", "place/山西省/太原市")
    assert entity(knowledge, "place/山西省/太原市").part_of == "place/山西省"
    assert entity(knowledge, "place/山西省/太原市").evidence == ()
    assert entity(knowledge, "place/山西省/太原市/古交市").aliases == ("古交",)


def test_zones_and_sites_are_no_divisions(resolved: Resolve) -> None:
    knowledge = resolved(document("游览太原。", [place("太原", subtype="Site")]))
    assert entity(knowledge, "place/太原").code is None


def test_names_of_one_thing_merge_within_and_across_reports(resolved: Resolve) -> None:
    knowledge = resolved(
        document("推进“东水西调”工程。再说东水西调项目。", [project("“东水西调”工程"), project("东水西调项目")]),
        document("东水西调项目竣工。", [project("东水西调项目")], subject=DATONG),
    )
    (merged,) = of_type(knowledge, "Project")
    assert (merged.id, merged.name, merged.aliases) == ("project/东水西调", "东水西调项目", ("“东水西调”工程",))
    assert merged.reports == ("report/山西省/大同市/2030", "report/山西省/太原市/2030")
    assert len(merged.evidence) == 3


def test_generic_names_belong_to_a_city(resolved: Resolve) -> None:
    marks = [institution("市中心医院")]
    knowledge = resolved(
        document("扩建市中心医院。", marks),
        document("新建市中心医院。", marks, subject=DATONG),
        document(
            "支持大同市中心医院和污水处理厂。",
            [institution("大同市中心医院"), place("大同市"), project("污水处理厂")],
            [("污水处理厂", "locatedIn", "大同市")],
            subject=SHANXI,
        ),
    )
    assert [e.id for e in of_type(knowledge, "Institution")] == [
        "institution/山西省/大同市/中心医院",
        "institution/山西省/太原市/中心医院",
    ]
    assert [e.id for e in of_type(knowledge, "Project")] == ["project/山西省/大同市/污水处理厂"]


def test_generic_names_of_a_level_above_belong_there(resolved: Resolve) -> None:
    knowledge = resolved(
        document(
            "支持省肿瘤医院、省人民医院。", [institution("省肿瘤医院"), institution("山西省人民医院", implied=True)]
        )
    )
    assert [e.id for e in of_type(knowledge, "Institution")] == [
        "institution/山西省/人民医院",
        "institution/山西省/肿瘤医院",
    ]


def test_a_short_name_from_another_province_is_no_place_of_a_generic_name(resolved: Resolve) -> None:
    marks = [project("龙城污水处理厂"), project("朝阳市污水处理厂")]
    knowledge = resolved(document("龙城污水处理厂、朝阳市污水处理厂。", marks))
    assert [e.id for e in of_type(knowledge, "Project")] == [
        "project/辽宁省/朝阳市/污水处理厂",
        "project/龙城污水处理厂",
    ]


def test_preferred_name_is_most_frequent_then_longest_then_first(resolved: Resolve) -> None:
    knowledge = resolved(
        document("某某集团。某某集团有限公司。", [company("某某集团有限公司"), company("某某集团")]),
    )
    assert of_type(knowledge, "Company")[0].name == "某某集团有限公司"


def test_names_that_the_gazetteer_joins_leave_their_ids_behind(resolved: Resolve) -> None:
    knowledge = resolved(document("支持晋某、山某能源集团公司。", [company("晋某"), company("山某能源集团公司")]))
    (merged,) = of_type(knowledge, "Company")
    assert (merged.id, merged.replaces) == ("company/山某能源", ("company/晋某",))
    assert merged.because == ("晋某 = 山某能源集团公司 (gazetteer)",)


def test_names_that_are_words_too_join_nothing(resolved: Resolve) -> None:
    knowledge = resolved(document("支持现某、现某汽车。", [company("现某"), company("现某汽车")]))
    assert len(of_type(knowledge, "Company")) == 2


LOCATED = [("甲河大桥", "locatedIn", "小店区")]


def test_location_from_text_goes_up_to_the_city(resolved: Resolve) -> None:
    knowledge = resolved(
        document("在小店区建甲河大桥。", [place("小店区"), project("甲河大桥")], LOCATED, subject=SHANXI)
    )
    bridge = entity(knowledge, "project/甲河大桥")
    assert (bridge.in_city, bridge.location_basis) == ("place/山西省/太原市", "stated")


def test_location_through_a_place_that_is_no_division(resolved: Resolve) -> None:
    knowledge = resolved(
        document(
            "大同市云中新城建甲河大桥。",
            [place("大同市"), place("云中新城", subtype="Zone"), project("甲河大桥")],
            [("云中新城", "locatedIn", "大同市"), ("甲河大桥", "locatedIn", "云中新城")],
        )
    )
    assert entity(knowledge, "project/甲河大桥").in_city == "place/山西省/大同市"


def test_location_in_the_name(resolved: Resolve) -> None:
    knowledge = resolved(
        document(
            "建大同市甲河大桥。",
            [place("大同市"), project("大同市甲河大桥")],
            [("大同市甲河大桥", "locatedIn", "大同市")],
            basis="name",
        )
    )
    assert of_type(knowledge, "Project")[0].location_basis == "name"


def test_location_falls_back_to_the_reporting_place_for_some_types(resolved: Resolve) -> None:
    knowledge = resolved(
        document("甲河大桥由某某集团承建。", [project("甲河大桥"), company("某某集团")]),
    )
    bridge, firm = entity(knowledge, "project/甲河大桥"), entity(knowledge, "company/某某")
    assert (bridge.in_city, bridge.location_basis) == ("place/山西省/太原市", "reported")
    assert (firm.in_city, firm.location_basis) == (None, None)


def test_a_county_stays_the_place_of_its_own_report(resolved: Resolve) -> None:
    county = Subject(place="小店区", code="140105", level="county", plan_year=2030)
    knowledge = resolved(
        document("在小店区建甲河大桥。", [place("小店区"), project("甲河大桥")], LOCATED, subject=county)
    )
    assert entity(knowledge, "project/甲河大桥").in_city == "place/山西省/太原市/小店区"


GROWTH = "地区生产总值增长6.5%"


def test_equal_goals_of_one_report_merge_with_all_evidence(resolved: Resolve) -> None:
    goal = target(GROWTH, "地区生产总值", 6.5)
    knowledge = resolved(
        document(f"今年{GROWTH}。", [goal], name="a"),
        document("GDP增长6.5%。", [replace(goal, text="GDP增长6.5%")], name="b"),
        document(f"{GROWTH}。", [goal], name="c", subject=DATONG),
    )
    goals = of_type(knowledge, "Goal")
    assert [(g.id.split("/")[2], len(g.evidence)) for g in goals] == [("大同市", 1), ("太原市", 2)]
    assert {g.indicator for g in goals} == {"indicator/地区生产总值"}
    assert knowledge.indicators == (("indicator/地区生产总值", "地区生产总值"),)


@pytest.mark.parametrize(
    "change",
    [
        {"value": 7.0},
        {"comparator": "ge"},
        {"year": 2035},
        {"status": "achieved"},
        {"dimension": "level"},
        {"unit": "元"},
    ],
)
def test_goals_that_differ_stay_apart(resolved: Resolve, change: dict[str, object]) -> None:
    goal = target(GROWTH, "地区生产总值", 6.5)
    assert goal.goal
    other = Mark(type="Goal", text="GDP增长6.5%", goal=replace(goal.goal, **change))  # type: ignore[arg-type]
    assert len(of_type(resolved(document(f"{GROWTH}，GDP增长6.5%。", [goal, other])), "Goal")) == 2


def test_goal_without_subject_hangs_on_the_reporting_place(resolved: Resolve) -> None:
    knowledge = resolved(document(f"{GROWTH}。", [target(GROWTH, "地区生产总值", 6.5)]))
    (assertion,) = knowledge.assertions
    assert (assertion.subject, assertion.predicate, assertion.rules) == (
        "place/山西省/太原市",
        "hasGoal",
        ("reporting-place",),
    )
    assert assertion.evidence
    goal = of_type(knowledge, "Goal")[0]
    assert (goal.in_city, goal.location_basis) == ("place/山西省/太原市", "reported")


def test_amount_of_several_things_is_one_goal_of_all(resolved: Resolve) -> None:
    money = target("总投资5亿元", "总投资", 5e8, "元", dimension="level")
    knowledge = resolved(
        document(
            "甲河大桥、乙河大桥总投资5亿元。",
            [project("甲河大桥"), project("乙河大桥"), money],
            [("甲河大桥", "hasGoal", "总投资5亿元"), ("乙河大桥", "hasGoal", "总投资5亿元")],
        )
    )
    assert len(of_type(knowledge, "Goal")) == 1
    assert {a.subject for a in knowledge.assertions} == {"project/甲河大桥", "project/乙河大桥"}


def test_goal_of_a_located_thing_is_where_that_is(resolved: Resolve) -> None:
    knowledge = resolved(
        document(
            "大同市甲河大桥投资5亿元。",
            [place("大同市"), project("甲河大桥"), target("投资5亿元", "投资", 5e8, "元")],
            [("甲河大桥", "locatedIn", "大同市"), ("甲河大桥", "hasGoal", "投资5亿元")],
            subject=SHANXI,
        )
    )
    assert of_type(knowledge, "Goal")[0].in_city == "place/山西省/大同市"


def test_same_statement_in_two_files_is_one_assertion(resolved: Resolve) -> None:
    marks, relations = [place("小店区"), project("甲河大桥")], LOCATED
    knowledge = resolved(
        document("在小店区建甲河大桥。", marks, relations, name="a", rule="one"),
        document("小店区的甲河大桥建成。", marks, relations, name="b", rule="two", status="achieved"),
    )
    (assertion,) = knowledge.assertions
    assert (assertion.rules, assertion.status, len(assertion.evidence)) == (("one", "two"), "achieved", 2)


def test_cooperation_is_symmetric(resolved: Resolve) -> None:
    knowledge = resolved(
        document(
            "与大同市共建。", [place("太原", implied=True), place("大同市")], [("大同市", "cooperatesWith", "太原")]
        )
    )
    pairs = {(a.subject, a.object) for a in knowledge.assertions}
    assert pairs == {(b, a) for a, b in pairs}
    assert len(pairs) == 2


def test_divisions_never_lie_in_each_other_by_assertion(resolved: Resolve) -> None:
    knowledge = resolved(
        document("太原市小店区。", [place("太原市"), place("小店区")], [("小店区", "locatedIn", "太原市")])
    )
    assert knowledge.assertions == ()


STAGES = [
    ([("甲", "completed", "target")], "proposed"),
    ([("甲", "started", "achieved"), ("甲", "operating", "target")], "started"),
    ([("甲", "started", "achieved"), ("甲", "completed", "achieved")], "completed"),
    ([], None),
]


@pytest.mark.parametrize(("readings", "stage"), STAGES)
def test_stage_is_the_furthest_reached(resolved: Resolve, readings: list[tuple[str, str, str]], stage: str) -> None:
    readings = [("甲河大桥", *rest) for _, *rest in readings]  # type: ignore[misc]
    knowledge = resolved(document("甲河大桥。", [project("甲河大桥")], stages=readings))
    assert of_type(knowledge, "Project")[0].stage == stage


def test_stage_of_the_newest_report_counts(resolved: Resolve) -> None:
    bridge = [project("甲河大桥")]
    knowledge = resolved(
        document("甲河大桥建成。", bridge, stages=[("甲河大桥", "completed", "achieved")]),
        document("甲河大桥开工。", bridge, stages=[("甲河大桥", "started", "achieved")], subject=later(JINBEI, 1)),
        document("甲河大桥将投运。", bridge, stages=[("甲河大桥", "operating", "target")], subject=later(JINBEI, 2)),
    )
    found = of_type(knowledge, "Project")[0]
    assert (found.stage, found.stage_year) == ("started", 2031)
    assert [(a.object, a.promised) for a in knowledge.assertions if a.status == "target"] == [("proposed", "operating")]


def test_order_and_folder_of_documents_do_not_matter(resolved: Resolve) -> None:
    documents = [
        document("推进“东水西调”工程。", [project("“东水西调”工程")], name="a"),
        document("东水西调项目开工。", [project("东水西调项目")], name="b"),
        document(f"{GROWTH}，打造基地。", [target(GROWTH, "地区生产总值", 6.5), aim("打造基地")], name="c"),
    ]
    first, *others = [resolved(*order) for order in permutations(documents)]
    assert all(other == first for other in others)


def test_adding_a_document_renames_nothing(resolved: Resolve) -> None:
    one = document(f"甲河大桥。{GROWTH}。", [project("甲河大桥"), target(GROWTH, "地区生产总值", 6.5)], name="a")
    two = document("甲河大桥工程。乙山公园。", [project("甲河大桥工程"), place("乙山公园")], name="b", subject=DATONG)
    assert {e.id for e in resolved(one).entities} <= {e.id for e in resolved(one, two).entities}


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("龙城", "place/龙城"), ("龙城区", "place/辽宁省/朝阳市/龙城区"), ("清徐", "place/山西省/太原市/清徐县")],
)
def test_a_far_county_needs_its_full_name(resolved: Resolve, words: str, wanted: str) -> None:
    knowledge = resolved(document(f"加快{words}建设。", [place(words)]))
    assert wanted in {entity.id for entity in of_type(knowledge, "Place")}
