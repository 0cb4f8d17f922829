"""The whole way: documents in, all files of a build out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cache import Cache
from kg.errors import KgError, Unreadable
from kg.memory import uncollected
from kg.model import Extraction, Knowledge
from kg.workers import Failure, Outcome, Progress, extract_all, run_beside

if TYPE_CHECKING:
    from kg.curate.entries import Curation
    from kg.export.vocabulary import Vocabulary
    from kg.extract.tokens import Segmenter
    from kg.viz.page_file import Renderer

CACHE_FOLDER = ".cache"


class NothingReadable(KgError):  # noqa: N818 - the name says what was found
    """None of the documents could be read."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        first = failures[0]
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        super().__init__(f"nothing readable: {first.path}: {first.reason}{more}")
        self.failures = tuple(failures)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build made: the collection, the folder with its files, the documents that could not be read.

    `reused` counts the documents whose extraction came from the cache; `stale` has a line for each entry of the
    curation file that has no effect.
    """

    knowledge: Knowledge
    output: Path
    failures: tuple[Failure, ...]
    reused: int
    stale: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many reports, documents, assertions, variants, and entities of each type there are."""
        types = Counter(entity.type for entity in self.knowledge.entities)
        return {
            "reports": len(self.knowledge.reports),
            "documents": len(self.knowledge.extractions),
            **{kind: types[kind] for kind in sorted(types)},
            "assertions": len(self.knowledge.assertions),
            "variants": len(self.knowledge.variants),
        }


def build(
    paths: Iterable[Path | str],
    output: Path | str = "output",
    *,
    jobs: int | None = None,
    ontology: Path | None = None,
    base: str | None = None,
    curation: Path | None = None,
    progress: Progress | None = None,
    segmenter: Segmenter = "rjieba",
    renderer: Renderer = "canvas",
) -> BuildResult:
    """Reads the documents under `paths` and writes the graph, the page and the tables into `output`.

    What cannot be read is left out and listed in the result and in `build.json`. `jobs` is the number of processes, by
    default one a core; `base` the namespace of the things; `segmenter` what cuts text into words, `renderer` what draws
    the page. Raises NothingReadable, or another KgError; then `output` is as it was.
    """
    from kg.export.vocabulary import BASE, Vocabulary
    from kg.ontology import default_folder

    folder, output = ontology or default_folder(), Path(output)
    vocabulary = Vocabulary.load(folder)
    decided = _read_curation(curation, folder, base or BASE)
    documents, missing = _documents([Path(path) for path in paths])
    cache = Cache(folder=output / CACHE_FOLDER, ontology=folder, segmenter=segmenter)
    outcomes, reused = _extractions(documents, cache, jobs, progress, segmenter)
    extractions = [outcome for outcome in outcomes if isinstance(outcome, Extraction)]
    failures = (*missing, *(outcome for outcome in outcomes if isinstance(outcome, Failure)))
    if not extractions:
        raise NothingReadable(failures)
    with uncollected():
        knowledge, stale = _resolve(extractions, folder, decided)
    result = BuildResult(knowledge=knowledge, output=output, failures=failures, reused=reused, stale=stale)
    options = {
        "jobs": jobs,
        "base": base or BASE,
        "curation": str(curation) if curation else None,
        "renderer": renderer,
    }
    record = _record(result, extractions, options, folder, segmenter)
    _write(result, vocabulary, options, record)
    cache.keep_only(cache.entry(Path(extraction.path), extraction.sha256) for extraction in extractions)
    return result


def extract(
    paths: Iterable[Path | str],
    *,
    jobs: int | None = None,
    ontology: Path | None = None,
    segmenter: Segmenter = "rjieba",
) -> list[Extraction]:
    """What the documents under `paths` say, each by itself. Raises Unreadable for the first that cannot be read."""
    from kg.ontology import default_folder

    documents, missing = _documents([Path(path) for path in paths])
    folder = ontology or default_folder()
    outcomes = extract_all(documents, ontology=folder, jobs=jobs, cache=None, segmenter=segmenter)
    extractions = []
    for outcome in (*missing, *outcomes):
        if isinstance(outcome, Failure):
            raise Unreadable(outcome.path, outcome.reason)
        extractions.append(outcome)
    return extractions


def _documents(paths: Sequence[Path]) -> tuple[list[Path], list[Failure]]:
    """The documents under `paths`, each once, and the paths that give none."""
    from kg.read import find_documents

    found: dict[Path, Path] = {}
    failures = []
    for path in paths:
        try:
            for document in find_documents([path]):
                found.setdefault(document.resolve(), document)
        except Unreadable as error:
            failures.append(Failure(path=error.path, reason=error.reason))
    return sorted(found.values(), key=lambda document: document.as_posix()), failures


def _extractions(
    documents: Sequence[Path], cache: Cache, jobs: int | None, progress: Progress | None, segmenter: Segmenter
) -> tuple[list[Outcome], int]:
    """What each document says, from the cache where it did not change, and how many came from there."""
    known: dict[Path, Outcome] = {}
    for path in documents:
        try:
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            known[path] = Failure(path=str(path), reason=error.strerror or str(error))
            continue
        cached = cache.load(path, sha256)
        if cached:
            known[path] = cached
    pending = [path for path in documents if path not in known]
    reused = sum(isinstance(outcome, Extraction) for outcome in known.values())
    fresh = extract_all(
        pending, ontology=cache.ontology, jobs=jobs, cache=cache, progress=progress, segmenter=segmenter
    )
    known.update(zip(pending, fresh, strict=True))
    return [known[path] for path in documents], reused


def _read_curation(path: Path | None, ontology: Path, base: str) -> Curation:
    """The decisions in `path`; without one those of the ontology, which may have none."""
    from kg.curate.entries import NOTHING
    from kg.curate.read import read_curation
    from kg.ontology import CURATION

    if path is None and not (ontology / CURATION).is_file():
        return NOTHING
    return read_curation(path or ontology / CURATION, base=base)


def _resolve(
    extractions: Iterable[Extraction], ontology: Path, curation: Curation
) -> tuple[Knowledge, tuple[str, ...]]:
    from kg.curate.apply import apply_curation
    from kg.gazetteer import Gazetteer
    from kg.resolve import Identity, resolve

    knowledge = resolve(
        extractions,
        gazetteer=Gazetteer.load(ontology / "gazetteer"),
        identity=Identity.load(ontology),
        curation=curation,
    )
    return apply_curation(knowledge, curation)


def _write(result: BuildResult, vocabulary: Vocabulary, options: Mapping[str, Any], record: Mapping[str, Any]) -> None:
    import orjson

    from kg.curate.questions import QUESTIONS, questions, write_questions
    from kg.export.files import all_or_nothing
    from kg.export.write import write_files
    from kg.viz import page_title, write_page

    with uncollected(), all_or_nothing(result.output) as draft:
        knowledge, title = result.knowledge, page_title(result.knowledge)
        run_beside(
            lambda: write_page(knowledge, draft / "graph.html", title=title, renderer=options["renderer"]),
            lambda: write_files(knowledge, draft, vocabulary=vocabulary, base=options["base"]),
            jobs=options["jobs"],
        )
        write_questions(draft / QUESTIONS, questions(knowledge), options["base"])
        (draft / "build.json").write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2) + b"\n")


def _record(
    result: BuildResult,
    extractions: Sequence[Extraction],
    options: Mapping[str, Any],
    ontology: Path,
    segmenter: Segmenter,
) -> dict[str, Any]:
    """The contents of `build.json`: what went in, what came out, with which versions."""
    from importlib.metadata import version

    from kg.ontology import fingerprint

    knowledge = result.knowledge
    report_of = {
        knowledge.extractions[index].sha256: report.id for report in knowledge.reports for index in report.documents
    }
    kept = {extraction.path for extraction in knowledge.extractions}
    return {
        "versions": {"kg-report": version("kg-report"), "ontology": fingerprint(ontology)},
        "segmenter": f"{segmenter} {version(segmenter)}",
        "options": dict(options),
        "inputs": [
            {
                "path": extraction.path,
                "file": extraction.file_name,
                "sha256": extraction.sha256,
                "characters": extraction.characters,
                "coverage": extraction.coverage,
                "report": report_of[extraction.sha256],
            }
            for extraction in extractions
        ],
        "failed": [{"path": failure.path, "reason": failure.reason} for failure in result.failures],
        "counts": dict(result.counts),
        "warnings": [
            *(f"{e.file_name}: {warning}" for e in knowledge.extractions for warning in e.warnings),
            *(f"curation: {line}" for line in result.stale),
            *(f"{e.path}: the same content as another input, used once" for e in extractions if e.path not in kept),
        ],
    }
