// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RenderingTest {
    @TempDir
    private Path directory;

    @Test
    void figuresAreRoundedToAtMostThreeSignificantDigits() {
        assertThat(List.of(1_234_567.0, 2_903.0, 231.4, 23.14, 2.314, 0.0231, 0.0, -5.0))
                .map(Figure::shown)
                .containsExactly("1,230,000", "2,900", "231", "23.1", "2.31", "0.023", "0", "-5.00");
        assertThat(Figure.shown(new Spread(1, 2, 3))).isEqualTo("2.00 (1.00 to 3.00)");
        assertThat(Figure.shown(new Spread(2, 2, 2))).isEqualTo("2.00");
    }

    @Test
    void aPieceOfAPageIsReplacedAndNothingElse() throws IOException {
        Path file = directory.resolve("page.md");
        Files.writeString(file, "before\n<!-- begin one -->\nold\n<!-- end one -->\nbehind\n");
        for (int i = 0; i < 2; i++) {
            Page page = new Page(file);
            page.put("one", "new\n");
            page.write();
        }

        assertThat(file).hasContent("before\n<!-- begin one -->\n\nnew\n\n<!-- end one -->\nbehind");
        assertThatIllegalArgumentException().isThrownBy(() -> new Page(file).put("other", ""));
    }

    @Test
    void theMedianDecidesWhetherATargetIsMet() {
        Target least = new Target("rate", "tcp", true, 0.6, "", (results, build) -> null);
        Target most = new Target("time", "tcp", false, 3, "ms", (results, build) -> null);

        assertThat(least.isMet(new Spread(0.1, 0.6, 1))).isTrue();
        assertThat(least.isMet(new Spread(0.1, 0.5, 1))).isFalse();
        assertThat(least.margin(new Spread(0.1, 0.3, 1))).isEqualTo(0.5);
        assertThat(most.isMet(new Spread(1, 3, 9))).isTrue();
        assertThat(most.isMet(new Spread(1, 4, 9))).isFalse();
        assertThat(most.margin(new Spread(1, 6, 9))).isEqualTo(0.5);
        assertThat(most.wanted()).isEqualTo("≤ 3 ms");
    }

    @Test
    void aPictureIsXmlWhateverItsText() throws Exception {
        Picture picture = new Picture(10, 10, "a < b & c");
        picture.text(1, 1, "start", "<x>");
        picture.curve("now", new double[] {1, 2}, 3, 4);

        String root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture.toString())))
                .getDocumentElement()
                .getTagName();

        assertThat(root).isEqualTo("svg");
    }
}
