from __future__ import annotations

import click

from kg.query import Source, find_one
from kg.show import by_relation, card
from kg.show.text import card_lines
from kg.viz.vocabulary import Vocabulary


def test_a_card_has_names_place_stage_and_facts(source: Source) -> None:
    shown = card(source, find_one(source, "东水西调工程").iri)
    assert (shown.type, shown.stage, shown.city, shown.city_basis) == ("Project", "operating", "太原市", "stated")
    groups = by_relation(shown.facts)
    assert [fact.other for fact in groups["locatedIn", True]] == ["小店区"]
    assert [fact.other for fact in groups["participatesIn", False]] == ["某某重工集团有限公司"]
    assert [fact.amount for fact in groups["hasGoal", True]] == ["3.5亿元"]
    history = {(fact.other, fact.status, fact.promised) for fact in groups["stage", True]}
    assert history == {("proposed", "target", "completed"), ("operating", "achieved", None)}
    assert all(quote.words for fact in shown.facts for quote in fact.quotes)


def test_why_two_names_are_one(source: Source) -> None:
    shown = card(source, find_one(source, "山某装备集团").iri)
    assert "某某重工集团" in shown.aliases
    assert any("gazetteer" in reason for reason in shown.reasons)


def test_a_cooperation_is_told_once(source: Source) -> None:
    shown = card(source, find_one(source, "大同市").iri)
    assert [fact.other for fact in shown.facts if fact.predicate == "cooperatesWith"] == ["太原市"]
    assert shown.above == ("山西省",)


def test_an_indicator_shows_what_is_said_of_it(source: Source) -> None:
    shown = card(source, find_one(source, "地区生产总值").iri)
    assert [(fact.amount, fact.year) for fact in shown.facts] == [("≈6.5%", 2030)]


def test_lines_hold_every_sentence_with_file_and_offsets(source: Source) -> None:
    shown = card(source, find_one(source, "东水西调工程").iri)
    styled = list(card_lines(shown, source, Vocabulary.load()))
    lines = [click.unstyle(line) for line in styled]
    for fact in shown.facts:
        for quote in fact.quotes:
            assert f"    {quote.text}" in lines
            assert any(line.startswith(f"    {quote.file}:{quote.start}-{quote.end}") for line in lines)
    assert lines[0] == "“东水西调”工程  项目 · Project"
    assert any(click.style("“东水西调”工程", fg="yellow", bold=True) in line for line in styled)
    assert all("None" not in line for line in lines)


def test_a_report_shows_its_files(source: Source) -> None:
    shown = card(source, find_one(source, "report/山西省/太原市/2030").iri)
    assert shown.attributes["files"] == "a.txt (whole)、b.txt (whole)"
    assert shown.attributes["planYear"] == "2030"
