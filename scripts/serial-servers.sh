#!/bin/bash
# Checks docs/serial-servers.md with real servers in front of the virtual BC66. Not part of the build.
# Needs Linux, a JDK, free ports 21001 to 21013 on 127.0.0.1, and of Debian 12: ser2net 4.3.11, gensio-bin 2.6.2, python3-serial 3.5.
# Each check names its row of the page by its start. Prints a line a check; ends with 1 when one has failed, or a row has none.
set -eu
cd "$(dirname "$0")/.."
page=docs/serial-servers.md
versions=$(dpkg-query -W -f '${Package} ${Version} ' gensio-bin python3-serial ser2net)
[[ $versions == "gensio-bin 2.6.2-"*" python3-serial 3.5-"*" ser2net 4.3.11-"* ]] || { echo "Not those of the page: $versions"; exit 1; }
work=$(mktemp -d)
./mvnw -q -pl camel-bc66-coap -am -DskipTests -Dmdep.outputFile="$work/classpath" package dependency:build-classpath
classpath=camel-bc66-coap/target/classes:$(cat "$work/classpath")
started=()
trap 'kill "${started[@]}" 2>/dev/null; rm -rf "$work"' EXIT

in_background() { "$@" < /dev/null > "$work/log" 2>&1 & started+=($!); }
appears() { until [ -e "$1" ]; do sleep 0.1; done; }
listens() { until ss -ltn | grep -q "127.0.0.1:$1 "; do sleep 0.1; done; }
stop() { kill "${started[-1]}" 2>/dev/null || true; wait "${started[-1]}" 2>/dev/null || true; unset 'started[-1]'; }

in_background java -jar camel-bc66-coap-simulator/target/*-cli.jar --pty "$work/module"
appears "$work/module"
in_background scripts/one-rate.py "$work/module" "$work/port"
appears "$work/port"

checked=$work/checked
failed=0
row() {
    row=$1
    grep -qF "| $1 |" "$page" || { echo "FAIL no such row: $1"; failed=1; }
    echo "$1" >> "$checked"
}
probe() { java -Dlog4j2.level=WARN -cp "$classpath" scripts/SerialServerProbe.java "$@" 2> /dev/null; }
# check DEVICE OUTCOME [LOGGED]
check() { judge "$(probe "$1")" "$2" "${3-}"; }
# judge OUTPUT OUTCOME LOGGED
judge() {
    local outcome
    outcome=$(tail -1 <<< "$1")
    if [[ $outcome == $2 && $1 == *"$3"* ]]; then
        echo "ok   $row: $outcome"
    else
        echo "FAIL $row: $1 (not: $2 $3)"
        failed=1
    fi
}
# Is the client that has the port 127.0.0.1:PORT.
hold() {
    until exec 3<> "/dev/tcp/127.0.0.1/$1" && still_open; do exec 3>&-; done
}
still_open() { local ended=0; timeout 0.5 cat <&3 > "$work/held" || ended=$?; [ $ended = 124 ]; }
passes="READY, all bytes as sent"
silent="*nothing comes at all*"

# ser2net: one port for each row, several before the same device
port() { printf 'connection: &p%s\n  accepter: %s,127.0.0.1,%s\n  connector: %s\n' "$1" "$2" "$1" "$3"; }
{
    port 21001 tcp "serialdev,$work/port,115200n81,local"
    port 21002 telnet,tcp "serialdev,$work/port,115200n81,local"
    port 21003 'telnet(rfc2217),tcp' "serialdev,$work/port,9600n81,local"
    port 21004 tcp "serialdev,$work/missing,115200n81,local"
    port 21005 'telnet(rfc2217),tcp' "serialdev,$work/missing,115200n81,local"
    port 21006 tcp "serialdev,$work/port,local"
    port 21007 telnet,tcp "serialdev,$work/port,local"
    port 21008 'telnet(rfc2217),tcp' "serialdev,$work/port,local"
    port 21009 tcp "serialdev,$work/port,115200n81,local"
    printf '  options:\n    kickolduser: true\n'
    port 21010 'telnet(rfc2217),tcp' "serialdev,$work/port,115200n81,local"
    printf '  options:\n    kickolduser: true\n'
    sed -n '/^```yaml/,/^```/{/^```/!p}' "$page" | sed "s#,4000#,127.0.0.1,21013#; s#/dev/ttyUSB0#$work/port#"
} > "$work/ser2net.yaml"
in_background ser2net -n -c "$work/ser2net.yaml"
listens 21013

row '`accepter: telnet(rfc2217),tcp,…` | `rfc2217://host:port`'
check rfc2217://127.0.0.1:21013 "$passes"
check rfc2217://127.0.0.1:21003 "$passes"
row '`accepter: telnet,tcp,…` | `rfc2217://host:port`'
check rfc2217://127.0.0.1:21002 "$passes" "doesn't let its port be set"
row '`accepter: tcp,…` | `tcp://host:port`'
check tcp://127.0.0.1:21001 "$passes"
row 'either `telnet` | `tcp://host:port`'
check tcp://127.0.0.1:21002 "*: use rfc2217://127.0.0.1:21002"
check tcp://127.0.0.1:21003 "*: use rfc2217://127.0.0.1:21003"
row '`accepter: tcp,…` | `rfc2217://host:port`'
check rfc2217://127.0.0.1:21001 "*use tcp://127.0.0.1:21001*"
row '`connector: serialdev,/dev/ttyUSB0,local` behind `telnet(rfc2217)` | `rfc2217://host:port`'
check rfc2217://127.0.0.1:21008 "$passes"
row 'the same behind `tcp` | `tcp://host:port`'
check tcp://127.0.0.1:21006 "$silent with ser2net 9600 unless its connector names one; rfc2217:// sets it"
row 'the same behind `telnet` | `rfc2217://host:port`'
check rfc2217://127.0.0.1:21007 "$silent with ser2net 9600 unless its connector names one"
row 'another client has it | either'
for scheme in tcp:21001 rfc2217:21002 rfc2217:21003; do
    hold "${scheme#*:}"
    check "${scheme%:*}://127.0.0.1:${scheme#*:}" "*: Port* already in use"
    exec 3>&-
done
row 'its device is missing | either'
check tcp://127.0.0.1:21004 "*: Device open failure: Value or file not found"
check rfc2217://127.0.0.1:21005 "*: Device open failure: Value or file not found"
row '`kickolduser: true`, and another client comes | either'
for scheme in tcp:21009 rfc2217:21010; do
    probe "${scheme%:*}://127.0.0.1:${scheme#*:}" lost > "$work/kicked" & started+=($!)
    until grep -q READY "$work/kicked"; do sleep 0.1; done
    exec 3<> "/dev/tcp/127.0.0.1/${scheme#*:}"
    wait "${started[-1]}"
    unset 'started[-1]'
    judge "$(cat "$work/kicked")" "the other side hung up" "$passes"
    exec 3>&-
done
stop

# gensiot: one accepter at a time
gensiot_on() { in_background gensiot $3 -i "serialdev,$work/$1" -a "$2,127.0.0.1,21011"; listens 21011; }
hung_up="*@(the other side hung up before a module had answered|Connection reset)"
refused='another client has it, or its device is missing |'
row '`-a "telnet(rfc2217),tcp,4000"` | `rfc2217://host:4000`'
gensiot_on port,9600n81,local 'telnet(rfc2217),tcp' --server
check rfc2217://127.0.0.1:21011 "$passes"
row 'either `telnet` | `tcp://host:4000`'
check tcp://127.0.0.1:21011 "*: use rfc2217://127.0.0.1:21011"
row "$refused"' `rfc2217://host:4000`'
hold 21011
check rfc2217://127.0.0.1:21011 "*: the server closed the connection"
exec 3>&-
stop
gensiot_on missing,115200n81,local 'telnet(rfc2217),tcp' --server
check rfc2217://127.0.0.1:21011 "*: the server closed the connection"
stop
row '`-a telnet,tcp,4000` | `rfc2217://host:4000`'
gensiot_on port,115200n81,local telnet,tcp --server
check rfc2217://127.0.0.1:21011 "$passes" "doesn't let its port be set"
row 'either `telnet` | `tcp://host:4000`'
check tcp://127.0.0.1:21011 "*: use rfc2217://127.0.0.1:21011"
stop
row '`-a tcp,4000` | `tcp://host:4000`'
gensiot_on port,115200n81,local tcp --server
check tcp://127.0.0.1:21011 "$passes"
row '`-a tcp,4000` | `rfc2217://host:4000`'
check rfc2217://127.0.0.1:21011 "*use tcp://127.0.0.1:21011*"
row "$refused"' `tcp://host:4000`'
hold 21011
check tcp://127.0.0.1:21011 "$hung_up"
exec 3>&-
stop
gensiot_on missing,115200n81,local tcp --server
check tcp://127.0.0.1:21011 "$hung_up"
stop
row 'without `--server` | either'
for kind in tcp:tcp 'rfc2217:telnet(rfc2217),tcp'; do
    gensiot_on port,115200n81,local "${kind#*:}" ""
    check "${kind%%:*}://127.0.0.1:21011" "$passes"
    check "${kind%%:*}://127.0.0.1:21011" "*: connection refused"
    stop
done

# pyserial: its examples
pyserial() { in_background scripts/pyserial-example.py "$@"; until ss -ltn | grep -q ":21012 "; do sleep 0.1; done; }
row '`rfc2217_server.py -p 4000 /dev/ttyUSB0` | `rfc2217://host:4000`'
pyserial rfc2217_server.py -p 21012 "$work/port"
check rfc2217://127.0.0.1:21012 "$passes"
row '`rfc2217_server.py -p 4000 /dev/ttyUSB0` | `tcp://host:4000`'
check tcp://127.0.0.1:21012 "*: use rfc2217://127.0.0.1:21012*"
row 'another client is served | `rfc2217://host:4000`'
hold 21012
check rfc2217://127.0.0.1:21012 "*nobody answers telnet's negotiation*, unless another client has it*"
exec 3>&-
stop
row '`tcp_serial_redirect.py -P 4000 /dev/ttyUSB0 115200` | `tcp://host:4000`'
pyserial tcp_serial_redirect.py -P 21012 "$work/port" 115200
check tcp://127.0.0.1:21012 "$passes"
row '`tcp_serial_redirect.py -P 4000 /dev/ttyUSB0 115200` | `rfc2217://host:4000`'
check rfc2217://127.0.0.1:21012 "*use tcp://127.0.0.1:21012*"
row 'another client is served | `tcp://host:4000`'
hold 21012
check tcp://127.0.0.1:21012 "$silent"
exec 3>&-
stop
row '`tcp_serial_redirect.py -P 4000 /dev/ttyUSB0` | `tcp://host:4000`'
pyserial tcp_serial_redirect.py -P 21012 "$work/port"
check tcp://127.0.0.1:21012 "$silent over tcp:// the server's own rate holds*"
stop

rows=$(($(grep -c '^| ' "$page") - 2 * $(grep -c '^| ---' "$page")))
if [ "$(sort -u "$checked" | wc -l)" != "$rows" ]; then
    echo "FAIL not all rows are checked: $rows"
    failed=1
fi
exit $failed
