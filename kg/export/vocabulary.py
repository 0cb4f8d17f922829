"""What the exports take from the ontology: superclasses, Chinese labels, units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OntologyError
from kg.ontology import read_toml

ONTOLOGY = "https://w3id.org/kg-report/ontology#"
BASE = "https://w3id.org/kg-report/id/"
PREFIXES: Mapping[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "kg": ONTOLOGY,
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measure that QUDT lacks, as a multiple of one that it has (`reference`, a name in `unit:`)."""

    symbol: str
    label: str
    multiplier: float
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the ontology says, by local names of `kg:`.

    `classes` maps a class to itself and its superclasses, `labels` a class or property to its Chinese label;
    `qudt` maps the symbol of a unit to its name in `unit:`, `units` to the definition of one of ours.
    """

    classes: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    qudt: Mapping[str, str]
    units: Mapping[str, Unit]

    @classmethod
    def load(cls, ontology: Path) -> Vocabulary:
        """Reads `kg.ttl` and `lexicon/units.toml`; raises OntologyError where one is missing or malformed."""
        above, labels = _read_ontology(ontology / "kg.ttl")
        qudt: dict[str, str] = {}
        units: dict[str, Unit] = {}
        for row in read_toml(ontology, "lexicon/units.toml")["unit"]:
            if "qudt" in row:
                qudt.setdefault(row["symbol"], row["qudt"])
            elif "si" in row:
                units[row["symbol"]] = Unit(
                    symbol=row["symbol"],
                    label=row["label"]["zh"],
                    multiplier=float(row["si"]["multiplier"]),
                    reference=row["si"]["unit"],
                )
        return cls(classes={name: _line(name, above) for name in labels}, labels=labels, qudt=qudt, units=units)


def _read_ontology(path: Path) -> tuple[Mapping[str, list[str]], Mapping[str, str]]:
    """Superclasses in `kg:` and Chinese labels of what `path` defines."""
    import pyoxigraph as ox

    above: dict[str, list[str]] = defaultdict(list)
    labels: dict[str, str] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(ONTOLOGY):
                continue
            name = subject.value.removeprefix(ONTOLOGY)
            if isinstance(value, ox.Literal):
                if quad.predicate.value == _LABEL and value.language == "zh":
                    labels[name] = value.value
            elif quad.predicate.value == _SUBCLASS and isinstance(value, ox.NamedNode):
                above[name].append(value.value)
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: {error}") from error
    ours = {
        name: [each.removeprefix(ONTOLOGY) for each in supers if each.startswith(ONTOLOGY)]
        for name, supers in above.items()
    }
    return ours, labels


def _line(name: str, above: Mapping[str, list[str]]) -> tuple[str, ...]:
    """`name` and all classes above it, nearest first."""
    line = [name]
    for known in line:
        line.extend(sorted(set(above.get(known, ())) - set(line)))
    return tuple(line)
