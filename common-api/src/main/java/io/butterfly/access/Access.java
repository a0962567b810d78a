package io.butterfly.access;

import io.butterfly.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes an {@link Identity} of a token. */
public final class Access {
    private static final String ADMIN_NAME = "admin";
    private static final String SERVICE_NAME = "service";
    static final int MOST_CHARACTERS = 8_192;

    private final List<TokenEntry> fixed = new ArrayList<>();
    private final Optional<TokenFile> file;
    private final Optional<JwtTokens> jwt;
    private final FailureLimit failures = new FailureLimit();
    private final Clock clock;

    /** Throws IllegalArgumentException with one line when a setting cannot be used. */
    public Access(AccessSettings settings, Clock clock) {
        this.clock = clock;
        settings.adminToken().ifPresent(token -> fixed.add(entry(ADMIN_NAME, Role.ADMIN, token)));
        settings.serviceToken().ifPresent(token -> fixed.add(entry(SERVICE_NAME, Role.SERVICE, token)));
        this.file = settings.tokenFile().map(TokenFile::new);
        this.jwt = settings.jwtSecret().map(JwtTokens::new);
    }

    private static TokenEntry entry(String name, Role role, String token) {
        return new TokenEntry(new Identity(name, role, List.of()), Sha256.hex(token), Optional.empty());
    }

    /** Whether callers must show who they are: a token of any kind is configured. */
    public boolean isOn() {
        return !fixed.isEmpty() || file.isPresent() || jwt.isPresent();
    }

    /** Reads the token file again when it has changed. */
    public void refresh() {
        file.ifPresent(TokenFile::refresh);
    }

    /**
     * Who shows this.
     *
     * @param authorization the values of the header {@code Authorization}, {@code Bearer <token>} or {@code Bearer:
     *     <token>}, and of the header {@code Bearer}
     * @param address the caller's, whose wrong tokens are counted
     * @param now nanoseconds of a steady clock
     */
    public Answer identify(List<String> authorization, String address, long now) {
        if (failures.isReached(address, now)) {
            return new Answer.Limited();
        }
        Optional<String> token = Bearer.token(authorization);
        if (token.isEmpty()) {
            return Answer.missing();
        }
        Answer answer = token.get().length() > MOST_CHARACTERS ? Answer.undecodable() : look(token.get());
        if (answer instanceof Answer.Unknown) {
            failures.failed(address, now);
        }
        return answer;
    }

    private Answer look(String token) {
        Instant now = clock.instant();
        String hash = Sha256.hex(token);
        Optional<TokenEntry> entry = fixed.stream()
                .filter(candidate -> isSame(candidate.hash(), hash))
                .findFirst()
                .or(() -> file.flatMap(tokens -> tokens.find(hash)));
        if (entry.isPresent()) {
            return entry.get().isExpired(now)
                    ? Answer.expired()
                    : new Answer.Known(entry.get().identity());
        }
        return jwt.filter(tokens -> JwtTokens.looksLikeOne(token))
                .map(tokens -> tokens.read(token, now))
                .orElseGet(Answer::undecodable);
    }

    /** Takes as long whether or not they are equal. */
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
