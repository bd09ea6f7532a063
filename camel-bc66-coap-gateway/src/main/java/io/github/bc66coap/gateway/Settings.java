// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.bc66coap.camel.Bc66CoapConfiguration;

/**
 * The settings: the defaults, {@code conf/gateway.properties}, {@code conf/secrets.properties} and the environment. A later source takes
 * precedence. {@code baudRate}, {@code baud-rate} and {@code BAUD_RATE} are the same name.
 */
final class Settings {
    static final String DEVICE = "bc66.device";
    static final String NAME = "bc66.name";
    static final String COMPONENT = "camel.component.bc66coap.";

    private static final String GATEWAY_FILE = "gateway.properties";
    private static final String SECRETS_FILE = "secrets.properties";
    private static final String COMPONENT_VARIABLE = "CAMEL_COMPONENT_BC66COAP_";

    private static final String IDENTITY = COMPONENT + "pskIdentity";
    private static final String KEY = COMPONENT + "secretKey";
    private static final String PIN = COMPONENT + "simPin";
    /** Short names in the environment. */
    private static final Map<String, String> SHORT =
            Map.of("BC66_IDENTITY", IDENTITY, "BC66_KEY", KEY, "BC66_SIM_PIN", PIN);
    /** Names that the environment can set even if no file contains them. */
    private static final Set<String> KNOWN = Set.of(
            "mqtt.broker",
            "mqtt.user",
            "mqtt.password",
            "kafka.brokers",
            "cloud.host",
            "cloud.port",
            "lwm2m.host",
            "lwm2m.port",
            "lwm2m.endpoint",
            NAME);
    /**
     * Settings that also set options of Camel: of broker components, so that no URI contains a password, and of the server for health,
     * metrics and page.
     */
    private static final Map<String, String> PASSED_ON = Map.of(
            "mqtt.broker", "camel.component.paho-mqtt5.brokerUrl",
            "mqtt.user", "camel.component.paho-mqtt5.userName",
            "mqtt.password", "camel.component.paho-mqtt5.password",
            "kafka.brokers", "camel.component.kafka.brokers",
            "camel.management.host", "camel.server.host",
            "camel.management.port", "camel.server.port");

    private static final Pattern SECRET =
            Pattern.compile("(?i).*(secretkey|simpin|password|passphrase|passwd|token|jaasconfig)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{env:([A-Za-z_][A-Za-z0-9_]*)}}");

    /** By normalised names. */
    private final Map<String, Setting> settings = new TreeMap<>();

    private Set<String> known = Set.of();

    private record Setting(String name, String value) {}

    private Settings() {}

    /**
     * Loads the settings.
     *
     * @throws WrongSettingException if others may read a file with secrets, or a file can't be read
     */
    static Settings load(Places places, Map<String, String> environment) throws WrongSettingException, IOException {
        Settings loaded = new Settings();
        try (InputStream defaults = Settings.class.getResourceAsStream(GATEWAY_FILE)) {
            Properties properties = new Properties();
            properties.load(defaults);
            loaded.add(properties);
        }
        loaded.known = Set.copyOf(loaded.settings.keySet());
        SecretFiles secretFiles = new SecretFiles(places.state());
        loaded.add(places.conf().resolve(GATEWAY_FILE), secretFiles, false);
        loaded.add(places.conf().resolve(SECRETS_FILE), secretFiles, true);
        loaded.addEnvironment(environment);
        PASSED_ON.forEach((name, option) -> loaded.get(name)
                .filter(value -> loaded.get(option).isEmpty())
                .ifPresent(value -> loaded.set(option, value)));
        return loaded;
    }

    private void add(Path file, SecretFiles secretFiles, boolean secrets) throws WrongSettingException, IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (secrets) {
                secretFiles.require(file);
            }
            properties.load(reader);
        } catch (AccessDeniedException e) {
            throw new WrongSettingException(file + " can't be read: its owner or its rights are wrong");
        } catch (IllegalArgumentException e) {
            throw new WrongSettingException(file + " is no file of properties: " + e.getMessage());
        } catch (java.nio.file.NoSuchFileException e) {
            return;
        }
        if (!secrets && properties.stringPropertyNames().stream().anyMatch(name -> isSecret(name, properties))) {
            secretFiles.require(file);
        }
        add(properties);
    }

    private static boolean isSecret(String name, Properties properties) {
        String value = properties.getProperty(name);
        return SECRET.matcher(normal(name)).matches()
                && !value.isBlank()
                && !PLACEHOLDER.matcher(value.strip()).matches();
    }

    private void add(Properties properties) {
        properties
                .stringPropertyNames()
                .forEach(name -> set(name, properties.getProperty(name).strip()));
    }

    private void addEnvironment(Map<String, String> environment) {
        for (String name : KNOWN) {
            settings.putIfAbsent(normal(name), new Setting(name, ""));
        }
        Map<String, String> variables = new LinkedHashMap<>();
        settings.values().forEach(setting -> variables.put(variable(setting.name), setting.name));
        environment.forEach((variable, value) -> {
            String name = variables.get(variable);
            if (SHORT.containsKey(variable)) {
                set(SHORT.get(variable), value);
            } else if (name != null) {
                set(name, value);
            } else if (variable.startsWith(COMPONENT_VARIABLE)) {
                String option = variable.substring(COMPONENT_VARIABLE.length()).toLowerCase(Locale.ROOT);
                set(COMPONENT + option.replace('_', '-'), value);
            }
        });
        settings.replaceAll((name, setting) -> new Setting(setting.name, resolved(setting.value, environment)));
    }

    /** The value, with a placeholder for an environment variable resolved. */
    private static String resolved(String value, Map<String, String> environment) {
        Matcher placeholder = PLACEHOLDER.matcher(value);
        return placeholder.matches() ? environment.getOrDefault(placeholder.group(1), "") : value;
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The normalised form of a name. */
    private static String normal(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Overrides a setting. */
    void set(String name, String value) {
        settings.put(normal(name), new Setting(name, value));
    }

    /** The value of a setting, unless it is missing or blank. */
    Optional<String> get(String name) {
        return Optional.ofNullable(settings.get(normal(name)))
                .map(Setting::value)
                .filter(value -> !value.isBlank());
    }

    /** The module's line, if set. */
    Optional<String> device() {
        return get(DEVICE);
    }

    /** The value of a numeric setting. */
    int number(String name, int otherwise) throws WrongSettingException {
        String value = get(name).orElse(null);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new WrongSettingException(name + " must be a number");
        }
    }

    /** The settings for Camel, without the module's secrets: Camel shows properties in logs and consoles. */
    Map<String, String> forCamel() {
        Map<String, String> properties = new TreeMap<>();
        settings.values().stream()
                .filter(setting -> !setting.value.isBlank())
                .filter(setting ->
                        !Set.of(normal(IDENTITY), normal(KEY), normal(PIN)).contains(normal(setting.name)))
                .forEach(setting -> properties.put(setting.name, setting.value));
        return properties;
    }

    /** The options of the component, with names in lower case and without dashes. */
    Map<String, String> forComponent() {
        Map<String, String> options = new TreeMap<>();
        forCamel().forEach((name, value) -> {
            if (normal(name).startsWith(COMPONENT)) {
                options.put(normal(name).substring(COMPONENT.length()), value);
            }
        });
        return options;
    }

    /** Gives the component the module's secrets. */
    void putSecrets(Bc66CoapConfiguration configuration) {
        get(IDENTITY).ifPresent(configuration::setPskIdentity);
        get(KEY).ifPresent(configuration::setSecretKey);
        get(PIN).ifPresent(configuration::setSimPin);
    }

    /** Names unknown to the gateway and to Camel: used by routes, or misspelt. */
    List<String> others() {
        return settings.values().stream()
                .filter(setting -> !setting.value.isBlank())
                .map(Setting::name)
                .filter(name -> !name.startsWith("camel.") && !known.contains(normal(name)))
                .filter(name -> KNOWN.stream().noneMatch(each -> normal(each).equals(normal(name))))
                .filter(name -> !normal(name).startsWith("bc66coap.monitor."))
                .toList();
    }

    /** The CoAP server's port. Its default differs with DTLS, as in the component. */
    String cloudPort() {
        return get("cloud.port").orElse(get(IDENTITY).isPresent() ? "5684" : "5683");
    }

    /** Whether a SIM PIN is set. */
    boolean hasPin() {
        return get(PIN).isPresent();
    }

    /** Without values, which may be secret. */
    @Override
    public String toString() {
        return "settings " + settings.keySet();
    }
}
