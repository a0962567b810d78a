package io.butterfly.ruqi;

import io.butterfly.embedded.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards TCP connections while it is open; closed, it breaks those there are and takes no more. */
final class Bridge implements AutoCloseable {
    private final InetSocketAddress far;
    private final int port = Ports.free();
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket gate;

    private Bridge(InetSocketAddress far) {
        this.far = far;
    }

    /** @param address {@code host:port} */
    static Bridge to(String address) {
        String[] parts = address.split(":");
        Bridge bridge = new Bridge(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])));
        bridge.open();
        return bridge;
    }

    int port() {
        return port;
    }

    void open() {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            gate = opened;
            Thread.startVirtualThread(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket near = opened.accept();
                ends.add(near);
                Socket beyond = new Socket();
                ends.add(beyond);
                beyond.connect(far);
                forward(near, beyond);
                forward(beyond, near);
            } catch (IOException e) {
                // closed, or that one connection broke
            }
        }
        closeEnds();
    }

    private void forward(Socket from, Socket to) {
        Thread.startVirtualThread(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // broken off
            }
            ends.remove(from);
        });
    }

    @Override
    public void close() {
        try {
            gate.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeEnds();
    }

    private void closeEnds() {
        for (Socket end : ends) {
            try {
                end.close();
            } catch (IOException e) {
                // it is
            }
        }
        ends.clear();
    }
}
