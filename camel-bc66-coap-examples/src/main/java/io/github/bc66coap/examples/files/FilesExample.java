// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;

import org.apache.camel.main.Main;

import io.github.bc66coap.examples.sandbox.Sandbox;
import io.github.bc66coap.examples.sandbox.SandboxOptions;
import io.github.bc66coap.examples.sandbox.WrongSettingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the routes of this package. */
@Command(name = "files", description = "Writes messages from the network to files, and sends files as requests.")
public final class FilesExample implements Callable<Integer> {
    /** One that the server does, and one that it refuses. */
    private static final List<String> COMMANDS = List.of("1-lamp-on.json", "2-set-temperature.json");

    @Mixin
    private SandboxOptions options;

    @Option(
            names = "--directory",
            defaultValue = "target/files",
            description = "Folder of the files (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        Path commands = directories();
        try (Sandbox sandbox = new Sandbox(options)) {
            sandbox.say("files are in " + directory.toAbsolutePath());
            Main main = sandbox.main("classpath:files/files.properties");
            main.addOverrideProperty(
                    "files.directory", directory.toAbsolutePath().toString());
            main.configure().addRoutesBuilder(ReceivedRoute.class, CommandsRoute.class);
            if (options.isVirtual()) {
                for (String command : COMMANDS) {
                    drop(command, commands);
                }
            }
            sandbox.run(main);
        }
        return 0;
    }

    private Path directories() {
        try {
            return Files.createDirectories(directory.resolve("commands"));
        } catch (IOException e) {
            throw new WrongSettingException("can't make the directory " + directory + "/commands: " + e);
        }
    }

    /** As other programs should do it, too: nobody sees a part of the file under its name. */
    private static void drop(String name, Path commands) throws IOException {
        Path half = commands.resolve(name + ".tmp");
        try (InputStream in = FilesExample.class.getResourceAsStream("/files/" + name)) {
            Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(half, commands.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
