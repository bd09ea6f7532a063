#!/bin/sh
# SmallRye Config 3.16.0 (in Quarkus 3.33.2): the result of getPropertyNames() can be iterated only once.
#
# It is an Iterable, and MicroProfile Config does not mention this limit. The second iterator finds no names, and throws a
# NoSuchElementException instead of ending. To search the names twice, copy them first, as the Quarkus extension does.
#
# Needs a JDK 17 or later. Nothing listens; ends within a minute when Maven has its plugins; fails when the behaviour has changed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$here/jars-of" io.smallrye.config:smallrye-config:3.16.0

cat > Names.java <<'JAVA'
import java.util.Map;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class Names {
    public static void main(String[] arguments) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of("one", "1", "two", "2"), "test", 100))
                .build();
        Iterable<String> names = config.getPropertyNames();
        System.out.println("first: " + count(names));
        System.out.println("again: " + count(names));
        System.out.println("asked anew: " + count(config.getPropertyNames()));
    }

    private static String count(Iterable<String> names) {
        int count = 0;
        try {
            for (String name : names) {
                count++;
            }
            return count + " names";
        } catch (RuntimeException e) {
            return count + " names, " + e.getClass().getSimpleName();
        }
    }
}
JAVA
seen=$(timeout 60 java -cp 'jars/*' Names.java 2>log || cat log)
echo "SmallRye Config $(ls jars | sed -n 's/^smallrye-config-\([0-9].*\)\.jar$/\1/p'):"
echo "$seen"
expected='first: 2 names
again: 0 names, NoSuchElementException
asked anew: 2 names'
if [ "$seen" != "$expected" ]; then
    echo "This has changed." >&2
    exit 1
fi
