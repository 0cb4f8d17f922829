import os
import signal
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.workers import run_beside


@pytest.mark.parametrize("jobs", [1, 2])
def test_both_tasks_run(tmp_path: Path, jobs: int) -> None:
    run_beside((tmp_path / "beside").touch, (tmp_path / "here").touch, jobs=jobs)
    assert {path.name for path in tmp_path.iterdir()} == {"beside", "here"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_error_of_either_task_is_raised(tmp_path: Path, jobs: int) -> None:
    missing = tmp_path / "missing" / "file"
    with pytest.raises(FileNotFoundError, match="missing"):
        run_beside(missing.touch, (tmp_path / "here").touch, jobs=jobs)
    with pytest.raises(FileNotFoundError, match="missing"):
        run_beside((tmp_path / "beside").touch, missing.touch, jobs=jobs)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked on Linux only")
def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(KgError, match="--jobs 1"):
        run_beside(lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: None, jobs=2)
