package io.butterfly.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Tokens that say themselves who shows them: JWT, HS256, with {@code iss}, {@code jti}, {@code iat}, {@code exp} and
 * {@code username}, as the Python service makes them. {@code role} is ours; without it they may read.
 */
final class JwtTokens {
    private static final String ISSUER = "butterfly";
    /** What RFC 7518 asks of a secret for HS256. */
    static final int LEAST_SECRET = 32;

    private final byte[] secret;

    /** @param secret at least {@value #LEAST_SECRET} bytes */
    JwtTokens(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        if (this.secret.length < LEAST_SECRET) {
            throw new IllegalArgumentException("the secret for JWT must have at least " + LEAST_SECRET + " bytes");
        }
    }

    static boolean looksLikeOne(String token) {
        return token.chars().filter(c -> c == '.').count() == 2;
    }

    /** Only HS256 counts, whatever algorithm the token names. */
    Answer read(String token, Instant now) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(new MACVerifier(secret))) {
                return Answer.undecodable();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date expires = claims.getExpirationTime();
            String user = claims.getStringClaim("username");
            if (!ISSUER.equals(claims.getIssuer()) || expires == null || user == null || user.isBlank()) {
                return Answer.undecodable();
            }
            if (!now.isBefore(expires.toInstant())) {
                return Answer.expired();
            }
            String role = claims.getStringClaim("role");
            Optional<Role> known = role == null ? Optional.of(Role.VIEWER) : Role.of(role);
            return known.filter(given -> given != Role.SERVICE)
                    .<Answer>map(given -> new Answer.Known(new Identity(user, given, List.of())))
                    .orElseGet(Answer::undecodable);
        } catch (ParseException | JOSEException e) {
            return Answer.undecodable();
        }
    }
}
