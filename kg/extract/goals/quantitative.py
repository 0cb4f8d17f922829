"""From numbers to measures: what each number of a sentence measures.

Numbers are read clause by clause, in order. A clause that leaves its indicator out takes it over from the last measure
of the sentence; a list takes over the verb of its first member; 分别 deals numbers out to the members of a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.goals.accept import Judge
from kg.extract.goals.clause import Clause
from kg.extract.goals.counted import read_number
from kg.extract.goals.left import LeftReader
from kg.extract.goals.lexicon import Lexicon
from kg.extract.goals.lists import ListReader
from kg.extract.goals.measure import Measure
from kg.extract.goals.quantities import Quantity
from kg.extract.goals.scan import Tokens
from kg.extract.goals.shared import read_shared

#: Rules whose text runs on behind the number.
_RUNS_ON = frozenset({"after", "state", "event"})


class QuantitativeReader:
    """Reads the measures of one sentence at a time."""

    __slots__ = ("_judge", "_left", "_lexicon", "_lists")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._left = LeftReader(lexicon)
        self._judge = Judge(lexicon)
        self._lists = ListReader(lexicon)

    def read(
        self,
        text: str,
        tokens: Tokens,
        clauses: Sequence[tuple[int, int]],
        quantities: Sequence[Quantity],
        places: dict[int, int],
    ) -> list[Measure]:
        """Measures of a sentence.

        `clauses` are its clauses in order, `quantities` all its quantities in order; `places` says for the start of a
        rank where its indicator ends.
        """
        measures: list[Measure] = []
        at = 0
        for start, end in clauses:
            first = at
            while at < len(quantities) and quantities[at].start < end:
                at += 1
            if at == first:
                continue
            kept = self._judge.measures(text, tokens, start, end, quantities[first:at])
            if kept:
                _read_clause(
                    Clause(
                        lexicon=self._lexicon,
                        left=self._left,
                        lists=self._lists,
                        text=text,
                        tokens=tokens,
                        start=start,
                        end=end,
                        quantities=kept,
                        places=places,
                        measures=measures,
                    )
                )
        return measures


def _read_clause(clause: Clause) -> None:
    i = 0
    while i < len(clause.quantities):
        taken = read_shared(clause, i)
        if not taken:
            read_number(clause, i)
            taken = 1
        i += taken
        clause.at = max(clause.at, clause.quantities[min(i, len(clause.quantities)) - 1].end)
        last = clause.measures[-1] if clause.measures else None
        if last is not None and last.rule in _RUNS_ON and last.end <= clause.end:
            clause.at = max(clause.at, last.end)
