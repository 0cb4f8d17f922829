from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Page
from kg.ontology import default_folder
from kg.read import Layout, load_layout, page_of


@pytest.fixture(scope="session")
def layout() -> Layout:
    return load_layout(default_folder())


@pytest.fixture(scope="session")
def read(layout: Layout) -> Callable[[str], Page]:
    def of_text(text: str) -> Page:
        return page_of("report.txt", text.encode(), layout)

    return of_text
