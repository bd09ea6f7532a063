#!/usr/bin/env bash
# Builds the release of the last commit twice, in different folders and locales and on different calendar days. Fails unless both are
# complete and the same, bit by bit. KEEP=DIRECTORY keeps two that differ.
set -euo pipefail
cd "$(dirname "$0")/.."

commit=$(git rev-parse HEAD)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/a" "$work/another folder/b"

build() {
    if ! scripts/release.sh 1.0.0 "$1" "$commit" >"$work/log" 2>&1; then
        tail -n 80 "$work/log"
        exit 1
    fi
}

# Fails unless each jar has its sources, its Javadoc and a bill of materials, the gateway's archive exists, and all of them contain the
# licence.
complete() {
    local pom base jar archive file status=0
    while read -r pom; do
        grep -q '<packaging>pom</packaging>' "$pom" && continue
        base=${pom%.pom}
        for file in "$base.jar" "$base-sources.jar" "$base-javadoc.jar" "$base-cyclonedx.json"; do
            [[ -f "$file" ]] || { echo "missing: ${file#"$1/"}"; status=1; }
        done
        grep -q '"purl" : "pkg:maven/org.slf4j/slf4j-api@' "$base-cyclonedx.json" || { echo "not in the bill: slf4j, ${base##*/}"; status=1; }
    done < <(find "$1" -name '*.pom')
    while read -r jar; do
        for file in META-INF/LICENSE META-INF/NOTICE; do
            jar --list --file "$jar" "$file" | grep -q . || { echo "no $file: ${jar#"$1/"}"; status=1; }
        done
    done < <(find "$1" -name '*.jar')
    for archive in "$1"/io/github/bc66coap/camel-bc66-coap-gateway/*/*.tar.gz; do
        for file in LICENSE NOTICE bin/bc66-gateway; do
            tar -tzf "$archive" | grep "^[^/]*/$file\$" >/dev/null || { echo "no $file: ${archive#"$1/"}"; status=1; }
        done
    done
    return $status
}

TZ=Etc/GMT+12 build "$work/a"
# 26 hours later by the calendar; in Turkish, i and I are no pair
(umask 077; TZ=Pacific/Kiritimati JAVA_TOOL_OPTIONS='-Duser.language=tr -Duser.country=TR' build "$work/another folder/b")

diff -rq -x '*.md5' -x '*.sha1' "$work/a" "$work/another folder/b" || {
    [[ -z "${KEEP:-}" ]] || cp -r "$work" "$KEEP"
    exit 1
}
complete "$work/a"
echo "$(find "$work/a" -type f | wc -l) files of the release are the same in both builds"
