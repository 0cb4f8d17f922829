#!/usr/bin/env bash
# Checks the types of the viewer, bundles it as its lock file says, and compares the bundle with the one in the package.
# With --write it puts the bundle into the package instead.
set -euo pipefail
viewer=$(cd "$(dirname "$0")/../kg/viz/viewer" && pwd)
cd "$viewer"
npm ci --no-audit --no-fund --silent
npx --no-install tsc
if [ "${1:-}" = --write ]; then
  node build.mjs built
  exit
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node build.mjs "$work"
for name in viewer.js viewer.css; do
  cmp "$work/$name" "built/$name" || { echo "kg/viz/viewer/built/$name is not what its sources give: run scripts/check_viewer.sh --write" >&2; exit 1; }
done
echo "viewer is as built"
