#!/bin/sh
# Camel 4.18.0 calls StartupListener.onCamelContextStarted again each time that routes are added to a running context.
#
# Its Javadoc mentions only the start of the context. A listener that adds routes there calls itself again and again. During the
# start, it is called before the context is started; onCamelContextFullyStarted is called after that, and once.
#
# Needs a JDK 17 or later. Nothing listens; ends within a minute when Maven has its plugins; fails when the behaviour has changed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$here/jars-of" org.apache.camel:camel-core:4.18.0

cat > Started.java <<'JAVA'
import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

class Started {
    static List<String> told = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addStartupListener(new StartupListener() {
                @Override
                public void onCamelContextStarted(CamelContext camel, boolean alreadyStarted) {
                    told.add("started (says so: " + camel.getStatus().isStarted() + ")");
                }

                @Override
                public void onCamelContextFullyStarted(CamelContext camel, boolean alreadyStarted) {
                    told.add("fully started (says so: " + camel.getStatus().isStarted() + ")");
                }
            });
            context.start();
            show("the start");
            context.addRoutes(route("one"));
            show("a route");
            context.addRoutes(route("two"));
            show("another route");
        }
    }

    static void show(String what) {
        System.out.println(what + ": " + told);
        told.clear();
    }

    static RouteBuilder route(String name) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + name).routeId(name).log("${body}");
            }
        };
    }
}
JAVA
seen=$(timeout 60 java -cp 'jars/*' Started.java 2>/dev/null)
echo "camel-core $(ls jars | sed -n 's/^camel-core-\([0-9].*\)\.jar$/\1/p'):"
echo "$seen"
expected='the start: [started (says so: false), fully started (says so: true)]
a route: [started (says so: true)]
another route: [started (says so: true)]'
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi
