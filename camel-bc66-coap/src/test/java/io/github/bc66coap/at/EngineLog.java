// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Takes all that the engine logs during a test, down to TRACE. */
public final class EngineLog implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger = (Logger) LogManager.getLogger(AtEngine.class);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("list", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
        }
    };
    private Level before;

    @Override
    public void beforeEach(ExtensionContext context) {
        before = logger.getLevel();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.TRACE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.setLevel(before);
        logger.removeAppender(appender);
        // it has got a configuration of its own with the appender, whose level would be in the way of others who listen
        logger.getContext().getConfiguration().removeLogger(logger.getName());
        logger.getContext().updateLoggers();
        appender.stop();
    }

    /** The messages alone, without what was thrown. */
    public List<String> lines() {
        return lines;
    }
}
