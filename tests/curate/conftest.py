from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.curate.apply import apply_curation
from kg.curate.read import parse_curation
from kg.divisions import Divisions
from kg.model import Extraction, Knowledge
from kg.ontology import default_folder
from kg.resolve import Identity, resolve
from tests.resolve.factory import DATONG, Known, company, document, place, project

Curated = Callable[[str], tuple[Knowledge, tuple[str, ...]]]


def documents() -> list[Extraction]:
    """Two reports: a company under two names that nothing but a person can join, its projects and where they lie."""
    return [
        document(
            "甲河大桥由红星重工承建，位于小店区。乙河水库完工。",
            [project("甲河大桥"), company("红星重工"), place("小店区", "140105"), project("乙河水库")],
            [("红星重工", "participatesIn", "甲河大桥"), ("甲河大桥", "locatedIn", "小店区")],
            [("甲河大桥", "started", "achieved")],
            name="a.txt",
        ),
        document(
            "五角星公司参与甲河大桥，乙河水库扩建。太绥高速铁路即太绥高铁。",
            [
                company("五角星公司"),
                project("甲河大桥"),
                project("乙河水库"),
                project("太绥高速铁路"),
                project("太绥高铁"),
            ],
            [("五角星公司", "participatesIn", "甲河大桥")],
            name="b.txt",
            subject=DATONG,
        ),
    ]


@pytest.fixture(scope="session")
def gazetteer() -> Known:
    return Known(divisions=Divisions.load(default_folder() / "gazetteer"))


@pytest.fixture(scope="session")
def curated(gazetteer: Known) -> Curated:
    identity = Identity.load(default_folder())

    def run(text: str) -> tuple[Knowledge, tuple[str, ...]]:
        curation = parse_curation(text.encode(), Path("curation.toml"))
        knowledge = resolve(documents(), gazetteer=gazetteer, identity=identity, curation=curation)
        return apply_curation(knowledge, curation)

    return run
