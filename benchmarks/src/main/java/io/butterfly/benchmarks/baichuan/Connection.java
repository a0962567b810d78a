package io.butterfly.benchmarks.baichuan;

import io.butterfly.benchmarks.Login;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One kept-alive HTTP connection and nothing else, so that the publisher takes as little as possible of the machine
 * that it measures.
 */
final class Connection implements AutoCloseable {
    private final URI server;
    private final Socket socket;
    private final InputStream in;
    private final String login = Login.credential()
            .authorization()
            .map(value -> "Authorization: " + value + "\r\n")
            .orElse("");

    Connection(URI server) throws IOException {
        this.server = server;
        this.socket = new Socket(server.getHost(), server.getPort());
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /** Returns the reply; throws when it is not {@code OK}. */
    String post(String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
                        .formatted(path, server.getAuthority(), login, body.length))
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        socket.getOutputStream().write(request);
        String reply = new String(in.readNBytes(length()), StandardCharsets.UTF_8);
        if (!reply.contains("\"stat\":\"OK\"")) {
            throw new IOException(path + " was answered " + reply);
        }
        return reply;
    }

    /** Reads the head. */
    private int length() throws IOException {
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return length;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
