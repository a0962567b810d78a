package io.butterfly.outbound;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A reply that has arrived.
 *
 * @param status HTTP's, such as 200
 * @param body at most as many bytes as the limit allows
 * @param isCut whether the body had more
 */
public record WholeReply(int status, HttpHeaders headers, byte[] body, boolean isCut) {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    public String text() {
        return text(body.length);
    }

    /** The text of the first bytes. A byte order mark before them says only that they are UTF-8, and is left out. */
    public String text(int maxBytes) {
        int from = startsWithMark() ? MARK.length : 0;
        return new String(body, from, Math.max(0, Math.min(maxBytes, body.length) - from), StandardCharsets.UTF_8);
    }

    private boolean startsWithMark() {
        return body.length >= MARK.length && body[0] == MARK[0] && body[1] == MARK[1] && body[2] == MARK[2];
    }

    /** How the body is packed, such as {@code gzip}, although it was not asked for: then its bytes are no text. */
    public Optional<String> packing() {
        return headers.firstValue("content-encoding")
                .filter(name -> !name.isBlank() && !name.strip().equalsIgnoreCase("identity"));
    }
}
