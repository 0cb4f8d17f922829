"""The grammar of numbers and aims: all goals of a page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from pathlib import Path

from kg.extract.goals.context import ContextReader, base_year
from kg.extract.goals.indicators import Indicators
from kg.extract.goals.lexicon import Lexicon
from kg.extract.goals.measure import Measure
from kg.extract.goals.qualitative import Aim, QualitativeReader
from kg.extract.goals.quantitative import QuantitativeReader
from kg.extract.goals.quantities import Quantity, QuantityReader
from kg.extract.goals.ranks import RankReader
from kg.extract.goals.relative import RelativeAim, RelativeReader
from kg.extract.goals.scan import Role, Tokens, Words, marks, roles_of
from kg.model import Candidate, Goal, Page, Sentence, Span


class GoalGrammar:
    """Finds goals: numbers that measure something, aims without a number, aims relative to something else."""

    __slots__ = (
        "_context",
        "_indicators",
        "_qualitative",
        "_quantitative",
        "_quantities",
        "_ranks",
        "_relative",
        "_scores",
        "_words",
    )

    def __init__(self, lexicon: Lexicon, indicators: Indicators) -> None:
        table = lexicon.table
        self._indicators = indicators
        self._quantities = QuantityReader(lexicon)
        self._ranks = RankReader(lexicon)
        self._quantitative = QuantitativeReader(lexicon)
        self._qualitative = QualitativeReader(table["aims"])
        self._relative = RelativeReader(lexicon)
        self._context = ContextReader(table)
        self._scores = table["scores"]
        verbs, predicates = table["verbs"], table["predicates"]
        self._words = Words(
            roles_of(
                [
                    (table["openers"]["words"], Role.OPENER),
                    (verbs["drop"], Role.DROP),
                    (verbs["keep"], Role.KEEP),
                    (verbs["middle"], Role.MIDDLE),
                    (verbs["nouns"], Role.NOUN),
                    (predicates["join"], Role.JOIN),
                    (predicates["state"], Role.STATE),
                    (indicators.names(), Role.INDICATOR),
                    (table["titles"]["words"], Role.TITLE),
                    (self._qualitative.verbs(), Role.AIM),
                    (self._relative.triggers(), Role.AGAINST),
                ]
            )
        )

    @classmethod
    def load(cls, ontology: Path) -> GoalGrammar:
        """Compile the grammar from the ontology's lexicons. Raises OntologyError where one is missing or malformed."""
        lexicon = Lexicon.load(ontology)
        return cls(lexicon, Indicators.load(ontology, lexicon.table["openers"]["words"]))

    def find(self, page: Page) -> list[Candidate]:
        """All goals of a page, sorted by start, then end; offsets are those of `page.text`."""
        text = page.text
        tokens = self._words.scan(text)
        cuts = marks(text)
        found = self._numeric(page, tokens, cuts)
        counted = [(c.start, c.end) for c in found]
        starts = [sentence.start for sentence in page.sentences]
        for aim in self._qualitative.find(text, tokens, cuts, counted):
            found.append(self._aim(page, _sentence(page, starts, aim.start), aim))
        numeric = found[: len(counted)]
        for relative in self._relative.find(text, tokens, cuts):
            sentence = _sentence(page, starts, relative.start)
            found.append(self._against(page, sentence, relative, _last_before(numeric, sentence, relative.start)))
        found.sort(key=lambda c: (c.start, c.end, c.rule))
        return found

    def _numeric(self, page: Page, tokens: Tokens, cuts: list[int]) -> list[Candidate]:
        text = page.text
        places: dict[int, int] = {}
        ranks: list[Quantity] = []
        for rank, place in self._ranks.find(text):
            places[rank.start] = place
            ranks.append(rank)
        quantities = _merge(self._quantities.find(text), ranks)
        if not quantities:
            return []
        positions = [q.start for q in quantities]
        out: list[Candidate] = []
        for sentence in page.sentences:
            first, last = bisect_left(positions, sentence.start), bisect_left(positions, sentence.end)
            if first == last:
                continue
            inside = quantities[first:last]
            measures = self._quantitative.read(text, tokens, _clauses(sentence, cuts, inside), inside, places)
            out += [self._candidate(page, sentence, measure) for measure in measures]
        return out

    def _candidate(self, page: Page, sentence: Sentence, measure: Measure) -> Candidate:
        setting = self._context.read(page, sentence, measure.start, measure.end)
        year = setting.year
        if measure.year is not None:
            year = measure.year
        elif measure.earlier:
            year = base_year(page, sentence, measure.start)
        first = setting.year_from
        if measure.since is not None and year is not None and measure.since < year - 1:
            first = measure.since + 1
        quantity = measure.quantity
        goal = Goal(
            kind="quantitative",
            status=setting.status,
            year=year,
            year_from=first,
            deadline=setting.deadline,
            wording=setting.wording or quantity.wording,
            indicator=measure.indicator,
            concept=self._indicators.concept(measure.base, whole=measure.dimension == "rank"),
            dimension=measure.dimension,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=measure.unit,
            comparator=quantity.comparator,
        )
        return self._scored(page.text, measure.start, measure.end, f"number.{measure.rule}", goal)

    def _aim(self, page: Page, sentence: Sentence, aim: Aim) -> Candidate:
        setting = self._context.read(page, sentence, aim.start, aim.end)
        goal = Goal(
            kind="qualitative",
            status=setting.status,
            year=setting.year,
            year_from=setting.year_from,
            deadline=setting.deadline,
            wording=setting.wording,
        )
        return self._scored(page.text, aim.start, aim.end, f"aim.{aim.frame}", goal)

    def _against(self, page: Page, sentence: Sentence, aim: RelativeAim, before: Goal | None) -> Candidate:
        """A relative aim; one that names no indicator has that of the number `before` it."""
        indicator, concept = aim.indicator or None, self._indicators.concept(aim.base) if aim.base else None
        if not aim.base and before is not None:
            indicator, concept = aim.indicator or before.indicator, before.concept
        setting = self._context.read(page, sentence, aim.start, aim.end)
        goal = Goal(
            kind="relative",
            status=setting.status,
            year=setting.year,
            year_from=setting.year_from,
            deadline=setting.deadline,
            wording=setting.wording,
            indicator=indicator,
            concept=concept,
            dimension=aim.dimension,
            relative_to=aim.to,
        )
        return self._scored(page.text, aim.start, aim.end, "relative", goal)

    def _scored(self, text: str, start: int, end: int, rule: str, goal: Goal) -> Candidate:
        score, name = self._scores.get(rule, 2.0), text[start:end]
        return Candidate(type="Goal", start=start, end=end, score=score, rule=rule, name=name, goal=goal)


def _clauses(sentence: Sentence, cuts: list[int], quantities: list[Quantity]) -> list[Span]:
    """The clauses of a sentence that hold a quantity, in order; `cuts` are the ends of all clauses."""
    clauses: list[Span] = []
    reached = sentence.start
    for quantity in quantities:
        if quantity.start < reached:
            continue
        at = bisect_right(cuts, quantity.start)
        start = max(sentence.start, cuts[at - 1] + 1) if at else sentence.start
        reached = min(sentence.end, cuts[at]) if at < len(cuts) else sentence.end
        clauses.append((start, reached))
    return clauses


def _sentence(page: Page, starts: list[int], position: int) -> Sentence:
    return page.sentences[max(0, bisect_right(starts, position) - 1)]


def _last_before(numeric: list[Candidate], sentence: Sentence, position: int) -> Goal | None:
    """The goal of the last number of a sentence that ends before `position`."""
    inside = (c for c in reversed(numeric) if sentence.start <= c.start and c.end <= position)
    last = next(inside, None)
    return last.goal if last is not None else None


def _merge(quantities: list[Quantity], ranks: list[Quantity]) -> list[Quantity]:
    """Both in the order of the text; a number inside a rank (前20位) is the rank's."""
    taken = {position for rank in ranks for position in range(rank.start, rank.end)}
    free = [q for q in quantities if q.number not in taken] if taken else quantities
    return sorted([*free, *ranks], key=lambda q: (q.start, q.end))
