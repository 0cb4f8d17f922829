from collections.abc import Callable

import pytest

from kg.extract.goals import GoalGrammar
from kg.extract.goals.lexicon import Lexicon
from kg.extract.goals.quantities import QuantityReader
from kg.model import Candidate, Part
from kg.ontology import default_folder
from tests.extract.goals.pages import page_of

Find = Callable[..., list[tuple[str, Candidate]]]


@pytest.fixture(scope="session")
def grammar() -> GoalGrammar:
    return GoalGrammar.load(default_folder())


@pytest.fixture(scope="session")
def quantities() -> QuantityReader:
    return QuantityReader(Lexicon.load(default_folder()))


@pytest.fixture(scope="session")
def find(grammar: GoalGrammar) -> Find:
    """Goals of a text with their words, in order."""

    def run(text: str, *, part: Part = "plan", plan_year: int | None = 2031) -> list[tuple[str, Candidate]]:
        return [(text[c.start : c.end], c) for c in grammar.find(page_of(text, part=part, plan_year=plan_year))]

    return run
