from __future__ import annotations

import pytest

from kg.export.vocabulary import Vocabulary
from kg.model import Knowledge
from kg.ontology import default_folder
from tests.export.collection import small_collection


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return small_collection()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(default_folder())
