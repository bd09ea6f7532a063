#!/bin/sh
# camel-main 4.18.0 ignores CAMEL_COMPONENT_... environment variables, although it has code for them.
#
# CAMEL_MAIN_... sets options of the main, and the system property camel.component.... sets those of a component. The same name as
# a variable sets nothing, silently, because names in upper case are compared with a prefix in lower case. So use placeholders to set
# options of a component from the environment, as in docs/security.md: {{env:NAME}}.
#
# Needs a JDK 17 or later. Nothing listens; ends within a minute when Maven has its plugins; fails when the behaviour has changed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$here/jars-of" org.apache.camel:camel-main:4.18.0 org.apache.camel:camel-seda:4.18.0

cat > Variables.java <<'JAVA'
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.main.Main;

class Variables {
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.start();
        System.out.println("context " + main.getCamelContext().getName() + ", queue size "
                + main.getCamelContext().getComponent("seda", SedaComponent.class).getQueueSize());
        main.stop();
    }
}
JAVA
ask() {
    timeout 60 java -cp 'jars/*' "$@" Variables.java 2>/dev/null
}
export CAMEL_MAIN_NAME=meter
seen="nothing said: $(ask)
variable: $(CAMEL_COMPONENT_SEDA_QUEUE_SIZE=7 ask)
property: $(ask -Dcamel.component.seda.queue-size=7)"
echo "camel-main $(ls jars | sed -n 's/^camel-main-\([0-9].*\)\.jar$/\1/p'):"
echo "$seen"
expected='nothing said: context meter, queue size 1000
variable: context meter, queue size 1000
property: context meter, queue size 7'
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi
