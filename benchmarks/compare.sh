#!/usr/bin/env bash
# compare.sh WHAT BASE [ROUNDS]: the speed of the classes of the commit BASE and of those of this checkout, measured in turn.
# WHAT is CompareDecoders or CompareExchanges. Prints medians, spread and ratios; they are also in benchmarks/target/WHAT.json.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?CompareDecoders or CompareExchanges}
base=${2:?a commit}
rounds=${3:-3}

old=$(mktemp -d)
trap 'git worktree remove --force "$old/tree" 2>/dev/null; rm -rf "$old"' EXIT
git worktree add -q --detach "$old/tree" "$base"
(cd "$old/tree" && ./mvnw -q -B -pl camel-bc66-coap -am -DskipTests compile)

./mvnw -q -B -Pbenchmarks -pl benchmarks -am -DskipTests process-classes -Dbenchmark="$what" \
    -Dbase="$old/tree/camel-bc66-coap/target/classes" -Drounds="$rounds"
