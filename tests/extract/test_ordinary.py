"""Which words inside a project's name are no names of their own."""

import pytest

from kg.extract.ordinary import Ordinary
from kg.gazetteer import Gazetteer
from kg.ontology import default_folder

WORDS = {"老旧", "防洪", "设施", "青山", "卫星", "互联网", "新型", "能源", "云岭", "电厂", "发电", "集团"}


@pytest.fixture(scope="module")
def ordinary() -> Ordinary:
    gazetteer = Gazetteer.load(default_folder() / "gazetteer")
    return Ordinary.load(default_folder(), gazetteer, WORDS.__contains__)


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
        (["2", "×"], False),
    ],
)
def test_words_of_the_language_are_no_firm(ordinary: Ordinary, words: list[str], may: bool) -> None:
    assert ordinary.firm("".join(words), words) is not may


@pytest.mark.parametrize(
    ("words", "tags", "may"),
    [
        (["老旧"], ["a"], False),
        (["防洪", "设施"], ["vn", "n"], False),
        (["青山"], ["ns"], True),
        (["太原", "设施"], ["n", "n"], True),  # a known place inside
        (["新型", "街"], ["b", "n"], True),
        (["青", "岚"], ["a", "n"], True),
        (["7", "个"], ["m", "q"], False),
    ],
)
def test_words_of_the_language_are_no_place(ordinary: Ordinary, words: list[str], tags: list[str], may: bool) -> None:
    assert ordinary.place("".join(words), words, tags) is not may
