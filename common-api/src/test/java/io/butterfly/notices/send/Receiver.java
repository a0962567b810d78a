package io.butterfly.notices.send;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes POSTs over a bare socket and answers them as a test says, well-behaved or not. */
public final class Receiver implements AutoCloseable {
    @FunctionalInterface
    public interface Behaviour {
        void answer(Socket client) throws Exception;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSocket socket;
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    public Receiver(Behaviour behaviour) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(() -> {
            while (true) {
                Socket client = socket.accept();
                threads.submit(() -> serve(client, behaviour));
            }
        });
    }

    /** Answers with this status and body, and closes the connection. */
    public static Receiver answering(int status, String body) {
        return new Receiver(client -> send(
                client,
                "HTTP/1.1 " + status + " x\r\nconnection: close\r\ncontent-length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body));
    }

    private Object serve(Socket client, Behaviour behaviour) throws Exception {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            int length = 0;
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip());
                }
            }
            char[] body = new char[length]; // a character a byte
            for (int read = 0; read < length; ) {
                read += in.read(body, read, length - read);
            }
            bodies.add(new String(new String(body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            behaviour.answer(client);
        }
        return null;
    }

    static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/hook?key=s3cret";
    }

    /** What has been posted, as text. */
    public List<String> bodies() {
        return bodies;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
