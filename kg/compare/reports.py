"""What is compared, as the graph has it: reports, their goals for the whole place, and what their files lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from kg.export.vocabulary import ONTOLOGY
from kg.query.quotes import Quoted, quotes
from kg.query.source import Description, Source

Side = Literal["target", "result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGoal:
    """A numeric or relative goal of a reporting place; `words` is its text.

    `measures` is the number of numeric goals of the place as a whole in the same sentence. `means` are the programmes
    that the report names as the means to the goal (实施提振消费行动，社会消费品零售总额增长5%); empty: it is the
    place's alone.
    """

    iri: str
    words: str
    achieved: bool
    indicator: str
    indicator_text: str
    dimension: str | None
    year: int | None
    year_from: int | None
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    comparator: str | None
    wording: str | None
    relative_to: str | None
    quotes: tuple[Quoted, ...]
    measures: int = 0
    means: tuple[str, ...] = ()

    @property
    def relative(self) -> bool:
        """Does it measure itself against something else, without a number?"""
        return self.value is None

    @property
    def relation(self) -> str:
        """The words of a relative goal without its indicator: `与经济增长基本同步`."""
        rest = self.words.removeprefix(self.indicator_text)
        return rest or self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReport:
    """One report: place, years, goals of the place, and whether its files lack where results or targets stand."""

    iri: str
    place: str
    place_iri: str
    code: str
    plan_year: int | None
    review_year: int | None
    goals: tuple[PlaceGoal, ...]
    lacks: frozenset[Side]


def read_reports(source: Source, places: Iterable[str] = ()) -> list[PlaceReport]:
    """The reports of these places (IRIs; none: of all), by place code and year. A report must tell its place."""
    wanted = set(places)
    documents = _documents(source)
    reports = []
    for iri in source.instances("Report"):
        description = source.describe(iri)
        place = description.text("subjectPlace")
        if place is None or (wanted and place not in wanted):
            continue
        about = source.describe(place)
        reports.append(
            PlaceReport(
                iri=iri,
                place=about.name,
                place_iri=place,
                code=about.text("adminCode") or "",
                plan_year=description.integer("planYear"),
                review_year=description.integer("reviewYear"),
                goals=_goals(source, about, iri),
                lacks=_lacking(documents.get(iri, ())),
            )
        )
    return sorted(reports, key=lambda report: (report.code or "~", report.place, report.plan_year or 0, report.iri))


def lacks(coverage: str, parts: Iterable[str]) -> frozenset[Side]:
    """What a file surely or possibly lacks, by its coverage and the parts of the report that it holds.

    The main results open the review, the main targets open the plan. A file that starts midway lacks the results; it
    lacks the targets, too, where it holds nothing of the review before them. A file that ends midway lacks the targets
    where it does not reach the plan.
    """
    held = set(parts)
    headless, tailless = coverage in ("startsMidway", "middle"), coverage in ("endsMidway", "middle")
    missing: set[Side] = set()
    if headless:
        missing.add("result")
    if (headless and "review" not in held) or (tailless and "plan" not in held):
        missing.add("target")
    return frozenset(missing)


def _lacking(documents: Sequence[tuple[str, frozenset[str]]]) -> frozenset[Side]:
    """What all files of a report lack."""
    missing = [lacks(coverage, parts) for coverage, parts in documents]
    return frozenset.intersection(*missing) if missing else frozenset()


def _documents(source: Source) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """For each report, the coverage of its files and the parts of the report that they hold."""
    import pyoxigraph as ox

    parts: dict[str, set[str]] = {}
    for quad in source.store.quads_for_pattern(None, ox.NamedNode(f"{ONTOLOGY}part"), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            document = source.objects(quad.subject.value, f"{ONTOLOGY}document")[0]
            parts.setdefault(str(document), set()).add(quad.object.value)
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for iri in source.instances("Document"):
        description = source.describe(iri)
        held = frozenset(parts.get(f"<{iri}>", ()))
        for report in description.texts("witnesses"):
            found.setdefault(report, []).append((description.text("coverage") or "whole", held))
    return found


def _goals(source: Source, place: Description, report: str) -> tuple[PlaceGoal, ...]:
    """Goals that `report` states of its place alone or of programmes, with how many of the place's share a sentence."""
    goals = []
    for description in _reported(source, report):
        subjects = _subjects(source, description)
        means = [subject for subject in subjects if "Program" in subject.classes]
        others = [subject for subject in subjects if subject not in means and subject.iri != place.iri]
        goal = None if others or not subjects else _goal(source, description)
        if goal:
            goals.append(replace(goal, means=tuple(subject.name for subject in means)))
    shared = Counter(quote.text for goal in goals if not (goal.relative or goal.means) for quote in goal.quotes)
    return tuple(replace(goal, measures=max((shared[q.text] for q in goal.quotes), default=0)) for goal in goals)


def _reported(source: Source, report: str) -> Iterator[Description]:
    """The goals that `report` states, in the order of their IRIs."""
    import pyoxigraph as ox

    for iri in source.subjects(f"{ONTOLOGY}reportedIn", ox.NamedNode(report)):
        description = source.describe(iri)
        if "Goal" in description.classes:
            yield description


def _subjects(source: Source, goal: Description) -> list[Description]:
    import pyoxigraph as ox

    return [source.describe(iri) for iri in source.subjects(f"{ONTOLOGY}hasGoal", ox.NamedNode(goal.iri))]


def _goal(source: Source, goal: Description) -> PlaceGoal | None:
    indicator, value = goal.text("indicator"), goal.text("value")
    if indicator is None or (value is None and "RelativeGoal" not in goal.classes):
        return None
    value_max = goal.text("valueMax")
    return PlaceGoal(
        iri=goal.iri,
        words=goal.name,
        achieved=goal.text("status") == "achieved",
        indicator=source.describe(indicator).name,
        indicator_text=goal.text("indicatorText") or "",
        dimension=goal.text("dimension"),
        year=goal.integer("year"),
        year_from=goal.integer("yearFrom"),
        value=Decimal(value) if value else None,
        value_max=Decimal(value_max) if value_max else None,
        unit=goal.text("unit") or "",
        comparator=goal.text("comparator"),
        wording=goal.text("wording"),
        relative_to=goal.text("relativeTo"),
        quotes=quotes(source, goal.texts("evidence")),
    )
