"""Names of standard indicators, as `lexicon/indicators.toml` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology import read_toml

_SOURCE = "lexicon/indicators.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorNames:
    """Any name of an indicator (`GDP`) to the canonical one (`地区生产总值`), and that to its English name."""

    canonical: Mapping[str, str]
    english: Mapping[str, str]

    @classmethod
    def load(cls, ontology: Path) -> IndicatorNames:
        """Reads the lexicon; raises OntologyError where it is missing or malformed."""
        canonical: dict[str, str] = {}
        english: dict[str, str] = {}
        try:
            for entry in read_toml(ontology, _SOURCE)["indicator"]:
                name = entry["name"]
                english[name] = entry["en"]
                canonical[name] = name
                for alias in entry.get("aliases", ()):
                    canonical.setdefault(alias, name)
        except (KeyError, TypeError) as error:
            raise OntologyError(f"{ontology / _SOURCE}: {error!r}") from None
        return cls(canonical=canonical, english=english)
