"""Rule files: what is refused, and with which words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.link import Linker
from kg.ontology import default_folder

RULE = """
[[rule]]
name = "owner"
description = { zh = "业主", en = "owner" }
kind = "phrase"
pattern = "<subject: Company>投资<object: Project>"
confidence = 0.5
example = [{ text = "[Company 云帆]投资[Project 电站]。" }]
counterexample = [{ text = "[Company 云帆]。" }, { text = "[Project 电站]。" }]
"""


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    for folder in ("rules", "lexicon"):
        shutil.copytree(default_folder() / folder, tmp_path / folder)
    return tmp_path


def refusal(ontology: Path, rule: str) -> str:
    (ontology / "rules" / "participatesIn.toml").write_text(rule, encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        Linker.load(ontology)
    return str(caught.value)


def test_well_formed_rule_is_read(ontology: Path) -> None:
    (ontology / "rules" / "participatesIn.toml").write_text(RULE, encoding="utf-8")
    assert [rule.name for rule in Linker.load(ontology).rules["participatesIn"]] == ["owner"]


def test_unknown_key_is_refused_with_the_allowed_ones(ontology: Path) -> None:
    message = refusal(ontology, RULE + 'colour = "red"\n')
    assert "colour" in message
    assert "pattern" in message


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("confidence = 0.5", "confidence = 1.5", "confidence"),
        ('kind = "phrase"', 'kind = "magic"', "phrase"),
        ("<subject: Company>", "<subject: Firm>", "unknown type"),
        ("<subject: Company>", "<Company>", "subject"),
        (', { text = "[Project 电站]。" }]', "]", "at least 2 counterexample"),
        ('en = "owner"', 'fr = "owner"', "description"),
        ("confidence = 0.5", 'confidence = 0.5\nbasis = "guess"', "clause"),
    ],
)
def test_mistakes_are_named(ontology: Path, old: str, new: str, reason: str) -> None:
    message = refusal(ontology, RULE.replace(old, new))
    assert reason in message
    assert "participatesIn.toml" in message


def test_same_name_twice_is_refused(ontology: Path) -> None:
    assert "owner" in refusal(ontology, RULE + RULE)


def test_missing_file_is_named(ontology: Path) -> None:
    (ontology / "rules" / "hasGoal.toml").unlink()
    with pytest.raises(OntologyError, match=r"hasGoal\.toml"):
        Linker.load(ontology)
