package io.butterfly.embedded.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free loopback ports. They lie below the range that outgoing connections get theirs from: a server that is down for a
 * moment must find its port free when it returns.
 */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int LAST = 30_000;
    private static final int ATTEMPTS = 200;

    private Ports() {}

    public static int free() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("found no free port between " + FIRST + " and " + LAST);
    }

    /**
     * Throws when another server has the port: its answers would be taken for those of the one that is about to start.
     */
    public static void requireFree(int port, String name) {
        if (!isFree(port)) {
            throw new IllegalStateException("port " + port + ", which " + name + " needs, is in use");
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
