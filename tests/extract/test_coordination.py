"""Names of list members under the head that the list shares."""

from pathlib import Path

import pytest

from kg.extract.coordination import Coordination, bare
from kg.model import Candidate

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"


@pytest.fixture(scope="module")
def coordination() -> Coordination:
    return Coordination.load(ONTOLOGY)


def candidates(kind: str, text: str, names: list[str]) -> list[Candidate]:
    found, at = [], 0
    for name in names:
        at = text.index(name, at)
        found.append(Candidate(type=kind, start=at, end=at + len(name), score=1.0, rule="test"))
        at += len(name)
    return found


@pytest.mark.parametrize(
    ("kind", "text", "texts", "names"),
    [
        (
            "Project",
            "推进甲公司冷轧钢、乙公司深加工等项目建设",
            ["甲公司冷轧钢", "乙公司深加工"],
            ["甲公司冷轧钢项目", "乙公司深加工项目"],
        ),
        (
            "Project",
            "甲超导、乙电池等十大技术攻关项目",
            ["甲超导", "乙电池"],
            ["甲超导技术攻关项目", "乙电池技术攻关项目"],
        ),
        (
            "Project",
            "新增甲城至乙城、丙城至丁城2条高速公路",
            ["甲城至乙城", "丙城至丁城"],
            ["甲城至乙城高速公路", "丙城至丁城高速公路"],
        ),
        (
            "Project",
            "推进甲电厂、乙电厂等新一代煤电升级改造项目",
            ["甲电厂", "乙电厂"],
            ["甲电厂新一代煤电升级改造项目", "乙电厂新一代煤电升级改造项目"],
        ),
        (
            "Project",
            "建成甲丙高速改扩建、乙丁等4条高速公路",
            ["甲丙高速改扩建", "乙丁"],
            ["甲丙高速改扩建", "乙丁高速公路"],
        ),
        (
            "Institution",
            "支持甲技术创新中心、乙材料等实验室",
            ["甲技术创新中心", "乙材料"],
            ["甲技术创新中心", "乙材料实验室"],
        ),
        ("Industry", "壮大集成电路、工业母机等新兴产业", ["集成电路", "工业母机"], ["集成电路产业", "工业母机产业"]),
        (
            "Industry",
            "发展高端医疗、航空航天等装备产业",
            ["高端医疗", "航空航天"],
            ["高端医疗装备产业", "航空航天装备产业"],
        ),
        ("Industry", "加快养老、托育产业发展", ["养老", "托育产业"], ["养老产业", "托育产业"]),
        ("Program", "开展春风送岗、助企纾困等行动", ["春风送岗", "助企纾困"], ["春风送岗行动", "助企纾困行动"]),
        ("Program", "深化户籍、土地制度改革", ["户籍", "土地制度改革"], ["户籍改革", "土地制度改革"]),
        ("Place", "加大甲山、乙河等盆地勘探", ["甲山", "乙河"], ["甲山盆地", "乙河盆地"]),
        ("Project", "甲水库开工，乙电站竣工", ["甲水库", "乙电站"], ["甲水库", "乙电站"]),
        ("Industry", "发展数字经济、低空经济", ["数字经济", "低空经济"], ["数字经济", "低空经济"]),
    ],
)
def test_members_get_the_shared_head(
    coordination: Coordination, kind: str, text: str, texts: list[str], names: list[str]
) -> None:
    found = candidates(kind, text, texts)
    assert coordination.names(text, found, [False] * len(found)) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“百园增绿”", "百园增绿"),
        ("“链长制”工作机制", "“链长制”工作机制"),
        ("“人才绿卡", "人才绿卡"),
        ("“三化三制”和“四个一”改革", "“三化三制”和“四个一”改革"),
    ],
)
def test_bare_takes_away_marks_around_the_whole(text: str, name: str) -> None:
    assert bare(text) == name
