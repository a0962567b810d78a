package io.butterfly.ruqi.adoption;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read from the front; throws {@link BufferUnderflowException} at their end. */
final class PickleInput {
    private final ByteBuffer in;

    PickleInput(byte[] bytes) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** One byte, without a sign. */
    int small() {
        return in.get() & 0xff;
    }

    /** Two bytes, without a sign. */
    int medium() {
        return in.getShort() & 0xffff;
    }

    /** Four bytes. */
    int large() {
        return in.getInt();
    }

    /** A number of so many bytes, as far as 64 bits hold it. */
    long huge(int length) {
        byte[] bytes = bytes(length);
        byte[] reversed = new byte[length + 1]; // the leading zero is a number even when nothing follows
        for (int i = 0; i < length; i++) {
            reversed[length - i] = bytes[i];
        }
        return new BigInteger(1, reversed).longValue();
    }

    double floating() {
        return ByteBuffer.wrap(bytes(Double.BYTES)).getDouble();
    }

    void skip(int length) {
        bytes(length);
    }

    String utf8(int length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Up to the line's end, as Latin-1. */
    String line() {
        StringBuilder line = new StringBuilder();
        for (char c; (c = (char) small()) != '\n'; ) {
            line.append(c);
        }
        return line.toString();
    }
}
