package io.butterfly.notices.send;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 in Base64. */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** DingTalk: the secret is the key, time and secret are what is signed. */
    static String ofDingTalk(long millis, String secret) {
        return of(secret, millis + "\n" + secret);
    }

    /** Feishu: time and secret are the key, and nothing is signed. */
    static String ofFeishu(long seconds, String secret) {
        return of(seconds + "\n" + secret, "");
    }

    private static String of(String key, String data) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(data.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each Java has it
        }
    }
}
