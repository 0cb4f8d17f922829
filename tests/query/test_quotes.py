from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query import Source, find_one
from kg.query.quantity import quantity
from kg.query.quotes import quotes
from tests.export.collection import small_collection

RAW = {document.file_name: document.raw for document in small_collection().extractions}


def test_quotations_stand_where_they_say(source: Source) -> None:
    checked = 0
    for kind in ("Project", "Company", "Goal", "Place"):
        for iri in source.instances(kind):
            for quote in quotes(source, source.describe(iri).texts("evidence")):
                there = RAW[quote.file][quote.start : quote.end]
                assert "".join(there.split()) == "".join(quote.words.split())
                assert quote.part == "plan" and quote.section == "一、工作安排"
                checked += 1
    assert checked > 10


def test_a_sentence_is_on_one_line_with_its_words_marked(source: Source) -> None:
    iri = find_one(source, "山某装备集团").iri
    first = quotes(source, source.describe(iri).texts("evidence"))[0]
    assert first.text == "今年在小店区新建“东水西调”工程，由某某重工集团承建，完成投资3.5亿元。"
    assert first.words == "某某重工集团"


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ("8.12万人", {"value": "81200.0", "unit": "人"}),
        ("≈6.5%", {"value": "6.5", "unit": "%", "comparator": "approx"}),
        ("4.5–5%", {"value": "4.5", "value_max": "5.0", "unit": "%", "comparator": "range"}),
        ("1000–1200亿元", {"value": "100000000000", "value_max": "120000000000", "unit": "元"}),
        ("-2%", {"value": "2", "unit": "%", "dimension": "decline"}),
        ("第3位", {"value": "3", "unit": "位", "dimension": "rank"}),
        ("9999户", {"value": "9999", "unit": "户"}),
        ("≥10个", {"value": "10.0", "unit": "个", "comparator": "ge"}),
    ],
)
def test_quantities_are_short(said: str, arguments: dict[str, str]) -> None:
    numbers = {key: Decimal(arguments.pop(key)) for key in ("value", "value_max") if key in arguments}
    assert quantity(**numbers, **arguments) == said  # type: ignore[arg-type]


@given(st.decimals(0, 10**13, places=2))
def test_a_quantity_is_exact(value: Decimal) -> None:
    said = quantity(value)
    factor = {"万": 10**4, "亿": 10**8}.get(said[-1], 1)
    assert Decimal(said.rstrip("万亿")) * factor == value
