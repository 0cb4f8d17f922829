"""Every rule fires on its examples and on none of its counterexamples."""

from __future__ import annotations

import pytest

from kg.link.examples import parse_example
from kg.link.linker import Linker
from kg.link.rules import Rule
from kg.model import Subject
from kg.ontology import default_folder

LINKER = Linker.load(default_folder())
RULES = [rule for rules in LINKER.rules.values() for rule in rules]
REPORTING = Subject(place="江州市", plan_year=2024, review_year=2023)


def fires(rule: Rule, marked: str) -> bool:
    alone = Linker({rule.predicate: (rule,)}, LINKER.time_words)
    page, mentions = parse_example(marked)
    links = alone.link(page, mentions, REPORTING)
    return bool(links.relations or links.stages)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: f"{r.predicate}/{r.name}")
def test_rule_fires_on_its_examples_only(rule: Rule) -> None:
    for text in rule.examples:
        assert fires(rule, text), f"does not fire: {text}"
    for text in rule.counterexamples:
        assert not fires(rule, text), f"fires: {text}"
