"""Reading and extracting many documents, in several processes where that pays."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cache import Cache
from kg.errors import KgError, Unreadable
from kg.model import Extraction

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from kg.extract import Extractor
    from kg.extract.tokens import Segmenter

Progress = Callable[[int, int], None]

# Starting processes takes about as long as extracting so many bytes.
_WORTH_PROCESSES = 400_000
_CHUNKS_A_PROCESS = 8
_ENDED = "a worker process was ended from outside (out of memory?); try again with --jobs 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be read, and why, in one line without its path."""

    path: str
    reason: str


Outcome = Extraction | Failure


def extract_all(
    paths: Sequence[Path],
    *,
    ontology: Path,
    jobs: int | None,
    cache: Cache | None,
    progress: Progress | None = None,
    segmenter: Segmenter = "rjieba",
) -> list[Outcome]:
    """What each document says, in the order of `paths`; a Failure for those that cannot be read.

    `jobs` is the number of processes, by default one a core. What was extracted is kept in `cache`, where there is one.
    `progress` is told how many of how many documents are done.
    """
    worker = partial(_extract, ontology=ontology, cache=cache, segmenter=segmenter)
    pending = list(paths)
    processes = min(jobs or _cores(), len(pending))
    if processes < 2 or _size(pending) < _WORTH_PROCESSES:
        return list(_counted(map(worker, pending), len(pending), progress))
    if _context().get_start_method() == "fork":
        _extractor(ontology, segmenter)
    chunk = max(1, len(pending) // (processes * _CHUNKS_A_PROCESS))
    try:
        with ProcessPoolExecutor(processes, mp_context=_context()) as pool:
            return list(_counted(pool.map(worker, pending, chunksize=chunk), len(pending), progress))
    except BrokenProcessPool:
        raise KgError(_ENDED) from None


def run_beside(beside: Callable[[], None], here: Callable[[], None], *, jobs: int | None) -> None:
    """Runs both, `beside` in a process of its own where one can be forked and `jobs`, by default the cores, allow two.

    What either raises is raised here once both are over.
    """
    if (jobs or _cores()) < 2 or sys.platform != "linux":
        here()
        beside()
        return
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(beside, sender))
    process.start()
    sender.close()
    try:
        here()
        error = receiver.recv()
    except EOFError:
        raise KgError(_ENDED) from None
    finally:
        receiver.close()
        process.join()
    if error is not None:
        raise error


def _report(task: Callable[[], None], sender: Connection) -> None:
    try:
        task()
    except KeyboardInterrupt:  # The process that waits has it as well, and says so.
        return
    except Exception as error:
        sender.send(error)
    else:
        sender.send(None)


def _counted(outcomes: Iterator[Outcome], total: int, progress: Progress | None) -> Iterator[Outcome]:
    for done, outcome in enumerate(outcomes, 1):
        if progress:
            progress(done, total)
        yield outcome


def _extract(path: Path, *, ontology: Path, cache: Cache | None, segmenter: Segmenter) -> Outcome:
    from kg.read import read_page

    try:
        page = read_page(path, ontology)
        extraction = replace(_extractor(ontology, segmenter).extract(page), raw=page.raw)
    except Unreadable as error:
        return Failure(path=str(path), reason=error.reason)
    except KgError:
        raise
    except Exception as error:  # One odd document must not cost the others: it is reported, with the kind of error.
        return Failure(path=str(path), reason=f"internal error, please report it ({type(error).__name__}: {error})")
    if cache:
        cache.store(path, extraction)
    return extraction


@cache
def _extractor(ontology: Path, segmenter: Segmenter) -> Extractor:
    """The extractor of this process; a forked one inherits it."""
    from kg.extract import Extractor

    return Extractor.load(ontology, segmenter)


def _context() -> multiprocessing.context.BaseContext:
    """Forked processes have the ontology already; elsewhere than on Linux forking is not safe."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(paths: Sequence[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
