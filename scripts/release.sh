#!/usr/bin/env bash
# scripts/release.sh VERSION DIRECTORY [COMMIT]: builds what is published, as the last commit or that one has it but under that version,
# into a Maven repository in that directory. It uses and changes nothing of the working copy, and runs no tests.
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
# they tell when it was built
find "$repository" -name 'maven-metadata.xml*' -delete
