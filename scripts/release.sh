#!/usr/bin/env bash
# scripts/release.sh VERSION DIRECTORY [COMMIT]: builds the published modules of the last commit, or of COMMIT, with that version into a
# Maven repository in that directory. It neither uses nor changes the working copy, and runs no tests.
set -euo pipefail
# jars record permissions
umask 022
version=$1
mkdir -p "$2"
repository=$(cd "$2" && pwd)
cd "$(dirname "$0")/.."

sources=$(mktemp -d)
trap 'rm -rf "$sources"' EXIT
git archive "${3:-HEAD}" | tar -x -C "$sources"
cd "$sources"
snapshot=$(sed -n 's|^    <version>\(.*\)</version>$|\1|p' pom.xml)
grep -rlF -- "$snapshot" . | xargs sed -i "s/${snapshot//./\\.}/$version/g"

./mvnw -B -Prelease -Dmaven.test.skip -Dspotless.check.skip -Dmaven.install.skip \
    "-DaltDeploymentRepository=release::file://${repository// /%20}" deploy
# they contain the time of the build
find "$repository" -name 'maven-metadata.xml*' -delete
