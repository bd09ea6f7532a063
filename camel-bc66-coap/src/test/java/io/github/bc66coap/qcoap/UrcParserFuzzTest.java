// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Arrays;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.at.UrcRule.Complete;
import io.github.bc66coap.at.UrcRule.NeedMore;
import io.github.bc66coap.at.UrcRule.Verdict;
import io.github.bc66coap.coap.CoapOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a line holds, the rule finds an end that the parser agrees with, or leaves the line alone. */
class UrcParserFuzzTest {

    /** @param input a line, and behind it a byte whose lowest bit says whether responses show options */
    @FuzzTest
    @DictionaryFile(resourcePath = "/module.dict")
    void anyLineIsReadOrRefused(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] line = Arrays.copyOf(input, input.length - 1);
        boolean showOptions = (input[input.length - 1] & 1) != 0;
        readOrRefused(line, showOptions);
        if (line.length > 0) {
            ends(line, showOptions);
        }
    }

    private static void readOrRefused(byte[] line, boolean showOptions) {
        try {
            requireReadable(new UrcParser(showOptions).parse(line, false), line);
        } catch (AtFormatException e) {
            assertThat(e).hasMessageMatching("[ -~]+");
        }
    }

    private static void ends(byte[] line, boolean showOptions) {
        CoapUrcRule rule = new CoapUrcRule(showOptions);
        Verdict verdict = Urcs.asNeeded(rule, line);
        assertThat(Urcs.asNeeded(rule.resumable(), line)).isEqualTo(verdict);
        if (verdict instanceof NeedMore) {
            verdict = rule.conclude(line, line.length);
        }
        assertThat(verdict).isNotInstanceOf(NeedMore.class);
        if (verdict instanceof Complete complete) {
            assertThat(complete.length()).isBetween(1, line.length);
            byte[] urc = Arrays.copyOf(line, complete.length());
            Urc read = new UrcParser(showOptions).parse(urc, complete.truncated());
            assertThat(Urcs.isTruncated(read)).isEqualTo(complete.truncated());
            requireReadable(read, urc);
        }
    }

    private static void requireReadable(Urc urc, byte[] line) {
        assertThat(urc.toString()).isNotEmpty();
        if (urc instanceof MessageUrc message) {
            assertThat(message.content().bytes().length).isLessThanOrEqualTo(line.length);
            message.peer().ifPresent(peer -> assertThat(peer.port()).isBetween(1, 65535));
        }
        CoapOptions options = urc instanceof ResponseUrc response
                ? response.options()
                : urc instanceof RequestUrc request ? request.options() : CoapOptions.EMPTY;
        assertThat(options.list()).hasSizeLessThanOrEqualTo(line.length / 2);
        assertThat(options.toMap()).hasSizeLessThanOrEqualTo(options.size());
        assertThat(options.uriPath()).startsWith("/");
        assertThat(String.valueOf(options.uriQuery())).matches("[!-~]*");
    }
}
