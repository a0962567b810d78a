package io.butterfly.http.parameters;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Whether bytes are valid UTF-8. A decoder would otherwise replace what is not, and the text would be another one. A
 * zero byte, which no JSON has, is taken for a sign of UTF-16.
 */
final class Utf8 {
    private static final int PART = 4_096;

    private Utf8() {}

    static boolean isValid(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(Math.min(PART, bytes.length + 1));
        CoderResult result;
        do {
            result = decoder.decode(in, text.clear(), true);
            if (hasZero(text.flip())) {
                return false;
            }
        } while (result.isOverflow());
        return !result.isError();
    }

    private static boolean hasZero(CharBuffer text) {
        while (text.hasRemaining()) {
            if (text.get() == 0) {
                return true;
            }
        }
        return false;
    }
}
