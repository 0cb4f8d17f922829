"""Which place a report is about."""

from __future__ import annotations

import pytest

from kg.gazetteer import Gazetteer
from kg.ontology import default_folder
from kg.read.subject import infer_place

GAZETTEER = Gazetteer.load(default_folder() / "gazetteer")


def place(text: str) -> str | None:
    division = infer_place(text, GAZETTEER)
    return division.name if division else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "2024年四川省政府工作报告\n各位代表：现在，我代表省人民政府作工作报告。成都加快建设，全省经济向好。",
            "四川省",
        ),
        ("政府工作报告\n——2019年1月8日在曲靖市第五届人民代表大会第三次会议上\n全市经济平稳运行。", "曲靖市"),
        ("各位代表：现在，我代表嘉峪关市人民政府报告工作。全市上下奋力拼搏，市委坚强领导，全市实现增长。", "嘉峪关市"),
        ("2022年重庆市人民政府工作报告\n全市经济总量再上台阶，万州、涪陵、黔江发展加快。", "重庆市"),
    ],
)
def test_a_title_or_body_names_it(text: str, name: str) -> None:
    assert place(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "全市新增就业两万人。麦积区、秦州区、武山县、甘谷县、清水县齐头并进，天水机场迁建。省委、省政府支持天水。",
            "天水市",
        ),
        (
            "全省开工项目千个。支持赣州、九江、上饶、宜春、吉安发展，南昌提升能级，江西制造走向世界，江西人民奋斗。",
            "江西省",
        ),
        (
            "自治区党委坚强领导，全区增长。呼和浩特、包头、赤峰、通辽各展所长，内蒙古绿电外送，内蒙古更美。",
            "内蒙古自治区",
        ),
        ("全县实现增收，县委部署。定陶、曹县不如我县。郓城水浒旅游、郓城酒类包装加快发展，郓城更强。郓城。", "郓城县"),
    ],
)
def test_a_torn_text_tells_by_what_it_names(text: str, name: str) -> None:
    assert place(text) == name


def test_words_that_are_names_tell_nothing() -> None:
    assert place("深化合作，推动资源整合，促进和平，建设平安。") is None


def test_hits_may_be_handed_over() -> None:
    text = "2024年四川省政府工作报告\n全省经济向好，成都、绵阳、宜宾加快建设。"
    assert infer_place(text, GAZETTEER, GAZETTEER.find(text)) == infer_place(text, GAZETTEER)
