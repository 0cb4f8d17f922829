from __future__ import annotations

from pathlib import Path

import pytest

from kg.curate.read import parse_curation, read_curation
from kg.errors import CurationError
from kg.export.vocabulary import BASE

FACT = '[[fact]]\nsubject = "project/a"\npredicate = "{}"\nobject = "{}"\nsource = "报纸"\n'

WRONG = [
    ("[[merge]]\n", "merge: no such kind"),
    ("same = 3\n", r"write each entry under \[\[same\]\]"),
    ('[[same]]\nthings = ["company/a"]\n', r"\[\[same\]\] 1: things must be a list of two"),
    ('[[same]]\nthings = ["company/a", "company/a"]\n', "the same thing twice"),
    ('[[same]]\nthing = ["company/a", "company/b"]\n', "unknown key thing"),
    ('[[same]]\nthings = ["company/a", "太钢"]\n', "太钢 is no id"),
    ('[[name]]\nthing = "company/a"\n', r"\[\[name\]\] 1: name is missing"),
    ('[[name]]\nthing = "company/a"\nname = ""\n', "name must be a text"),
    ('[[type]]\nthing = "company/a"\ntype = "Firm"\n', "no such type: Firm"),
    ('[[type]]\nthing = "goal/a"\ntype = "Project"\n', "a goal stays a goal"),
    (FACT.format("owns", "company/b"), "no such predicate: owns"),
    (FACT.format("stage", "done"), "no such stage: done"),
    (FACT.format("locatedIn", "project/a"), "about a thing and itself"),
    (FACT.format("stage", "started") + 'year = "2025"\n', "year must be a number"),
    (FACT.format("stage", "started") + 'status = "planned"\n', "no such status"),
    (
        '[[name]]\nthing = "company/a"\nname = "甲"\n[[name]]\nthing = "company/a"\nname = "乙"\n',
        r"\[\[name\]\] 2: company/a has been given another name",
    ),
    ('[[drop]]\nthing = "company/a"\n[[name]]\nthing = "company/a"\nname = "甲"\n', "is dropped, and also given"),
    (
        '[[same]]\nthings = ["company/a", "company/b"]\n[[not_same]]\nthings = ["company/b", "company/a"]\n',
        r"\[\[not_same\]\] 1: company/a and company/b are the same",
    ),
    (
        '[[same]]\nthings = ["company/a", "company/b", "company/c"]\n'
        '[[not_same]]\nthings = ["company/a", "company/c"]\n',
        "are the same by",
    ),
    (
        '[[type]]\nthing = "company/a"\ntype = "Program"\n[[type]]\nthing = "program/a"\ntype = "Company"\n',
        "a cycle",
    ),
    (
        '[[same]]\nthings = ["company/a", "company/b"]\n'
        '[[name]]\nthing = "company/a"\nname = "甲"\n[[name]]\nthing = "company/b"\nname = "乙"\n',
        "company/a and company/b are the same",
    ),
    ("[[same]\n", "no valid TOML"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_wrong_entries_are_named(text: str, message: str) -> None:
    with pytest.raises(CurationError, match=message) as caught:
        parse_curation(text.encode(), Path("mine.toml"))
    assert str(caught.value).startswith("mine.toml: ")
    assert "\n" not in str(caught.value)


def test_things_may_be_given_by_iri() -> None:
    text = f'[[same]]\nthings = ["{BASE}company/b", "company/a"]\n'
    assert parse_curation(text.encode(), Path("c.toml")).same == (("company/a", "company/b"),)


def test_not_same_holds_between_all() -> None:
    text = '[[not_same]]\nthings = ["company/c", "company/a", "company/b"]\n'
    assert len(parse_curation(text.encode(), Path("c.toml")).apart) == 3


def test_the_file_may_open_with_a_byte_order_mark() -> None:
    assert parse_curation(b"\xef\xbb\xbf# nothing\n", Path("c.toml")).same == ()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CurationError, match=r"gone\.toml: does not exist"):
        read_curation(tmp_path / "gone.toml")
    with pytest.raises(CurationError, match=tmp_path.name):
        read_curation(tmp_path)
