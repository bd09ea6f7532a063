#!/usr/bin/env bash
# run.sh WHAT [ROUNDS [BASE...]]: measures one thing, with the classes of the commits BASE and those of this checkout, in turn.
# WHAT is decoder, encoder, tcp, pty, requests, line, idle, modules, million, fleet, verify or profile. SIZE=N sets the number of
# exchanges or modules. The results are in benchmarks/results/WHAT.json, or INTO.json with INTO=NAME; report.sh puts
# them into the pages.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?decoder, encoder, tcp, pty, requests, line, idle, modules, million, fleet, verify or profile}
rounds=${2:-3}

trees=$(mktemp -d)
cleanup() {
    for tree in "$trees"/*; do
        [[ ! -d "$tree" ]] || git worktree remove --force "$tree"
    done
    rm -rf "$trees"
}
trap cleanup EXIT

bases=()
for commit in "${@:3}"; do
    folder=$PWD/benchmarks/target/bases/$commit
    if [[ "$what" == verify ]]; then
        folder=$trees/$commit
        git worktree add -q --detach "$folder" "$commit"
    elif [[ ! -d "$folder" ]]; then
        git worktree add -q --detach "$trees/$commit" "$commit"
        (cd "$trees/$commit" && ./mvnw -q -B -pl camel-bc66-coap -am -DskipTests process-classes)
        mkdir -p "$(dirname "$folder")"
        mv "$trees/$commit/camel-bc66-coap/target/classes" "$folder"
    fi
    bases+=("$commit=$folder")
done

scope=runtime
[[ "$what" != fleet ]] || scope=compile
./mvnw -q -B -Pbenchmarks -pl benchmarks -am -DskipTests process-classes -Dexec.classpathScope="$scope" \
    -Dbenchmark="Bench $what $PWD/benchmarks/results/${INTO:-$what}.json $rounds ${SIZE:-0} ${bases[*]}"
