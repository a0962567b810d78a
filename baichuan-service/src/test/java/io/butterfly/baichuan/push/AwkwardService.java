package io.butterfly.baichuan.push;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that answers as the end of a path says: {@code silent} (nothing), {@code stall} (a head and nothing),
 * {@code drip} (a body that never ends), {@code moody} (the second request of a connection is not answered, the
 * connection closed), else at once.
 */
final class AwkwardService implements AutoCloseable {
    private static final String OK = "{\"stat\":\"OK\"}";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final ServerSocket socket;

    AwkwardService() throws IOException {
        socket = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        threads.submit(() -> {
            while (true) {
                Socket client = socket.accept();
                threads.submit(() -> serve(client));
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** How many requests came for paths with this end. */
    int calls(String end) {
        return calls.getOrDefault(end, new AtomicInteger()).get();
    }

    private Object serve(Socket client) throws Exception {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int number = 1; answer(client, requested(in), number); number++) {
                client.getOutputStream().flush();
            }
        }
        return null;
    }

    /** The end of the path, with head and body read; empty when the client has closed the connection. */
    private static String requested(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            return "";
        }
        String path = line.split(" ")[1];
        int length = 0;
        while (!(line = in.readLine()).isEmpty()) {
            length = line.toLowerCase().startsWith("content-length:")
                    ? Integer.parseInt(line.substring(15).strip())
                    : length;
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns whether the connection stays. */
    private boolean answer(Socket client, String end, int number) throws Exception {
        calls.computeIfAbsent(end, name -> new AtomicInteger()).incrementAndGet();
        switch (end) {
            case "" -> {}
            case "silent" -> over.await();
            case "stall" -> {
                send(client, 100_000, "");
                over.await();
            }
            case "drip" -> {
                send(client, 100_000, "");
                while (!over.await(100, TimeUnit.MILLISECONDS)) {
                    client.getOutputStream().write('x');
                }
            }
            case "moody" -> {
                if (number == 1) {
                    send(client, OK.length(), OK);
                    return true;
                }
            }
            default -> {
                send(client, OK.length(), OK);
                return true;
            }
        }
        return false;
    }

    private static void send(Socket client, int length, String body) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        socket.close();
        threads.shutdownNow();
    }
}
