"""Divisions: what lies in what, and which one a bare name means."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.divisions import Divisions
from kg.errors import OntologyError
from kg.ontology import default_folder

DIVISIONS = Divisions.load(default_folder() / "gazetteer")
CODES = st.sampled_from(sorted(DIVISIONS.by_code))


def code_of(name: str, context: str | None = None, *, words: bool = False) -> str | None:
    division = DIVISIONS.resolve(name, context, words=words)
    return division.code if division else None


@pytest.mark.parametrize(
    ("name", "context", "code"),
    [
        ("太原市", None, "140100"),
        ("太原", None, "140100"),
        ("朝阳区", None, None),
        ("朝阳区", "110000", "110105"),
        ("朝阳区", "220100", "220104"),
        ("朝阳", "210000", "211300"),
        ("大同", "140000", "140200"),
        ("大同", "230600", "230606"),
        ("吉林", "220000", "220000"),
        ("吉林", "220200", "220200"),
        ("海南", "150300", "460000"),
        ("海南区", "150300", "150303"),
        ("古交", "140100", "140181"),
        ("怀仁县", "140600", "140681"),
        ("襄樊", None, "420600"),
        ("海拉尔", "150000", "150702"),
        ("伊金霍洛旗", None, "150627"),
        ("伊旗", "150600", "150627"),
        ("延边州", None, "222400"),
        ("陵水县", "460000", "469028"),
        ("香港", None, "810000"),
        ("晋", "140000", None),
        ("无此地", None, None),
        ("鼓楼区", "320000", None),
        ("鼓楼区", "320100", "320106"),
    ],
)
def test_resolve(name: str, context: str | None, code: str | None) -> None:
    assert code_of(name, context) == code


def test_names_that_are_words_need_their_ending_or_a_witness() -> None:
    assert code_of("平定", "140300") is None
    assert code_of("平定县", "140300") == "140321"
    assert code_of("平定", "140300", words=True) == "140321"


def test_path_and_ancestors() -> None:
    assert DIVISIONS.path("140181") == ("山西省", "太原市", "古交市")
    assert [above.code for above in DIVISIONS.ancestors("140181")] == ["140100", "140000"]
    assert DIVISIONS.path("419001") == ("河南省", "济源市")
    assert DIVISIONS.ancestors("000000") == ()


def test_children() -> None:
    assert len(DIVISIONS.children("")) == 34
    assert "140100" in {child.code for child in DIVISIONS.children("140000")}
    assert DIVISIONS.children("140181") == ()


@given(CODES)
def test_full_name_in_its_own_context_is_itself(code: str) -> None:
    division = DIVISIONS.by_code[code]
    assert code_of(division.name, code, words=True) == code


@given(CODES)
def test_a_division_lies_in_each_above_it(code: str) -> None:
    for above in DIVISIONS.ancestors(code):
        assert DIVISIONS.is_within(code, above.code)
        assert not DIVISIONS.is_within(above.code, code)


@given(CODES)
def test_children_know_their_parent(code: str) -> None:
    assert all(child.parent == code for child in DIVISIONS.children(code))


def write(folder: Path, divisions: str) -> None:
    header = "code\tname\tshort\tlevel\tparent\n"
    (folder / "divisions.tsv").write_text(header + divisions, encoding="utf-8")
    (folder / "former.tsv").write_text("name\tshort\tcode\tuntil\n", encoding="utf-8")
    (folder / "nicknames.tsv").write_text("name\tcode\tflags\n", encoding="utf-8")
    (folder / "words.tsv").write_text("name\n", encoding="utf-8")


def test_a_missing_parent_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "990101\t甲区\t甲\tcounty\t990100\n")
    with pytest.raises(OntologyError, match="990100"):
        Divisions.load(tmp_path)


def test_a_name_without_division_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "990000\t甲省\t甲乙\tprovince\t\n")
    (tmp_path / "former.tsv").write_text("name\tshort\tcode\tuntil\n旧市\t\t990200\t2001\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="990200"):
        Divisions.load(tmp_path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"divisions\.tsv"):
        Divisions.load(tmp_path)
