"""Questions kept in files: SPARQL with a header of comments that says what is asked and with which parameters.

    # zh: 某地的项目
    # en: Projects of a place
    # about: … (English; may go on over several such lines)
    # param place: Place  某地 / the place
    # param minimum: integer = 2  至少几地 / at least so many places
    # example: kg query projects-of-place --param place=太原市

A parameter is a variable of the SELECT clause. One that is not given and has no default stays free, so that the file
asks the same of any SPARQL engine, about all places. It is `integer`, `text`, or names a thing: `Entity`, or a class of
`kg:`. Its column is not printed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import QueryError
from kg.ontology import default_folder

FOLDER = "queries"
_PARAMETER = re.compile(r"(?P<name>\w+): (?P<kind>\w+)(?: = (?P<default>\S+))?(?:\s+(?P<zh>.*?) / (?P<en>.*))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A variable that a person may bind; `kind` is `integer`, `text`, `Entity` or a class of `kg:`."""

    name: str
    kind: str
    default: str | None = None
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query: its text, where it comes from (for error messages), and what its header says."""

    text: str
    origin: str
    name: str = ""
    zh: str = ""
    en: str = ""
    about: str = ""
    parameters: tuple[Parameter, ...] = ()
    examples: tuple[str, ...] = field(default=())

    def parameter(self, name: str) -> Parameter | None:
        """The declared parameter of that name."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)


def read_question(path: Path) -> Question:
    """Reads a query file. Raises QueryError where it cannot be read or its header is malformed."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read ({error})") from None
    return parse_question(text, origin=str(path), name=path.stem)


def parse_question(text: str, *, origin: str, name: str = "") -> Question:
    """A query from its text. Raises QueryError where a line of its header is malformed."""
    single: dict[str, list[str]] = {"zh": [], "en": [], "about": [], "example": []}
    parameters = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        key, colon, value = line.removeprefix("#").strip().partition(":")
        if key.startswith("param "):
            parameters.append(_parameter(f"{key.removeprefix('param ')}:{value}".strip(), origin))
        elif colon and key in single:
            single[key].append(value.strip())
    return Question(
        text=text,
        origin=origin,
        name=name,
        zh=" ".join(single["zh"]),
        en=" ".join(single["en"]),
        about=" ".join(single["about"]),
        parameters=tuple(parameters),
        examples=tuple(single["example"]),
    )


def canned(ontology: Path | None = None) -> Mapping[str, Question]:
    """The questions that come with the ontology, by name."""
    folder = (ontology or default_folder()) / FOLDER
    return {path.stem: read_question(path) for path in sorted(folder.glob("*.rq"))}


def question(name_or_file: str, *, ontology: Path | None = None) -> Question:
    """The query of a file, or the canned question of that name. Raises QueryError where there is neither."""
    path = Path(name_or_file)
    if path.suffix == ".rq" or path.is_file():
        return read_question(path)
    known = canned(ontology)
    if name_or_file not in known:
        near = difflib.get_close_matches(name_or_file, known, n=3, cutoff=0.4)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise QueryError(f"no question is called {name_or_file!r}{hint} (kg query lists them)")
    return known[name_or_file]


def _parameter(declared: str, origin: str) -> Parameter:
    found = _PARAMETER.match(declared)
    if found is None:
        raise QueryError(f"{origin}: no parameter of the form 'name: kind [= default]  zh / en': {declared!r}")
    parts = found.groupdict()
    return Parameter(
        name=parts["name"],
        kind=parts["kind"],
        default=parts["default"],
        zh=(parts["zh"] or "").strip(),
        en=(parts["en"] or "").strip(),
    )
