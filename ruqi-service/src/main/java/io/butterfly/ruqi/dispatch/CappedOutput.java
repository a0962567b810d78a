package io.butterfly.ruqi.dispatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads all that a process writes, so that it never blocks, and keeps the beginning. It reads only what is there: a
 * child that outlives the process may keep the pipe open for ever, and a thread that waited for its end would never
 * come back.
 */
final class CappedOutput implements Runnable {
    private static final int KEPT_BYTES = 64 * 1024;

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Process process;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    CappedOutput(Process process) {
        this.process = process;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8_192];
        try {
            InputStream from = process.getInputStream();
            boolean isOver = false;
            while (!isOver && !Thread.currentThread().isInterrupted()) {
                isOver = !process.isAlive(); // before the last read, so that no output is missed
                for (int there; (there = from.available()) > 0; ) {
                    keep(buffer, from.read(buffer, 0, Math.min(there, buffer.length)));
                }
                if (!isOver) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        } catch (IOException e) {
            // closed: the process has ended, or its output is not read any more
        }
    }

    private synchronized void keep(byte[] buffer, int read) {
        kept.write(buffer, 0, Math.min(read, KEPT_BYTES - kept.size()));
    }

    /** Waits for the output's end, not for ever. */
    void await(Future<?> reader, Duration patience) throws InterruptedException {
        try {
            reader.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // what has come so far is what there is
        }
    }

    /** Without line breaks around it, and without a byte order mark before it. */
    synchronized String text() {
        String all = kept.toString(StandardCharsets.UTF_8);
        int from = all.startsWith("\uFEFF") ? 1 : 0;
        int to = all.length();
        while (from < to && isBreak(all.charAt(from))) {
            from++;
        }
        while (to > from && isBreak(all.charAt(to - 1))) {
            to--;
        }
        return all.substring(from, to);
    }

    private static boolean isBreak(char c) {
        return c == '\r' || c == '\n';
    }
}
