"""Places that share what follows their list."""

import re

import pytest

from kg.extract.sharing import share_heads
from kg.model import Candidate

HEADS = {"Institution": re.compile("(?:等)?(?:[0-9三]个)?(?P<head>省实验室|医院)")}
KINDS = {"P": "Project", "I": "Institution", "L": "Place"}


def marked(text: str) -> tuple[str, list[Candidate]]:
    """The text without brackets, and what stands in `[P …]`, `[I …]`, `[L …]`, which may hold a `[L …]` in front."""
    plain, found = "", []
    for whole, kind, site, rest in re.findall(r"(\[([PIL]) (?:\[L ([^\]]*)\])?([^\[\]]*)\]|[^\[\]]+)", text):
        if not kind:
            plain += whole
            continue
        start = len(plain)
        plain += site + rest
        found.append(Candidate(type=KINDS[kind], start=start, end=len(plain), score=0.5, rule="x"))
        if site:
            found.append(Candidate(type="Place", start=start, end=start + len(site), score=0.5, rule="x"))
    return plain, found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("建成[L 甲山]、[I [L 乙湖]实验室]。", [("Institution", "甲山实验室")]),
        ("推进[L 甲县]、[L 丙县]和[P [L 乙县]2座水库]建设。", [("Project", "甲县水库"), ("Project", "丙县水库")]),
        ("[L 甲山]、[L 乙湖]等3个省实验室挂牌。", [("Institution", "甲山省实验室"), ("Institution", "乙湖省实验室")]),
        ("[L 甲山]、[L 乙湖]等地。", []),
        ("在[L 甲山]，[I [L 乙湖]实验室]挂牌。", []),
        ("[L 甲山]实验室", []),  # one place is no list
        ("支持[P 丁项目]、[I [L 乙湖]实验室]。", []),
        ("推进[L 甲县]、[P 戊水库]建设。", []),  # it does not open with a place
    ],
)
def test_places_share_what_follows(text: str, names: list[tuple[str, str]]) -> None:
    plain, found = marked(text)
    shared = share_heads(plain, found, HEADS)
    assert [(c.type, c.name) for c in shared if c.rule == "shared"] == names
    assert [c for c in shared if c.rule != "shared"] == found
