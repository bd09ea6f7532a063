#!/usr/bin/env bash
# steps.sh [ROUNDS]: measures exchanges with each build in steps.txt, in turn, and puts them into docs/performance.md. Takes a
# quarter of an hour; nothing else should run at the same time.
set -euo pipefail
cd "$(dirname "$0")"
mapfile -t builds < <(cut -d ' ' -f 1 steps.txt)
for what in pty tcp; do
    INTO=steps-$what ./run.sh "$what" "${1:-2}" "${builds[@]}"
done
./report.sh
