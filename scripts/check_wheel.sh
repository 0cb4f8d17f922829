#!/usr/bin/env bash
# Builds the wheel, installs it where nothing else is, and runs it from another folder.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
python=$(cd "$root" && readlink -f "$(dirname "${PYTHON:-python3}")")/$(basename "${PYTHON:-python3}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root" && "$python" -m build -q --wheel --outdir "$work/dist" .
cd "$work"
"$python" -m venv empty
empty/bin/python -m pip install -q dist/*.whl
mkdir texts && cp "$root"/seeds/*.txt texts/
empty/bin/kg --help >/dev/null
empty/bin/kg build texts -o out
empty/bin/kg validate --graph out/graph.ttl --documents texts
empty/bin/kg query --graph out/graph.ttl growth-targets
echo "wheel works"
