"""Goals: which are one, and what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from kg.model import Goal, Mention, Report
from kg.resolve.identity import Identity, segment

_NONE = "-"


def indicator_id(name: str, identity: Identity) -> str:
    """The id of the indicator called `name`."""
    return f"indicator/{segment(identity.plain(name))}"


def indicator_name(goal: Goal) -> str | None:
    """The canonical indicator, or the words of the text where none is known."""
    return goal.concept or goal.indicator


def goal_id(mention: Mention, goal: Goal, subjects: Iterable[str], report: Report, identity: Identity) -> str:
    """The id of what `mention` says of `subjects` in `report`; the same aim said twice has one id."""
    whose = "+".join(subject for subject in subjects if subject != report.place)
    if goal.kind == "qualitative":
        what = [segment(identity.plain(mention.name))]
    else:
        name = indicator_name(goal)
        what = [
            segment(identity.plain(name)) if name else _NONE,
            goal.dimension or _NONE,
            _amount(goal) or segment(identity.plain(goal.relative_to or mention.name)),
            goal.comparator or _NONE,
        ]
    year = str(goal.year) if goal.year else _NONE
    return "/".join(["goal", report.id.removeprefix("report/"), whose or _NONE, *what, goal.status, year])


def decimal_text(value: float) -> str:
    """`value` in plain decimal notation: the shortest that reads back as the same number (`81200.0`, `6.5`)."""
    text = format(Decimal(repr(value)), "f")
    return text if "." in text else f"{text}.0"


def representative(mentions: Iterable[Mention]) -> Goal:
    """The reading of a goal that most mentions share, the first one among equals."""
    counts = Counter(mention.goal for mention in mentions if mention.goal)
    return counts.most_common(1)[0][0]


def _amount(goal: Goal) -> str:
    values = [decimal_text(v).removesuffix(".0") for v in (goal.value, goal.value_max) if v is not None]
    return "~".join(values) + segment(goal.unit or "") if values else ""
