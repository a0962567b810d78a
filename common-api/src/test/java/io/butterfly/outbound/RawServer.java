package io.butterfly.outbound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each request over a bare socket in the way a test says, well-behaved or not. */
final class RawServer implements AutoCloseable {

    @FunctionalInterface
    interface Behaviour {
        void answer(Socket client) throws Exception;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch answering = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    RawServer(Behaviour behaviour) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(() -> {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                threads.submit(() -> serve(client, behaviour));
            }
        });
    }

    private Object serve(Socket client, Behaviour behaviour) throws Exception {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) { // the head's end; the tests' requests have no body
                    behaviour.answer(client);
                    answering.countDown();
                }
            }
        } finally {
            closed.countDown();
        }
        return null;
    }

    static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }

    int connections() {
        return connections.get();
    }

    /** The first answer has been given as far as it goes. */
    void awaitAnswer() throws InterruptedException {
        answering.await();
    }

    /** Whether the client has closed a connection. */
    boolean awaitClosed() throws InterruptedException {
        return closed.await(30, TimeUnit.SECONDS);
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
