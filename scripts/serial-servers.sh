#!/bin/bash
# Checks docs/serial-servers.md with a real ser2net in front of the virtual BC66. Not part of the build.
# Needs Linux, a JDK, ser2net 4.3.11 (as Debian packs it) and free ports 21001 to 21005 on 127.0.0.1.
# Prints a line a check; ends with 1 when one has failed.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
./mvnw -q -pl camel-bc66-coap -am -DskipTests -Dmdep.outputFile="$work/classpath" package dependency:build-classpath
module() { java -jar camel-bc66-coap-simulator/target/*-cli.jar --pty "$work/module" & started+=($!); }
started=()
trap 'kill "${started[@]}"; rm -r "$work"' EXIT
port() {
    echo "connection: &p$2
  accepter: $1,tcp,127.0.0.1,$2
  connector: serialdev,$work/$3,115200n81,local"
}
{
    port "tcp" 21001 module | sed 's/tcp,tcp/tcp/'
    port "telnet" 21002 module
    port "telnet(rfc2217)" 21003 module
    port "tcp" 21004 missing | sed 's/tcp,tcp/tcp/'
    port "telnet(rfc2217)" 21005 missing
} > "$work/ser2net.yaml"
module
until [ -e "$work/module" ]; do sleep 0.1; done
ser2net -n -c "$work/ser2net.yaml" 2> "$work/ser2net.log" & started+=($!)
until ss -ltn | grep -q 127.0.0.1:21005; do sleep 0.1; done

classpath=camel-bc66-coap/target/classes:$(cat "$work/classpath")
failed=0
check() {
    said=$(java -cp "$classpath" scripts/SerialServerProbe.java "$1" 2>/dev/null | tail -1)
    case $said in
        *"$2"*) echo "ok   $1: $said" ;;
        *) echo "FAIL $1: $said (not: $2)"; failed=1 ;;
    esac
}
check rfc2217://127.0.0.1:21003 "READY, all bytes as sent"
check rfc2217://127.0.0.1:21002 "READY, all bytes as sent"
check tcp://127.0.0.1:21001 "READY, all bytes as sent"
check tcp://127.0.0.1:21002 "use rfc2217://127.0.0.1:21002"
check tcp://127.0.0.1:21003 "use rfc2217://127.0.0.1:21003"
check rfc2217://127.0.0.1:21001 "use tcp://127.0.0.1:21001"
check tcp://127.0.0.1:21004 "Device open failure"
check rfc2217://127.0.0.1:21005 "Device open failure"
exit $failed
