// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

import io.github.bc66coap.monitor.Description;
import io.github.bc66coap.monitor.EventLog;
import io.github.bc66coap.monitor.EventStream;
import io.github.bc66coap.monitor.PageFiles;
import io.github.bc66coap.monitor.PageFiles.PageFile;

/**
 * Answers the page's requests at once. Events are Server-Sent Events in a body that ends after the last known event. A browser asks again a
 * second later and sends the ID of its last event. {@code platform-http} can't stream: on Vert.x, a client gets nothing of an endless body,
 * and the body is read on after the client has gone (Camel 4.18).
 */
final class Page implements Processor {
    private static final String EVENTS = "events";
    private static final Pattern AUTHORITY = Pattern.compile("https?://([^/?#]*)");

    /** The start of a stream without events. */
    private static final String COMMENT = ":";

    private static final String TEXT = "text/plain; charset=utf-8";
    /** The maximum length of a body, roughly. The next one has the rest. */
    private static final int MUCH = 1 << 20;

    private final String path;
    private final Access access;
    private final EventLog log;
    private final Description description;

    /** @param path of the page, without a slash at the end */
    Page(String path, Access access, EventLog log, Description description) {
        this.path = path;
        this.access = access;
        this.log = log;
        this.description = description;
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        Message request = exchange.getMessage();
        String address = RemoteAddress.of(request);
        String host = host(request.getHeader(Exchange.HTTP_URL, String.class));
        String lastEventId = request.getHeader(PageHeaders.LAST_EVENT_ID, String.class);
        String method = request.getHeader(Exchange.HTTP_METHOD, String.class);
        String asked = request.getHeader(Exchange.HTTP_PATH, String.class);
        request.getHeaders().clear();
        PageFiles.HEADERS.forEach(request::setHeader);
        if (!access.isGranted(address, host)) {
            answer(request, 403, TEXT, "This page is shown on the gateway itself only.\n");
        } else if (!"GET".equals(method)) {
            answer(request, 405, TEXT, "There is nothing to be done here.\n");
        } else if (path.equals(asked)) {
            // the page's links are relative to this
            request.setHeader(PageHeaders.LOCATION, path + "/");
            answer(request, 308, TEXT, "");
        } else if (asked == null || !asked.startsWith(path + "/")) {
            answer(request, 404, TEXT, "Not found.\n");
        } else {
            file(request, asked.substring(path.length() + 1), lastEventId);
        }
    }

    /** The name of the server in the request. HTTP/2 has no header Host, but the URL always has the name. */
    private static String host(String url) {
        Matcher matcher = AUTHORITY.matcher(url == null ? "" : url);
        return matcher.lookingAt() ? matcher.group(1) : null;
    }

    private void file(Message answer, String name, String lastEventId) throws InterruptedException {
        if (name.equals(EVENTS)) {
            answer(answer, 200, EventStream.CONTENT_TYPE, events(lastEventId));
            return;
        }
        Optional<PageFile> file = PageFiles.at(name);
        if (file.isPresent()) {
            answer(answer, 200, file.get().contentType(), file.get().content());
        } else {
            answer(answer, 404, TEXT, "Not found.\n");
        }
    }

    private String events(String lastEventId) throws InterruptedException {
        EventStream stream = new EventStream(log, description, lastEventId);
        StringBuilder text = new StringBuilder();
        String more;
        do {
            more = stream.next(Duration.ZERO);
            text.append(more);
        } while (!more.startsWith(COMMENT) && text.length() < MUCH);
        return text.toString();
    }

    private static void answer(Message answer, int status, String contentType, String text) {
        answer(answer, status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(Message answer, int status, String contentType, byte[] content) {
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        answer.setHeader(Exchange.CONTENT_TYPE, contentType);
        answer.setBody(content);
    }
}
