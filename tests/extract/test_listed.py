"""Members of lists that were passed over."""

import re

import pytest

from kg.extract.listed import fill_lists
from kg.model import Candidate

TAILS = {"Project": re.compile("(?:等)?(?:[十两三]大)?项目"), "Industry": re.compile("(?:等)?产业")}


def marked(text: str) -> tuple[str, list[Candidate]]:
    """The text without brackets, and what stands in `[P …]`, `[I …]`, `[C …]`."""
    kinds = {"P": "Project", "I": "Industry", "C": "Company"}
    plain, found = "", []
    for part in re.split(r"(\[[PIC][^\]]*\])", text):
        if part.startswith("["):
            found.append(
                Candidate(type=kinds[part[1]], start=len(plain), end=len(plain) + len(part) - 3, score=0.5, rule="x")
            )
            plain += part[2:-1]
        else:
            plain += part
    return plain, found


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("推进[P甲乙水库]、丙丁电站、[P戊己大桥]等项目建设", ["丙丁电站"]),
        ("推进[P甲乙水库]、[P戊己大桥]、丙丁电站等十大项目", ["丙丁电站"]),
        ("推进庚辛隧道、丙丁电站、[P甲乙水库]、[P戊己大桥]等项目", ["丙丁电站"]),  # where the first begins is not known
        ("推进[P甲乙水库]、丙丁（二期、三期）电站、[P戊己大桥]等项目", ["丙丁（二期、三期）电站"]),
        ("推进[P甲乙水库]、丙丁电站、[P戊己大桥]等工作", []),  # no head of the type
        ("推进[P甲乙水库]、[C丙丁公司]、[P戊己大桥]等项目", []),  # is a name already
        ("推进[P甲乙水库]、丙丁电站、庚辛隧道、壬癸码头等项目", []),  # one known member tells too little
        ("推进[P甲乙水库]、[C丙丁]二期电站、[P戊己大桥]等项目", ["丙丁二期电站"]),
        ("推进[P甲乙水库]。丙丁电站、[P戊己大桥]、庚辛隧道等项目", []),
    ],
)
def test_lists_are_filled(text: str, added: list[str]) -> None:
    plain, found = marked(text)
    filled = fill_lists(plain, found, TAILS)
    assert [plain[c.start : c.end] for c in filled if c.rule == "list"] == added
    assert [c for c in filled if c.rule != "list"] == found
