#!/usr/bin/env bash
# report.sh: puts the results of benchmarks/results into docs/performance.md and docs/scaling.md, and draws the pictures.
set -euo pipefail
cd "$(dirname "$0")/.."
./mvnw -q -B -Pbenchmarks -pl benchmarks -am -DskipTests process-classes -Dbenchmark="Report $PWD/benchmarks/results $PWD/docs"
