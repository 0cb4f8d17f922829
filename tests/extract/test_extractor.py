from __future__ import annotations

import pytest

from kg.extract.extractor import Extractor
from kg.model import Candidate, Subject
from kg.ontology import default_folder
from kg.read import load_layout, page_of

LANZHOU = Subject(place="兰州市", code="620100", level="city", plan_year=2025, review_year=2024)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load(default_folder())


@pytest.mark.parametrize(
    ("words", "code", "subtype"),
    [
        ("龙城", None, None),  # the short name of a district in Liaoning alone
        ("龙城区", "211303", "County"),
        ("城关区", "620102", "County"),
        ("黄河", None, "Water"),
    ],
)
def test_a_short_name_is_no_county_of_another_province(
    extractor: Extractor, words: str, code: str | None, subtype: str | None
) -> None:
    page = page_of("report.txt", f"加快{words}建设。".encode(), load_layout(default_folder()))
    name = Candidate(type="Place", start=2, end=2 + len(words), score=0.9, rule="names")
    (place,) = extractor.candidates(page, LANZHOU, [name])
    assert (place.code, place.subtype) == (code, subtype)
