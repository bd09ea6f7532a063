#!/usr/bin/env bash
# compare.sh BASE [ROUNDS]: the decoder's speed with the classes of the commit BASE and with those of this checkout, round about.
# Prints medians, spread and ratio for each recording; they are also in benchmarks/target/CompareDecoders.json.
set -euo pipefail
cd "$(dirname "$0")/.."
base=${1:?a commit}
rounds=${2:-3}

old=$(mktemp -d)
trap 'git worktree remove --force "$old/tree" 2>/dev/null; rm -rf "$old"' EXIT
git worktree add -q --detach "$old/tree" "$base"
(cd "$old/tree" && ./mvnw -q -B -pl camel-bc66-coap -am -DskipTests compile)

./mvnw -q -B -Pbenchmarks -pl benchmarks -am -DskipTests process-classes -Dbenchmark=CompareDecoders \
    -Dbase="$old/tree/camel-bc66-coap/target/classes" -Drounds="$rounds"
