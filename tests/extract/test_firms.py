"""Which words inside a project's name may be a firm."""

import pytest

from kg.extract.firms import Firms
from kg.gazetteer import Gazetteer
from kg.ontology import default_folder

WORDS = {"卫星", "互联网", "新型", "能源", "云岭", "电厂", "发电", "集团"}


@pytest.fixture(scope="module")
def firms() -> Firms:
    gazetteer = Gazetteer.load(default_folder() / "gazetteer")
    return Firms.load(default_folder(), gazetteer, WORDS.__contains__)


@pytest.mark.parametrize(
    ("words", "may"),
    [
        (["卫星"], False),
        (["新型", "能源"], False),
        (["西", "电", "东", "送"], False),  # the gazetteer knows it as something else
        (["新型", "能源", "集团"], True),
        (["华为", "能源"], True),  # a known firm inside
        (["华为"], True),
        (["青", "岚", "科"], True),
        (["云岭", "甲"], True),
    ],
)
def test_words_of_the_language_are_no_firm(firms: Firms, words: list[str], may: bool) -> None:
    assert firms.may_be("".join(words), words) is may
