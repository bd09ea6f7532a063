// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.logging.log4j.Level;
import org.eclipse.californium.core.WebLink;
import org.eclipse.californium.core.coap.LinkFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What is told to whoever asks what there is (RFC 6690). */
class WellKnownCoreTest extends ModemFixture {
    private int messageId = 100;

    private void observable(String path) {
        serve(path, false, true, always(Code.CONTENT));
    }

    /** The commands that answer a request for the links. */
    private List<String> asked(int type, int method, String... query) {
        return askedWith(
                type,
                method,
                Arrays.stream(query).map(each -> ",15,\"" + each + '"').toArray(String[]::new));
    }

    /** @param options beside the path, as in a notification */
    private List<String> askedWith(int type, int method, String... options) {
        module.takeCommands();
        StringBuilder urc = new StringBuilder("+QCOAPURC: \"req\",192.0.2.1,5683,%d,%d,%d,%02X,1,\"0C\""
                .formatted(type, method, ++messageId, 1 | 2 + options.length << 1));
        urc.append(",11,\".well-known\",11,\"core\"");
        for (String each : options) {
            urc.append(each);
        }
        module.says(urc.toString());
        return takeCommandsSoon();
    }

    /** The answer to a GET, which must be 2.05 in link format. */
    private String links(String... query) {
        List<String> commands = asked(CON, 1, query);
        assertThat(commands)
                .startsWith("AT+QCOAPHEAD=5," + messageId + ",1,\"0C\"", "AT+QCOAPOPTION=1,12,\"40\"")
                .hasSizeGreaterThan(2);
        String send = commands.get(2);
        assertThat(send).startsWith("AT+QCOAPSEND=2,205,\"192.0.2.1\",5683,");
        String[] fields = send.split(",");
        if (fields.length == 5) {
            return fields[4].equals("0")
                    ? ""
                    : commands.get(3).substring(1, commands.get(3).length() - 1);
        }
        return new String(HexFormat.of().parseHex(fields[5].replace("\"", "")), StandardCharsets.US_ASCII);
    }

    private void assertAnswered(List<String> commands, int type, int code) {
        assertThat(commands).contains("AT+QCOAPSEND=" + type + "," + code + ",\"192.0.2.1\",5683,0");
    }

    @Test
    void thePathsOfServicesAreListedEachOnce() {
        ready();
        serve("/19/0/0", Set.of(Method.POST), always(Code.CHANGED));
        observable("/temp");
        serve("/temp", Set.of(Method.PUT), always(Code.CHANGED));
        serve("/files/*", always(Code.CONTENT));
        serve("/", always(Code.CONTENT));
        assertThat(links()).isEqualTo("</19/0/0>,</temp>;obs,</files>,</>");
    }

    /** There is one format only (RFC 7252 section 5.10.4). */
    @Test
    void anAcceptOfAnotherFormatIsAnswered406() {
        readyServingA();
        assertThat(askedWith(CON, 1, ",17,\"40\"")).contains("AT+QCOAPOPTION=1,12,\"40\"");
        assertAnswered(askedWith(CON, 1, ",17,\"50\""), 2, 406);
        assertAnswered(askedWith(CON, 1, ",15,\"href=/a\"", ",17,\"0\""), 2, 406);
    }

    /** What is announced for nobody isn't served. */
    @Test
    void announcedPathsThatNobodyServesAreNotListed() {
        settings.resources = List.of("/3/0/9");
        readyServingA();
        assertThat(links()).isEqualTo("</a>");
    }

    @Test
    void aPathIsListedObservableIfItsMostSpecificServiceIs() {
        ready();
        serve("/temp", always(Code.CONTENT));
        observable("/temp/*");
        observable("/temp/in/*");
        assertThat(links()).isEqualTo("</temp>,</temp/in>;obs");
    }

    @Test
    void aClosedServiceIsNoLongerListed() {
        ready();
        Registration first = serve("/a", always(Code.CONTENT));
        Registration second = serve("/b", always(Code.CONTENT));
        assertThat(links()).isEqualTo("</a>,</b>");
        first.close();
        soon();
        assertThat(links()).isEqualTo("</b>");
        second.close();
        soon();
        assertAnswered(asked(CON, 1), 2, 404);
    }

    @Test
    void withoutServicesWellKnownCoreIsAnswered404() {
        ready();
        assertAnswered(asked(CON, 1), 2, 404);
        assertAnswered(asked(NON, 2), 1, 404);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 7})
    void anyMethodButGetIsAnswered405(int method) {
        readyServingA();
        assertAnswered(asked(CON, method), 2, 405);
    }

    @Test
    void aNonIsAnsweredByANon() {
        readyServingA();
        assertThat(asked(NON, 1)).anyMatch(command -> command.startsWith("AT+QCOAPSEND=1,205,"));
    }

    @Test
    void anObserveRequestIsAnsweredWithoutObserve() {
        ready();
        observable("/a");
        module.says("+QCOAPURC: \"req\",192.0.2.1,5683,0,1,50,07,1,\"0C\",6,\"0\",11,\".well-known\",11,\"core\"");
        soon();
        assertThat(module.commands()).contains("AT+QCOAPOPTION=1,12,\"40\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/core", "/.well-known/*", "/*"})
    void aServiceThatClaimsThePathAnswers(String path) {
        readyServingA();
        serve(path, always(Code.VALID));
        assertAnswered(asked(CON, 1), 2, 203);
        assertAnswered(asked(CON, 2), 2, 203);
    }

    @Test
    void aServiceOfThePathForPostOnlyLeavesGetAnswered405() {
        ready();
        serve("/.well-known/core", Set.of(Method.POST), always(Code.CHANGED));
        assertAnswered(asked(CON, 1), 2, 405);
        assertAnswered(asked(CON, 2), 2, 204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/*", "/*"})
    void aWildcardServiceWithoutGetDoesNotHideTheLinks(String path) {
        ready();
        serve(path, Set.of(Method.POST), always(Code.CHANGED));
        assertThat(asked(CON, 1)).anyMatch(command -> command.startsWith("AT+QCOAPSEND=2,205,"));
        assertAnswered(asked(CON, 2), 2, 204);
    }

    @Test
    void pathsBesideWellKnownCoreAreAnswered404() {
        readyServingA();
        module.says(req(CON, 1, 1, ".well-known"));
        assertThat(says(req(CON, 1, 2, ".well-known", "core", "")))
                .filteredOn(command -> command.startsWith("AT+QCOAPSEND"))
                .hasSize(2)
                .containsOnly("AT+QCOAPSEND=2,404,\"192.0.2.1\",5683,0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "href=/19/0/0 | </19/0/0>",
                "href=/19* | </19/0/0>,</19/1/0>;obs",
                "href=/19 | ''",
                "href=* | </19/0/0>,</19/1/0>;obs,</temp>;obs",
                "href= | ''",
                "obs | </19/1/0>;obs,</temp>;obs",
                "obs=* | </19/1/0>;obs,</temp>;obs",
                "obs=1 | ''",
                "rt=oma.lwm2m | ''",
                "rt=* | ''",
                "x | ''",
                "'' | ''",
            })
    void aQueryFiltersTheLinks(String query, String links) {
        ready();
        serve("/19/0/0", always(Code.CONTENT));
        observable("/19/1/0");
        observable("/temp");
        assertThat(links(query)).isEqualTo(links);
    }

    @Test
    void linksMustMatchAllFilters() {
        ready();
        observable("/19/1/0");
        observable("/temp");
        serve("/time", always(Code.CONTENT));
        assertThat(links("href=/t*", "obs")).isEqualTo("</temp>;obs");
    }

    /** Whatever a path holds, a parser reads of it what it is, and no second link. */
    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "%C3%A9", "a%3E;obs", "a,b;c=%22d%22", "a%2Fb", "a%0D%0Ab"})
    void pathsAreEncoded(String path) {
        ready();
        serve("/" + path + "/*", always(Code.CONTENT));
        observable("/z");
        assertThat(links()).isEqualTo("</" + path + ">,</z>;obs");
        assertThat(LinkFormat.parse(links()))
                .extracting(WebLink::getURI, link -> link.getAttributes().hasObservable())
                .containsExactlyInAnyOrder(tuple("/" + path, false), tuple("/z", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//a/*", "/a/../b/*", "/./*"})
    void pathsWithEmptyOrDotSegmentsAreNotListed(String path) {
        ready();
        serve(path, always(Code.CONTENT));
        serve("/z", always(Code.CONTENT));
        assertThat(links()).isEqualTo("</z>");
    }

    @Test
    void linksBeyondTheSizeOfAReplyAreLeftOutWithAWarning() {
        ready();
        // 8 bytes each with its comma, but for the first
        IntStream.rangeClosed(1, 128).forEach(i -> serve("/x%03d".formatted(i) + "/*", always(Code.CONTENT)));
        try (LogRecorder warnings = new LogRecorder(Level.WARN)) {
            assertThat(links()).hasSize(128 * 8 - 1).endsWith(",</x128>");
            assertThat(warnings.messages(RequestDispatcher.class)).isEmpty();
            observable("/y");
            assertThat(links()).hasSize(128 * 8 - 1).endsWith(",</x128>");
            assertThat(warnings.messages(RequestDispatcher.class))
                    .singleElement()
                    .asString()
                    .contains("of 129 paths", "the first 128");
        }
        assertThat(links("href=/y*")).isEqualTo("</y>;obs");
    }

    @Test
    void aLinkOfWhichOnlyAPartFitsIsLeftOut() {
        ready();
        IntStream.rangeClosed(1, 127).forEach(i -> serve("/x%03d".formatted(i) + "/*", always(Code.CONTENT)));
        serve("/long123/*", always(Code.CONTENT));
        assertThat(links()).hasSize(127 * 8 - 1).endsWith(",</x127>");
    }
}
