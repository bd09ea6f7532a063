#!/usr/bin/env bash
# all.sh [BASE...]: measures all figures of docs/performance.md and docs/scaling.md, and updates these pages. Takes three quarters of
# an hour; nothing else should run at the same time. Lists what has failed at the end.
set -uo pipefail
cd "$(dirname "$0")"
bases=("$@")
first=("${bases[@]:0:1}")
failed=()

measure() {
    echo "== $* ($(date +%T))"
    ./run.sh "$@" || failed+=("$1")
}

measure decoder 3 "${bases[@]}"
measure encoder 2 "${first[@]}"
measure tcp 3 "${bases[@]}"
measure pty 3 "${bases[@]}"
measure requests 3 "${bases[@]}"
measure line 3 "${first[@]}"
measure idle 1 "${first[@]}"
measure modules 1 "${first[@]}"
measure million 1 "${first[@]}"
measure profile 1
measure fleet 1
measure verify 1
./report.sh || failed+=(report)
[[ "${#failed[@]}" == 0 ]] || { echo "failed: ${failed[*]}" >&2; exit 1; }
