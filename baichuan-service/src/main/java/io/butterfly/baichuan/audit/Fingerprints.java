package io.butterfly.baichuan.audit;

import java.util.Arrays;

/** A set of texts, 8 bytes each. Two different ones are taken for the same once in 10^13 questions. */
final class Fingerprints {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int part;
    private final int parts;
    private long[] prints = new long[1024];
    private int size;

    /** Takes only the texts that belong to this part of all. */
    Fingerprints(int part, int parts) {
        this.part = part;
        this.parts = parts;
    }

    boolean isMine(String handler, String id) {
        return Long.remainderUnsigned(print(handler, id), parts) == part;
    }

    void add(String handler, String id) {
        if (isMine(handler, id)) {
            if (size == prints.length) {
                prints = Arrays.copyOf(prints, size * 2);
            }
            prints[size++] = print(handler, id);
        }
    }

    /** After the last {@link #add}, before the first {@link #contains}. */
    void close() {
        Arrays.sort(prints, 0, size);
    }

    boolean contains(String handler, String id) {
        return Arrays.binarySearch(prints, 0, size, print(handler, id)) >= 0;
    }

    private static long print(String handler, String id) {
        long hash = mixed(FNV_OFFSET, handler);
        hash = mixed(hash ^ 0xff, id);
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }

    private static long mixed(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
