// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.lwm2m;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Header;
import org.apache.camel.main.Main;
import org.apache.camel.spi.ComponentCustomizer;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.examples.sandbox.HostAndPort;
import io.github.bc66coap.examples.sandbox.Sandbox;
import io.github.bc66coap.examples.sandbox.SandboxOptions;
import io.github.bc66coap.examples.sandbox.WrongSettingException;
import io.github.bc66coap.lwm2m.Lwm2mConstants;
import io.github.bc66coap.lwm2m.Lwm2mEvent;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the routes of this package. */
@Command(
        name = "lwm2m",
        description = "The module is a client of a LwM2M platform, which reads, observes and writes its resources.")
public final class Lwm2mExample implements Callable<Integer> {
    private static final int KEY_BYTES = 16;

    @Mixin
    private SandboxOptions options;

    @Option(
            names = "--name",
            defaultValue = "867725030002525",
            description = "The client's endpoint name (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--lifetime",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = SandboxOptions.DurationConverter.class,
            description =
                    "How long a registration lasts; it is updated well before it is over (default: ${DEFAULT-VALUE}).")
    private Duration lifetime;

    @Option(
            names = "--dtls",
            description = "CoAP over DTLS with a pre-shared key, whose identity is the client's name.")
    private boolean dtls;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Where the key is, in hexadecimal digits. A platform that is started here needs none.")
    private Path keyFile;

    @Override
    public Integer call() throws Exception {
        if (!name.matches("[A-Za-z0-9:;._-]{1,64}")) {
            throw new WrongSettingException("--name: at most 64 letters, digits and : ; . _ -");
        }
        if (lifetime.toSeconds() < 1) {
            throw new WrongSettingException("--lifetime: at least 1s");
        }
        String key = key();
        try (Sandbox sandbox = new Sandbox(options)) {
            HostAndPort server = options.server()
                    .orElseGet(() ->
                            new HostAndPort("127.0.0.1", platform(sandbox, key).port()));
            Main main = sandbox.main("classpath:lwm2m/lwm2m.properties", sandbox.device());
            configure(main, server, key);
            String hint = dtls ? " (is the key that of " + name + " at the platform?)" : "";
            main.bind("meter", new Meter());
            main.bind(
                    "progress", new Progress(sandbox::say, reason -> sandbox.fail("not registered: " + reason + hint)));
            main.configure().withRoutesIncludePattern("classpath:lwm2m/lwm2m.camel.yaml");
            sandbox.run(main);
        }
        return 0;
    }

    private void configure(Main main, HostAndPort server, String key) {
        main.addOverrideProperty("lwm2m.host", server.host());
        main.addOverrideProperty("lwm2m.port", Integer.toString(server.port()));
        main.addOverrideProperty("lwm2m.endpoint", name);
        main.addOverrideProperty("lwm2m.lifetime", lifetime.toSeconds() + "s");
        main.addOverrideProperty("lwm2m.sample", "2s");
        if (options.isVirtual()) {
            // nobody wants to wait as long as a radio network may take
            main.addOverrideProperty("camel.component.bc66coap.response-timeout", "6s");
            main.addOverrideProperty("camel.component.bc66coap.send-timeout", "6s");
        }
        if (dtls) {
            // Not as a property: Camel logs those at DEBUG, values and all.
            main.bind(
                    "key", ComponentCustomizer.builder(Bc66CoapComponent.class).build(component -> {
                        component.getConfiguration().setPskIdentity(name);
                        component.getConfiguration().setSecretKey(key);
                    }));
        }
    }

    private Lwm2mPlatform platform(Sandbox sandbox, String key) {
        Consumer<String> say = line -> sandbox.say("platform: " + line);
        Lwm2mPlatform platform = sandbox.closing(
                dtls
                        ? Lwm2mPlatform.secure(Lwm2mPlatform.loopback(0), name, name, key, say)
                        : Lwm2mPlatform.plain(Lwm2mPlatform.loopback(0), say));
        sandbox.say("LwM2M platform on 127.0.0.1:" + platform.port() + (dtls ? " with DTLS" : "")
                + (options.isVirtual() ? "" : ", which a real module can't reach: it needs --server"));
        sandbox.driving(new Lwm2mOperator(platform, name, say));
        return platform;
    }

    /** Tells how the first attempt to register ends. */
    public static final class Progress {
        private final Consumer<String> registered;
        private final Consumer<String> failed;
        private final AtomicBoolean first = new AtomicBoolean(true);

        Progress(Consumer<String> registered, Consumer<String> failed) {
            this.registered = registered;
            this.failed = failed;
        }

        @Handler
        public void on(@Header(Lwm2mConstants.EVENT) Lwm2mEvent event, @Body String text) {
            if (!first.getAndSet(false)) {
                return;
            }
            if (event == Lwm2mEvent.REGISTERED) {
                registered.accept("registered as " + text);
            } else {
                failed.accept(text);
            }
        }
    }

    /** The one in the file, else a new one for this run; {@code null} without DTLS. */
    private String key() {
        if (keyFile != null && !dtls) {
            throw new WrongSettingException("--key-file goes with --dtls");
        }
        if (dtls && keyFile == null && options.server().isPresent()) {
            throw new WrongSettingException("--dtls with --server needs --key-file");
        }
        if (!dtls) {
            return null;
        }
        return keyFile == null ? newKey() : read(keyFile);
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** What is in the file is not shown, whatever it is. */
    private static String read(Path file) {
        String key;
        try {
            key = Files.readString(file).strip();
        } catch (IOException e) {
            throw new WrongSettingException("--key-file: can't read " + file);
        }
        if (!key.matches("([0-9A-Fa-f]{2}){1,128}")) {
            throw new WrongSettingException(
                    "--key-file: " + file + " has no key of 1 to 128 bytes in hexadecimal digits");
        }
        return key;
    }
}
