package io.butterfly.access;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where tokens come from.
 *
 * @param tokenFile {@code butterfly.tokens-file}
 * @param adminToken {@code butterfly.admin-token}, for a first start
 * @param serviceToken what our services show each other
 * @param jwtSecret {@code butterfly.jwt-secret}
 */
public record AccessSettings(
        Optional<Path> tokenFile,
        Optional<String> adminToken,
        Optional<String> serviceToken,
        Optional<String> jwtSecret) {}
