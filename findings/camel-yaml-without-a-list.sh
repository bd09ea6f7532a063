#!/bin/sh
# Camel's YAML DSL 4.18.0 silently finds no routes in a file whose root is a mapping, not a list.
#
# The dash before "route:" makes it a list. Without it, the file loads, the context starts, and nothing runs. Unknown keys are
# refused only in a list.
#
# Needs a JDK 17 or later. Nothing listens; ends within a minute when Maven has its plugins; fails when the behaviour has changed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$here/jars-of" org.apache.camel:camel-core:4.18.0 org.apache.camel:camel-yaml-dsl:4.18.0

cat > Yaml.java <<'JAVA'
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

class Yaml {
    public static void main(String[] arguments) throws Exception {
        String route = "from: {uri: \"direct:a\", steps: [{log: \"b\"}]}";
        load("a list", "- route: {" + route + "}");
        load("a mapping", "route: {" + route + "}");
        load("a list with an unknown key", "- rout: {" + route + "}");
        load("a mapping with an unknown key", "rout: {" + route + "}");
    }

    static void load(String what, String yaml) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            try {
                PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.yaml", yaml));
                System.out.println(what + ": loaded, routes: " + context.getRoutesSize());
            } catch (Exception e) {
                System.out.println(what + ": refused");
            }
        }
    }
}
JAVA
seen=$(timeout 60 java -cp 'jars/*' Yaml.java 2>/dev/null)
echo "camel-yaml-dsl $(ls jars | sed -n 's/^camel-yaml-dsl-\([0-9].*\)\.jar$/\1/p'):"
echo "$seen"
expected='a list: loaded, routes: 1
a mapping: loaded, routes: 0
a list with an unknown key: refused
a mapping with an unknown key: loaded, routes: 0'
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi
