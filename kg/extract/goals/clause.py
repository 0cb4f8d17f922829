"""A clause that is being read: its numbers, and the measures of the sentence so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.goals.left import LeftReader
from kg.extract.goals.lexicon import Lexicon
from kg.extract.goals.lists import ListReader
from kg.extract.goals.measure import Measure
from kg.extract.goals.quantities import Quantity
from kg.extract.goals.scan import Role, Tokens
from kg.model import Dimension

#: What may stand between two members of a list.
SEPARATORS = "、和及与或，"
_BOUND = frozenset("。；！？\n")
_OPENING = frozenset("。；！？\n，：")
_CONTINUES = Role.DROP | Role.KEEP | Role.JOIN | Role.STATE | Role.OPENER


@dataclass(slots=True, kw_only=True)
class Clause:
    """One clause `start:end` of a text.

    `quantities` are its measuring numbers in order; `places` says for the start of a rank where its indicator ends.
    Reading appends to `measures`, which holds those of the whole sentence. `at` is how far the clause has been read,
    `verb` the defining verb that later members of a list take over.
    """

    lexicon: Lexicon
    left: LeftReader
    lists: ListReader
    text: str
    tokens: Tokens
    start: int
    end: int
    quantities: list[Quantity]
    places: dict[int, int]
    measures: list[Measure]
    at: int = field(init=False)
    verb: str = ""

    def __post_init__(self) -> None:
        self.at = self.start

    @property
    def last(self) -> Measure | None:
        """The measure that a number may take its indicator over from."""
        if not self.measures:
            return None
        last = self.measures[-1]
        if last.quantity.kind == "rank" and last.base.endswith(self.lexicon.speed_words):
            return next((m for m in reversed(self.measures) if m.quantity.kind != "rank"), last)
        return last

    def levels(self) -> list[Measure]:
        """The measures of the sentence so far that are no ranks."""
        return [m for m in self.measures if m.quantity.kind != "rank"]

    def add(
        self, rule: str, quantity: Quantity, start: int, end: int, indicator: str, *, base: str | None = None,
        noun: str | None = None, verb: str = "", dimension: Dimension = "level", unit: str | None = None,
        year: int | None = None, earlier: bool = False, since: int | None = None,
    ) -> None:  # fmt: skip
        """Append a measure; `base` is the indicator and `noun` the base where they are not given."""
        base = indicator if base is None else base
        if dimension == "level" and quantity.unit == "%" and indicator.endswith(self.lexicon.speed_words):
            dimension = self.lexicon.speed_dimension(indicator)
        self.measures.append(
            Measure(
                start=start,
                end=end,
                quantity=quantity,
                indicator=indicator,
                base=base,
                noun=base if noun is None else noun,
                verb=verb,
                rule=rule,
                dimension=dimension,
                unit=quantity.unit if unit is None else unit,
                year=year,
                earlier=earlier,
                since=since,
            )
        )

    def opening(self, start: int, end: int) -> int:
        """Where an indicator in `start:end` begins, dates and scope taken off."""
        return self.left.opening(self.text, self.tokens, start, end)

    def complete(self, indicator: str) -> str:
        """The indicator, with the measure before it in front where it says nothing alone (总投资, 占比)."""
        if indicator not in self.lexicon.dependent:
            return indicator
        last, topic = self.last, self.topic()
        if topic is None and last is None:
            return indicator
        base = topic or (last.noun if last is not None else "")
        if indicator not in self.lexicon.speeds:
            if not self.lexicon.measures.strip_end(base, 0, len(base)):
                return indicator  # 进出口90亿元、出口50亿元: there is nothing whose measure it would be
            measures = self.lexicon.measures
            base = base[: len(base) - measures.closing(base, 0, len(base))]
            if measures.opening(indicator, 0, len(indicator) - 1):  # 存款余额5亿元、贷款余额3亿元
                base = base[: len(base) - measures.closing(base, 0, len(base))]
        return base + indicator

    def implied(self, indicator: str, *, scaled: bool) -> str | None:
        """The unit that a bare number has behind this indicator; None where it would measure nothing."""
        if not scaled:
            return "" if indicator.endswith(self.lexicon.unitless) else None
        for word, unit in self.lexicon.implied:
            if indicator.endswith(word):
                return unit
        return self.last.unit if self.last is not None and not indicator else None

    def run(self, i: int) -> int:
        """How many quantities from `i` on follow each other with only a separator or the change word between."""
        n = 1
        while i + n < len(self.quantities):
            between = self.text[self.quantities[i + n - 1].end : self.quantities[i + n].start]
            if between.strip(SEPARATORS) not in self.lexicon.repeated:
                break
            n += 1
        return n

    # ------------------------------------------------------------ what stands behind a number

    def right_edge(self, i: int) -> int:
        """Where the words that belong to the right of quantity `i` end at the latest."""
        quantity = self.quantities[i]
        if i + 1 < len(self.quantities):
            stop = self.quantities[i + 1].start
            cut = self.text.rfind("、", quantity.end, stop)
            return stop if cut < 0 else cut
        cut = self.text.find("、", quantity.end, self.end)
        return cut if cut >= 0 and self.continues(cut + 1) else self.end

    def continues(self, start: int) -> bool:
        """Whether a clause of its own begins at `start` (a verb opens it) rather than another noun of a list."""
        role = self.tokens.at(start)[0]
        return bool(role & _CONTINUES) or self.text.startswith(self.lexicon.resumptions, start)

    def noun_end(self, start: int, stop: int, *, alone: bool = False) -> tuple[int, str]:
        """Where the noun behind a number ends, and what kind of event follows it (`join`, `state` or nothing).

        `alone` says that no other number stands in the clause behind it, so that the object of an event is the event's.
        """
        tokens = self.tokens
        index = tokens.first(start)
        while index < len(tokens.starts) and tokens.starts[index] < stop:
            at, role = tokens.starts[index], tokens.roles[index]
            if role & (Role.JOIN | Role.STATE) and not self._quoted(start, at):
                if role & Role.JOIN:
                    return at, "join"
                end = self.event_end(at, stop)
                if stop == end or stop - end > 2:  # one or two signs more make it a part of the noun (启动区)
                    transitive = (
                        alone and at > start and stop > end and self.text.endswith(self.lexicon.transitive, at, end)
                    )
                    return at, "join" if transitive else "state"
            elif (
                at == start
                and role & (Role.KEEP | Role.DROP)
                and not role & Role.NOUN
                and stop - tokens.ends[index] >= 2
            ):
                return start, "join"
            index += 1
        return stop, ""

    def event_end(self, start: int, stop: int) -> int:
        """Where a run of words that begins at `start` ends."""
        index = self.tokens.first(start)
        end = start
        while index < len(self.tokens.starts) and self.tokens.starts[index] == end and self.tokens.ends[index] <= stop:
            end = self.tokens.ends[index]
            index += 1
        return end

    def verb_end(self, start: int, stop: int) -> int:
        """Where the verbs that begin at `start` end."""
        while start < stop:
            role, end = self.tokens.at(start)
            if end > stop or not role & (Role.KEEP | Role.DROP | Role.OPENER):
                break
            start = end
        return start + self.text.startswith("了", start, stop)

    def topic(self) -> str | None:
        """A standard indicator that opens a clause between the last measure and this clause (粮食产量再创新高，达…)."""
        text, tokens = self.text, self.tokens
        after = self.measures[-1].end if self.measures else 0
        for index in range(tokens.first(self.start) - 1, -1, -1):
            at = tokens.starts[index]
            if at < after or not _BOUND.isdisjoint(text[tokens.ends[index] : self.start]):
                break
            if tokens.roles[index] & Role.INDICATOR and self._opens(index):
                return text[at : tokens.ends[index]]
        return None

    def _opens(self, index: int) -> bool:
        """Whether nothing but words of scope and manner stands between the last mark, or 的, and this word."""
        text, tokens = self.text, self.tokens
        while index > 0 and tokens.ends[index - 1] == tokens.starts[index] and tokens.roles[index - 1] & Role.OPENER:
            index -= 1
        at = tokens.starts[index]
        return at == 0 or text[at - 1] in _OPENING or text[at - 1] == "的"

    def _quoted(self, start: int, position: int) -> bool:
        return self.text.count("“", start, position) > self.text.count("”", start, position)
