import pytest

from kg.model import Goal, Part
from tests.extract.goals.conftest import Find


def _only(find: Find, text: str, part: Part) -> Goal:
    goals = [c.goal for _, c in find(text, part=part) if c.goal is not None]
    assert len(goals) == 1
    return goals[0]


@pytest.mark.parametrize(
    ("text", "part", "status", "year"),
    [
        ("粮食产量增长2%。", "plan", "target", 2031),
        ("粮食产量增长2%。", "review", "achieved", 2030),
        ("到2035年，森林覆盖率达到40%。", "plan", "target", 2035),
        ("力争到2032年森林覆盖率达到40%。", "review", "target", 2032),
        ("2028年，森林覆盖率达到40%。", "review", "achieved", 2028),
        ("目前，我市拥有高新技术企业90家。", "plan", "achieved", 2030),
        ("要确保粮食产量增长2%。", "other", "target", 2031),
        ("粮食产量增长2%。", "other", "achieved", 2030),
        ("“十四五”期间，粮食产量年均增长2%。", "review", "achieved", 2025),
        ("未来五年，粮食产量年均增长2%。", "multiyear", "target", 2035),
        ("三年内引进企业20家。", "plan", "target", 2033),
    ],
)
def test_status_and_year(find: Find, text: str, part: Part, status: str, year: int) -> None:
    goal = _only(find, text, part)
    assert (goal.status, goal.year) == (status, year)


def test_span_deadline_and_wording(find: Find) -> None:
    span = _only(find, "未来五年，粮食产量年均增长2%。", "multiyear")
    assert (span.year_from, span.year) == (2031, 2035)
    goal = _only(find, "力争年底前5G基站达到900座。", "plan")
    assert (goal.deadline, goal.wording) == ("年底前", "力争")
    assert _only(find, "5G基站突破900座。", "plan").wording == "突破"


def test_a_rise_starts_in_the_base_year(find: Find) -> None:
    goals = [c.goal for _, c in find("五年来，企业由76家增加到163家。", part="review") if c.goal]
    assert [g.year for g in goals] == [2025, 2030]
    goals = [c.goal for _, c in find("企业由2027年的76家增加到163家。", part="review") if c.goal]
    assert [g.year for g in goals] == [2027, 2030]
    goals = [c.goal for _, c in find("2026年以来，企业从76家增加到163家。", part="review") if c.goal]
    assert [g.year for g in goals] == [2026, 2030]


def test_a_page_without_years_gives_goals_without_years(find: Find) -> None:
    ((_, candidate),) = find("粮食产量增长2%。", plan_year=None)
    assert candidate.goal is not None and candidate.goal.year is None


def test_a_change_against_an_early_year_is_about_several_years(find: Find) -> None:
    several = _only(find, "单位生产总值能耗较2026年下降12%。", "review")
    assert (several.year_from, several.year) == (2027, 2030)
    assert _only(find, "单位生产总值能耗较2029年下降3%。", "review").year_from is None
