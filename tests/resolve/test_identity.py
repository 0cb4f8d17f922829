from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import OntologyError
from kg.ontology import default_folder
from kg.resolve.identity import Identity, segment

RULES = Identity.load(default_folder())
NAMES = st.text(
    st.sampled_from("山河建设项目工程集团有限公司产业市人民医院“” 　—～（）ＡAa１5×"), min_size=1, max_size=14
)

SAME = [
    ("Project", "“东水西调”工程", "东水西调建设项目"),
    ("Project", "甲 河 大桥", "甲河大桥工程"),
    ("Project", "Ａ５地块", "a5地块项目"),
    ("Project", "Ａ地块", "a地块"),
    ("Project", "甲—乙铁路", "甲-乙铁路"),
    ("Company", "某某重工集团有限公司", "某某重工"),
    ("Company", "某某（集团）有限公司", "某某集团"),
    ("Industry", "氢能产业", "氢能"),
    ("Program", "“百园”增绿行动", "百园增绿行动"),
]
DIFFERENT = [
    ("Company", "甲地供电公司", "甲地供电分公司"),
    ("Institution", "某某大学", "某某学院"),
    ("Project", "甲河大桥一期", "甲河大桥二期"),
    ("Industry", "氢能产业链", "氢能产业"),
    ("Program", "千万工程", "千万"),
]
GENERIC = [
    ("Institution", "中心医院"),
    ("Institution", "第三人民医院"),
    ("Project", "污水处理厂"),
    ("Project", "轨道交通1号线一期"),
    ("Project", "解放路改造"),
    ("Place", "经开区"),
    ("Place", "人民公园"),
    ("Company", "文旅"),
    ("Company", "供水"),
]
SPECIFIC = [
    ("Institution", "某某大学"),
    ("Project", "东水西调"),
    ("Project", "丹河综合治理"),
    ("Place", "凤凰山"),
    ("Place", "西北"),
    ("Project", "甲乙铁路"),
    ("Project", "G999"),
    ("Institution", "凤凰实验室"),
    ("Company", "华能"),
    ("Industry", "光伏"),
]


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_normal_joins_spellings_of_one_thing(kind: str, one: str, other: str) -> None:
    assert RULES.normal(kind, one) == RULES.normal(kind, other)


@pytest.mark.parametrize(("kind", "one", "other"), DIFFERENT)
def test_normal_keeps_things_apart(kind: str, one: str, other: str) -> None:
    assert RULES.normal(kind, one) != RULES.normal(kind, other)


@pytest.mark.parametrize(("kind", "name"), GENERIC)
def test_generic_names_are_known(kind: str, name: str) -> None:
    assert RULES.is_generic(kind, name)


@pytest.mark.parametrize(("kind", "name"), SPECIFIC)
def test_specific_names_are_not_generic(kind: str, name: str) -> None:
    assert not RULES.is_generic(kind, name)


@given(NAMES, st.sampled_from(["Project", "Company", "Industry", "Place", "Institution", "Program"]))
def test_normal_is_never_empty_and_settles(name: str, kind: str) -> None:
    normal = RULES.normal(kind, name)
    assert normal
    assert RULES.normal(kind, normal) == normal


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_segment_is_safe_in_an_iri(text: str) -> None:
    safe = segment(text)
    assert not re.search(r"[\x00-\x20\x7f<>\"{}|^`\\/?#:]", safe)
    assert safe == segment(text)


def test_missing_rules_are_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"identity\.toml"):
        Identity.load(tmp_path)
