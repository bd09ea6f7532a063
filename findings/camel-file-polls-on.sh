#!/bin/sh
# camel-file 4.18.0 with maxMessagesPerPoll=1 takes the next file while the previous one is still being processed, if a step
# is asynchronous.
#
# One message per poll does not mean one at a time. The poll ends when the thread returns, so the files overlap and may finish out
# of order. synchronous=true on a direct endpoint in between holds the thread until the exchange is done, as the recipe in
# docs/cookbook.md does.
#
# Needs a JDK 17 or later. Nothing listens; ends within a minute when Maven has its plugins; fails when the behaviour has changed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$here/jars-of" org.apache.camel:camel-core:4.18.0

cat > Polls.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

class Polls {
    public static void main(String[] arguments) throws Exception {
        System.out.println("an asynchronous step: " + atOnce("direct:slow"));
        System.out.println("behind synchronous=true: " + atOnce("direct:slow?synchronous=true"));
    }

    static String atOnce(String step) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("."), "in");
        for (int i = 0; i < 3; i++) {
            Files.writeString(folder.resolve(i + ".txt"), "x");
        }
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(3);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + folder + "?maxMessagesPerPoll=1&eagerMaxMessagesPerPoll=false&sortBy=file:name&initialDelay=0&delay=50")
                            .process(e -> most.accumulateAndGet(now.incrementAndGet(), Math::max))
                            .to(step)
                            .process(e -> {
                                now.decrementAndGet();
                                done.countDown();
                            });
                    from("direct:slow").delay(1000).asyncDelayed().end();
                }
            });
            context.start();
            done.await(30, TimeUnit.SECONDS);
            return most.get() > 1 ? "several files at once" : "one file at a time";
        }
    }
}
JAVA
seen=$(timeout 60 java -cp 'jars/*' Polls.java 2>/dev/null)
echo "camel-file $(ls jars | sed -n 's/^camel-file-\([0-9].*\)\.jar$/\1/p'):"
echo "$seen"
expected='an asynchronous step: several files at once
behind synchronous=true: one file at a time'
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi
