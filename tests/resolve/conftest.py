from __future__ import annotations

import pytest

from kg.divisions import Divisions
from kg.ontology import default_folder
from kg.resolve import Identity


@pytest.fixture(scope="session")
def divisions() -> Divisions:
    return Divisions.load(default_folder() / "gazetteer")


@pytest.fixture(scope="session")
def identity() -> Identity:
    return Identity.load(default_folder())
