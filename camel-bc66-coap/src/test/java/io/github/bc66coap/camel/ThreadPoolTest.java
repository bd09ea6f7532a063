// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.spi.ThreadPoolProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a thread pool profile says, and what it leaves open. */
class ThreadPoolTest {
    private static ThreadPoolProfile profile(Integer pool, Integer max, Integer queue) {
        ThreadPoolProfile profile = new ThreadPoolProfile("test");
        profile.setPoolSize(pool);
        profile.setMaxPoolSize(max);
        profile.setMaxQueueSize(queue);
        return profile;
    }

    @ParameterizedTest
    @CsvSource({
        ",,,        10,10,1000",
        "20,,,      20,20,1000",
        "1,,,       1,1,1000",
        ",5,,       5,5,1000",
        ",50,,      10,50,1000",
        "2,4,3,     2,4,3",
        "4,2,,      4,4,1000",
        ",,0,       10,10,0",
        ",,-1,      10,10,1000",
        "0,0,,      1,1,1000"
    })
    void aProfileSizesAPoolThatDoesNotGrow(
            Integer pool, Integer max, Integer queue, int threads, int most, int places) {
        assertThat(new ThreadPool.Size(10, 10, 1000).with(profile(pool, max, queue)))
                .isEqualTo(new ThreadPool.Size(threads, most, places));
    }

    @ParameterizedTest
    @CsvSource({"10,1000,1010", "10,2147483647,2147483647", "2147483647,1000,2147483647"})
    void theLargestSizesDoNotOverflow(int most, int places, int total) {
        assertThat(new ThreadPool.Size(1, most, places).total()).isEqualTo(total);
    }

    @ParameterizedTest
    @CsvSource({",,10,4096", "20,,20,4096", "5000,,5000,5000", ",5,5,5", ",100,10,100", "3,2,3,3"})
    void aProfileSizesAPoolThatGrows(Integer pool, Integer max, int threads, int most) {
        assertThat(new ThreadPool.Size(10, 4096, 0).with(profile(pool, max, null)))
                .isEqualTo(new ThreadPool.Size(threads, most, 0));
    }
}
