// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/** Refuses files with secrets unless they belong to the gateway's user and only that user can read and write them. */
final class SecretFiles {
    private static final Set<PosixFilePermission> ALLOWED = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path writable;

    /** @param writable a folder for a temporary file, whose owner is this user */
    SecretFiles(Path writable) {
        this.writable = writable;
    }

    /** @throws WrongSettingException with the permissions or the owner, and the command that corrects them */
    void require(Path file) throws IOException, WrongSettingException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!ALLOWED.containsAll(permissions)) {
            throw new WrongSettingException(
                    "%s holds secrets, but others than its owner may read or write it (%s): chmod 600 %s"
                            .formatted(file, PosixFilePermissions.toString(permissions), file));
        }
        UserPrincipal owner = Files.getOwner(file);
        UserPrincipal user = user();
        if (!owner.equals(user)) {
            throw new WrongSettingException("%s holds secrets, but belongs to %s, and this is %s: chown %s %s"
                    .formatted(file, owner.getName(), user.getName(), user.getName(), file));
        }
    }

    private UserPrincipal user() throws IOException {
        Path mine = Files.createTempFile(writable, "owner", "");
        try {
            return Files.getOwner(mine);
        } finally {
            Files.delete(mine);
        }
    }
}
