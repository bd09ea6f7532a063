// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.List;
import java.util.Set;

import io.github.bc66coap.coap.UriPaths;

/**
 * Which paths a service serves.
 *
 * @param segments the path, decoded
 * @param andBelow whether paths below it count, too
 */
public record PathPattern(List<String> segments, boolean andBelow) {
    private static final String BELOW = "/*";
    /** A path can't have these (RFC 7252, section 5.10.1); resolving them would lead elsewhere. */
    private static final Set<String> NO_SEGMENTS = Set.of(".", "..");

    /** Every path. */
    public static final PathPattern ALL = new PathPattern(List.of(), true);

    public PathPattern {
        segments = List.copyOf(segments);
    }

    /**
     * Reads {@code /19/0/0}, or {@code /19/*} for that path and everything below.
     *
     * @throws IllegalArgumentException when its percent-encoding is malformed
     */
    public static PathPattern parse(String path) {
        boolean below = path.endsWith(BELOW);
        return new PathPattern(
                UriPaths.splitPath(below ? path.substring(0, path.length() - BELOW.length()) : path), below);
    }

    /** Whether a request with these Uri-Path options is meant; never if one of them is {@code .} or {@code ..}. */
    public boolean matches(List<String> path) {
        if (path.stream().anyMatch(NO_SEGMENTS::contains)) {
            return false;
        }
        return andBelow
                ? path.size() >= segments.size()
                        && path.subList(0, segments.size()).equals(segments)
                : path.equals(segments);
    }

    /** Of two patterns that match a path, the higher value is the more specific. */
    public int specificity() {
        return 2 * segments.size() + (andBelow ? 0 : 1);
    }

    @Override
    public String toString() {
        String path = UriPaths.joinPath(segments);
        if (!andBelow) {
            return path;
        }
        return segments.isEmpty() ? BELOW : path + BELOW;
    }
}
