#!/bin/sh
# The shutdown hook of Camel's Main (4.18.0) has Camel stopped only if the program is in Main.run(). After Main.start(), it waits.
#
# By its Javadoc, the hook is there to stop the main instance properly. What it does: it lets run() go on, which stops the context, and
# waits until that is done, for 60 s by default. After start() there is nobody to stop the context. So a program that is told to end,
# or calls System.exit, ends 60 s later, and its routes and components are never stopped.
#
# Needs a JDK 17 or later. Nothing listens; ends within a minute when Maven has its plugins; fails when the behaviour has changed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$here/jars-of" org.apache.camel:camel-main:4.18.0 org.slf4j:slf4j-simple:2.0.17

cat > Ending.java <<'JAVA'
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.LifecycleStrategySupport;

class Ending {
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        // 4 s in place of 60 s
        main.configure().withShutdownTimeout(2).withExtraShutdownTimeout(2);
        main.bind("stop", new LifecycleStrategySupport() {
            @Override
            public void onContextStopped(CamelContext context) {
                System.out.println("the context has stopped");
            }
        });
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                new Thread(() -> System.exit(0)).start();
            }
        });
        if (arguments[0].equals("run")) {
            main.run();
        } else {
            main.start();
        }
    }
}
JAVA
echo "camel-main $(ls jars | sed -n 's/^camel-main-\([0-9].*\)\.jar$/\1/p'):"
for way in run start; do
    echo "$way: $(timeout 60 java -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp 'jars/*' Ending.java "$way" 2>&1 |
        sed 's/.*\(CamelContext not yet shutdown completely after: [0-9]*\)s.*/\1 s/')"
done | tee seen
expected='run: the context has stopped
start: CamelContext not yet shutdown completely after: 4 s'
if [ "$(cat seen)" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi
