// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a module says: the bytes that the decoder is measured with. */
public enum Recordings {
    /** What the virtual module said in one run of the demo: replies for the greater part, {@code rsp} and {@code req}. */
    MIX {
        @Override
        String text() {
            return demo();
        }
    },
    /** A LwM2M server reads, writes and observes (note, chapter 4). */
    LWM2M {
        @Override
        String text() {
            return """

                    +QCOAPURC: "req",180.101.147.115,5683,0,1,14230,0F,8,"1A2B3C4D5E6F7081",6,"0",17,"11542",11,"3",11,"0",11,"9"

                    +QCOAPURC: "req",180.101.147.115,5683,0,2,14231,8D,8,"1A2B3C4D5E6F7082",11,"19",11,"1",11,"0",11,"0",12,"42",8,"AAFA0102030405060708"

                    +QCOAPURC: "req",180.101.147.115,5683,0,3,14232,8B,8,"1A2B3C4D5E6F7083",11,"1",11,"0",11,"1",12,"0",5,"86400"

                    +QCOAPURC: "req",180.101.147.115,5683,0,1,14233,09,8,"1A2B3C4D5E6F7084",11,"4",11,"0",11,"8",15,"pmin=10"
                    """.repeat(20);
        }
    },
    /** What a peer may have a module print to keep the decoder busy: many options, open quotes, blanks, up to the limit of a line. */
    HOSTILE {
        @Override
        String text() {
            String request = "+QCOAPURC: \"req\",192.0.2.1,5683,0,1,1,7E";
            return request + ",11,\"a\"".repeat(600) + "\n"
                    + request + ",11,\"" + "a\"b".repeat(1200) + "\n"
                    + "+QCOAPURC:" + " ".repeat(3900) + "\n"
                    + "+QCOAPURC: \"rsp\",192.0.2.1,5683,2,2.05,1,800" + ",12,\"0\"".repeat(560) + "\n";
        }
    };

    abstract String text();

    /** The bytes, each line between CR LF as a module prints it. */
    byte[] bytes() {
        return text().replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String demo() {
        try (InputStream in = Recordings.class.getResourceAsStream("demo.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).replace("\n", "\n\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
