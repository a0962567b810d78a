package io.butterfly.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.butterfly.kernel.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("tokens");
    }

    Access access() {
        AccessSettings settings = new AccessSettings(
                Optional.of(file), Optional.of("first-start"), Optional.of("between-us"), Optional.of(SECRET));
        return new Access(settings, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    void write(String... lines) throws IOException {
        Files.write(file, List.of(lines));
    }

    static Answer identify(Access access, String header) {
        return access.identify(List.of(header), "10.0.0.1", 0);
    }

    @Nested
    class a_token_of_the_file {
        @Test
        void names_its_caller_and_what_he_may_use() throws IOException {
            write("# people", "", "alice operator " + Sha256.hex("t1") + " handlers=/etl/,/mail expires=2026-11-29");

            Answer answer = identify(access(), "Bearer t1");

            assertThat(answer)
                    .isEqualTo(new Answer.Known(new Identity("alice", Role.OPERATOR, List.of("/etl/", "/mail"))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Bearer t1", "bearer t1", "Bearer: t1", "Bearer  t1 "})
        void is_read_however_its_scheme_is_written(String header) throws IOException {
            write("alice viewer " + Sha256.hex("t1"));

            assertThat(identify(access(), header)).isInstanceOf(Answer.Known.class);
        }

        @Test
        void is_good_until_the_end_of_its_last_day() throws IOException {
            write("alice viewer " + Sha256.hex("t1") + " expires=2026-11-28");

            assertThat(identify(access(), "Bearer t1")).isEqualTo(Answer.expired());
        }

        @Test
        void is_gone_when_its_line_is_gone_and_one_that_is_added_counts_without_a_restart() throws IOException {
            write("alice viewer " + Sha256.hex("t1"));
            Access access = access();
            write("bob admin " + Sha256.hex("t2"), "# longer");

            access.refresh();

            assertThat(identify(access, "Bearer t1")).isEqualTo(Answer.undecodable());
            assertThat(identify(access, "Bearer t2")).isInstanceOf(Answer.Known.class);
        }

        @Test
        void stays_good_when_the_file_is_broken_later() throws IOException {
            write("alice viewer " + Sha256.hex("t1"));
            Access access = access();
            write("alice viewer", "more");

            access.refresh();

            assertThat(identify(access, "Bearer t1")).isInstanceOf(Answer.Known.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alice                      | line 2 of .*: it needs a name, a role and the SHA-256 of a token
            alice root HASH            | line 2 of .*: alice: there is no role root
            alice viewer 12            | line 2 of .*: alice: the hash must have 64 hexadecimal digits, lower case
            al/ice viewer HASH         | line 2 of .*: the name has other characters .*
            alice viewer HASH x=1      | line 2 of .*: alice: x=1 is neither expires= nor handlers=
            a viewer HASH expires=soon | line 2 of .*: a: soon is no date such as 2027-12-31
            a worker HASH handlers=etl | line 2 of .*: a: handlers= takes prefixes that begin with /.*
            a worker HASH handlers=    | line 2 of .*: a: handlers= takes prefixes that begin with /.*
            """)
    void a_line_that_cannot_be_understood_ends_the_start(String line, String message) throws IOException {
        write("# tokens", line.replace("HASH", Sha256.hex("t")));

        assertThatThrownBy(() -> access())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(message);
    }

    @Test
    void the_same_token_twice_ends_the_start() throws IOException {
        write("alice viewer " + Sha256.hex("t"), "bob admin " + Sha256.hex("t"));

        assertThatThrownBy(() -> access()).hasMessageContaining("bob: this token stands there twice");
    }

    @Nested
    class a_jwt {
        @BeforeEach
        void noTokens() throws IOException {
            write();
        }

        /** As the Python service makes them, good for eight hours. */
        String signed(Role role, Instant at) {
            JWTClaimsSet claims = new JWTClaimsSet.Builder()
                    .issuer("butterfly")
                    .jwtID(UUID.randomUUID().toString())
                    .issueTime(Date.from(at))
                    .expirationTime(Date.from(at.plus(Duration.ofHours(8))))
                    .claim("username", "carol")
                    .claim("role", role.text())
                    .build();
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            try {
                jwt.sign(new MACSigner(SECRET));
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
            return "Bearer " + jwt.serialize();
        }

        @Test
        void names_its_user() {
            assertThat(identify(access(), signed(Role.OPERATOR, NOW)))
                    .isEqualTo(new Answer.Known(new Identity("carol", Role.OPERATOR, List.of())));
        }

        @Test
        void expires() {
            assertThat(identify(access(), signed(Role.OPERATOR, NOW.minus(Duration.ofHours(8)))))
                    .isEqualTo(Answer.expired());
        }

        @Test
        void never_makes_a_service() {
            assertThat(identify(access(), signed(Role.SERVICE, NOW))).isEqualTo(Answer.undecodable());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "eyJhbGciOiJub25lIn0.eyJpc3MiOiJidXR0ZXJmbHkiLCJ1c2VybmFtZSI6ImEiLCJleHAiOjQxMDI0NDQ4MDB9.",
                    "a.b.c",
                    "..",
                })
        void without_our_signature_is_none(String token) {
            assertThat(identify(access(), "Bearer " + token)).isEqualTo(Answer.undecodable());
        }

        @Test
        void with_a_changed_claim_is_none() {
            String good = signed(Role.VIEWER, NOW);
            String[] parts = good.split("\\.");
            String admin = signed(Role.ADMIN, NOW).split("\\.")[1];

            assertThat(identify(access(), parts[0] + "." + admin + "." + parts[2]))
                    .isEqualTo(Answer.undecodable());
        }
    }

    @Test
    void no_token_and_two_tokens_are_none() throws IOException {
        write("alice viewer " + Sha256.hex("t1"));
        Access access = access();

        assertThat(access.identify(List.of(), "a", 0)).isEqualTo(Answer.missing());
        assertThat(access.identify(List.of("Basic t1"), "a", 0)).isEqualTo(Answer.missing());
        assertThat(access.identify(List.of("Bearer t1", "Bearer t2"), "a", 0)).isEqualTo(Answer.missing());
    }

    @Test
    void many_wrong_tokens_of_one_address_keep_it_out_for_a_minute_and_no_other() throws IOException {
        write();
        Access access = access();
        for (int i = 0; i < FailureLimit.MOST; i++) {
            access.identify(List.of("Bearer wrong" + i), "10.0.0.9", 0);
        }

        assertThat(access.identify(List.of("Bearer first-start"), "10.0.0.9", 1))
                .isEqualTo(new Answer.Limited());
        assertThat(access.identify(List.of("Bearer first-start"), "10.0.0.8", 1))
                .isInstanceOf(Answer.Known.class);
        long later = Duration.ofMinutes(1).toNanos();
        assertThat(access.identify(List.of("Bearer first-start"), "10.0.0.9", later))
                .isInstanceOf(Answer.Known.class);
    }

    @Test
    void a_short_secret_ends_the_start() {
        assertThatThrownBy(() -> new JwtTokens("short")).hasMessageContaining("at least 32 bytes");
    }
}
