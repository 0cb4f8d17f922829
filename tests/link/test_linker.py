"""Linking as a whole: what holds whatever the rules say, and readings that need several rules together."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from kg.link import Linker, Links
from kg.link.examples import parse_example
from kg.model import REPORTING_PLACE, Candidate, Page, Part, Subject
from kg.ontology import default_folder

LINKER = Linker.load(default_folder())
REPORTING = Subject(place="江州市", plan_year=2024, review_year=2023)


def link(marked: str, part: Part = "plan") -> tuple[Links, list[Candidate]]:
    page, mentions = parse_example(marked, part)
    return LINKER.link(page, mentions, REPORTING), mentions


def triples(marked: str, part: Part = "plan") -> set[tuple[str, str, str]]:
    links, mentions = link(marked, part)

    def name(i: int) -> str:
        return "此地" if i == REPORTING_PLACE else str(mentions[i].name)

    return {(name(r.subject), r.predicate, name(r.object)) for r in links.relations}


def test_members_of_a_list_share_what_is_said_of_it() -> None:
    found = triples("[Place 东江县]、[Place 西江县]和[Place 南江县]被[Goal 评为全国百强县]。")
    assert found == {(county, "hasGoal", "评为全国百强县") for county in ("东江县", "西江县", "南江县")}


def test_goals_of_the_reporting_place_get_no_relation() -> None:
    assert triples("[Place 江州]综合实力增强，[Goal 跻身全国百强市]，[Goal 财政收入增长9%]。") == set()


def test_goal_of_the_reporting_place_goes_to_nobody_else() -> None:
    found = triples("[Place 江州]发展[Industry 航运业]，[Goal 跻身全国百强市]。")
    assert not any(predicate == "hasGoal" for _, predicate, _ in found)


def test_a_county_whose_name_begins_like_the_reporting_place_keeps_its_goals() -> None:
    assert ("江州区", "hasGoal", "税收增长9%") in triples("[Place 江州区]税源充足，[Goal 税收增长9%]。")


def test_partner_gets_no_goal_of_its_own() -> None:
    assert triples("协同[Place 海城市][Goal 打造产业转移示范区]。") == {("此地", "cooperatesWith", "海城市")}


def test_nearest_subject_wins() -> None:
    found = triples("实施[Program 城市更新行动]，推动[Place 东江县][Goal 创建国家卫生县城]。")
    assert found == {("东江县", "hasGoal", "创建国家卫生县城")}


def test_cooperation_implies_the_reporting_place() -> None:
    assert triples("与[Institution 海城大学]共建研究院。") == {("此地", "cooperatesWith", "海城大学")}
    assert triples("与[Place 江州市]共建园区。") == set()


def test_heading_line_heads_the_paragraph_below_it() -> None:
    page, mentions = parse_example("做强[Industry 白酒产业]\n推动[Project 万吨原酒项目]投产。")
    first = dataclasses.replace(page.paragraphs[0], heading=True)
    headed = dataclasses.replace(page, paragraphs=(first, *page.paragraphs[1:]))
    predicates = {r.predicate for r in LINKER.link(headed, mentions, REPORTING).relations}
    assert predicates == {"belongsTo"}
    assert not LINKER.link(page, mentions, REPORTING).relations


def test_promise_and_fact() -> None:
    (promise,) = link("力争[Project 江北大桥]年底竣工。", "review")[0].stages
    (fact,) = link("[Project 江北大桥]竣工。", "review")[0].stages
    (plan,) = link("[Project 江北大桥]竣工。", "plan")[0].stages
    assert (promise.stage, promise.status) == ("completed", "target")
    assert (fact.stage, fact.status, fact.year) == ("completed", "achieved", 2023)
    assert (plan.status, plan.year) == ("target", 2024)


def test_stated_year_counts() -> None:
    (stage,) = link("[Project 江北大桥]2026年建成通车。")[0].stages
    assert stage.year == 2026


def test_evidence_is_the_stretch_that_says_it() -> None:
    page, mentions = parse_example("优化环境，[Company 云帆科技]总部落户[Place 清河新区]，带动就业。")
    (relation,) = LINKER.link(page, mentions, REPORTING).relations
    assert page.text[relation.start : relation.end] == "云帆科技总部落户清河新区"


SENTENCES = st.lists(
    st.sampled_from(
        [
            "推进[Industry 光伏产业链]建设，支持[Company 云帆]、[Company 恒达]扩产，[Goal 产值达到50亿元]。",
            "加快[Project [Place 清河]抽水蓄能电站]、[Project [Company 云帆]储能]等项目建设。",
            "[Place 东江县][Goal 获评全国百强县]，[Goal 税收增长37%]。",
            "与[Place 海城]共建[Project 飞地产业园]，年底投用。",
            "实施[Program 城市更新行动]，[Goal 改造老旧小区190个]，[Goal 增长5%]。",
            "[Project 江北大桥]通车，[Institution 清河大学]入驻。\n",
        ]
    ),
    max_size=6,
)


@given(SENTENCES)
def test_links_are_well_formed(sentences: list[str]) -> None:
    page, mentions = parse_example("".join(sentences))
    links = LINKER.link(page, mentions, REPORTING)
    pairs = [(r.subject, r.predicate, r.object) for r in links.relations]
    assert len(pairs) == len(set(pairs))
    for relation in links.relations:
        assert relation.subject != relation.object
        assert 0 <= relation.start < relation.end <= len(page.text)
        for end in (relation.subject, relation.object):
            if end != REPORTING_PLACE:
                assert relation.start <= mentions[end].start < relation.end
    for stage in links.stages:
        assert mentions[stage.project].type == "Project"


@given(SENTENCES, st.randoms(use_true_random=False))
def test_order_of_mentions_does_not_matter(sentences: list[str], random: object) -> None:
    page, mentions = parse_example("".join(sentences))
    shuffled = list(range(len(mentions)))
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert named(page, [mentions[i] for i in shuffled]) == named(page, mentions)


def named(page: Page, mentions: list[Candidate]) -> set[tuple[object, ...]]:
    def span(i: int) -> tuple[int, int, str]:
        return (-1, -1, "") if i == REPORTING_PLACE else (mentions[i].start, mentions[i].end, mentions[i].type)

    return {(span(r.subject), r.predicate, span(r.object)) for r in LINKER.link(page, mentions, REPORTING).relations}


def test_what_is_measured_of_places_is_no_goal_of_anything_else() -> None:
    page, mentions = parse_example("[Industry 航运业]发展迅猛，拥有[Goal 企业27家]。")
    goal = next(mention for mention in mentions if mention.goal)
    for concept, expected in (("社会消费品零售总额", 0), ("企业", 1)):
        told = dataclasses.replace(goal, goal=dataclasses.replace(goal.goal, concept=concept))
        named = [told if mention is goal else mention for mention in mentions]
        assert len(LINKER.link(page, named, REPORTING).relations) == expected


def test_nothing_is_said_of_itself() -> None:
    page, mentions = parse_example("[Company 北湾甲醇]建设[Project 北湾甲醇]。")
    (owner, project) = mentions
    twin = dataclasses.replace(owner, start=project.start, end=project.end)
    assert all(
        (twin, project) != (named[r.subject], named[r.object])
        for named in ([twin, project], [project, twin])
        for r in LINKER.link(page, named, REPORTING).relations
    )


def test_a_number_inside_a_name_is_no_goal_of_what_bears_the_name() -> None:
    assert triples("实施[Program [Goal 20项]民生工程]。") == set()
