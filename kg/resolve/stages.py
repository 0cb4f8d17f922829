"""How far a project is: the furthest stage that the newest report says is reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from kg.model import Assertion, Report, StageName

ORDER: tuple[StageName, ...] = get_args(StageName)
PREDICATE = "stage"


def furthest(stages: Iterable[StageName]) -> StageName:
    """The last of `stages` in the life of a project."""
    return max(stages, key=ORDER.index)


def reached(assertions: Iterable[Assertion], reports: Mapping[str, Report]) -> tuple[StageName, int | None] | None:
    """Stage and its year by the stage assertions of one project; None where there are none.

    Of several reports the newest counts that reports something as reached. What is only promised is `proposed`.
    """
    known = list(assertions)
    if not known:
        return None
    done = [assertion for assertion in known if assertion.status == "achieved"]
    if not done:
        return ORDER[0], max((a.year for a in known if a.year), default=None)
    newest = max(reports[assertion.report].plan_year or 0 for assertion in done)
    latest = [a for a in done if (reports[a.report].plan_year or 0) == newest]
    stage = furthest(_stage(assertion) for assertion in latest)
    years = [a.year for a in latest if a.object == stage and a.year]
    return stage, min(years, default=reports[latest[0].report].review_year)


def _stage(assertion: Assertion) -> StageName:
    return next(stage for stage in ORDER if stage == assertion.object)
