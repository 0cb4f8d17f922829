import pytest

from tests.extract.goals.conftest import Find


def _aims(find: Find, text: str) -> list[str]:
    return [words for words, c in find(text) if c.goal is not None and c.goal.kind == "qualitative"]


@pytest.mark.parametrize(
    ("text", "aims"),
    [
        ("着力打造全国重要的陶瓷制造基地，完善服务。", ["打造全国重要的陶瓷制造基地"]),
        ("打造特色园区、共建园区、零碳园区。", ["打造特色园区、共建园区、零碳园区"]),
        ("支持青山湖景区创建国家5A级景区。", ["创建国家5A级景区"]),
        ("推动产品成为行业领跑者，加快建设农业强市。", ["成为行业领跑者", "建设农业强市"]),
        ("创新能力进入全国前列，安全形势保持在全省第一方阵。", ["进入全国前列", "保持在全省第一方阵"]),
        ("县医院通过二甲医院评审，古桥入选世界遗产名录。", ["通过二甲医院评审", "入选世界遗产名录"]),
        ("断面水质稳定在Ⅱ类，评估获得优秀。", ["稳定在Ⅱ类", "获得优秀"]),
        ("学校获批国家级示范基地。", ["获批国家级示范基地"]),
        ("构建电池产业集群，构建亲清政商关系。", ["构建电池产业集群"]),
        ("在打造门户枢纽上迈出新步伐。", ["打造门户枢纽"]),
        ("为把我市建设成为现代化滨海城市的宏伟目标而努力奋斗。", ["建设成为现代化滨海城市"]),
    ],
)
def test_aims_run_to_the_end_of_their_object(find: Find, text: str, aims: list[str]) -> None:
    assert _aims(find, text) == aims


@pytest.mark.parametrize(
    "text",
    [
        "推动融合发展，建设北环高架工程。",
        "文明城市创建工作扎实推进。",
        "通过强化投资，机场获批建设。",
        "打造夜市街区5个，2个村成功创建示范村。",
        "建立健全督查机制，实现全覆盖。",
        "居民收入稳步增长，建设成效显著。",
    ],
)
def test_activities_and_counts_are_no_aims(find: Find, text: str) -> None:
    assert _aims(find, text) == []


@pytest.mark.parametrize(
    ("text", "indicator", "to"),
    [
        ("居民收入增长与经济增长基本同步。", "居民收入增长", "经济增长"),
        ("工业投资增速高于全省平均水平。", "工业投资增速", "全省平均水平"),
        ("单位地区生产总值能耗完成省下达任务。", "单位地区生产总值能耗", "省下达任务"),
        ("游客人数再创历史新高。", "游客人数", "历史新高"),
    ],
)
def test_relative_aims(find: Find, text: str, indicator: str, to: str) -> None:
    ((_, candidate),) = find(text)
    goal = candidate.goal
    assert goal is not None
    assert (goal.kind, goal.indicator, goal.relative_to, goal.value) == ("relative", indicator, to, None)


def test_each_statistic_of_a_list_has_its_relative_aim(find: Find) -> None:
    goals = [c.goal for _, c in find("粮食产量和播种面积、单位地区生产总值能耗降低等指标完成省下达任务。") if c.goal]
    assert [(g.concept, g.dimension) for g in goals] == [("粮食产量", None), ("单位地区生产总值能耗", "decline")]
    goals = [c.goal for _, c in find("固定资产投资、一般公共预算收入等指标增速高于全国。") if c.goal]
    assert [(g.concept, g.dimension) for g in goals] == [("固定资产投资", "growth"), ("一般公共预算收入", "growth")]


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("进出口总额保持正增长。", "上年"),
        ("粮食产量保持稳定。", "上年"),
        ("居民消费价格涨幅与全国一致。", "全国"),
        ("单位生产总值能耗控制在省要求范围内。", "省要求范围内"),
    ],
)
def test_what_is_kept_is_measured_against_the_year_before(find: Find, text: str, to: str) -> None:
    assert [c.goal.relative_to for _, c in find(text) if c.goal] == [to]
