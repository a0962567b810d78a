package io.butterfly.xingqiao.chain;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A worker of the Python service: it speaks to Redis alone, command by command as it was recorded on the wire. */
final class PythonWorker implements AutoCloseable {
    private static final String POP =
            "local id = redis.call('LPOP', KEYS[1]) if id then redis.call('ZADD', KEYS[2], ARGV[1], id) end return id";
    private static final String YEAR = "31536000";
    private static final String WORKER = "mq:worker:vm:18581:4711";

    private final String handler;
    private final Socket socket;
    private final InputStream in;

    PythonWorker(int redisPort, String handler) throws IOException {
        this.handler = handler;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), redisPort);
        this.in = new BufferedInputStream(socket.getInputStream());
        call(
                "HMSET",
                WORKER,
                "birth",
                "2026-11-21T05:00:00.000000Z",
                "last_heartbeat",
                "2026-11-21T05:00:00.000000Z",
                "queues",
                handler,
                "pid",
                "4711",
                "hostname",
                "vm",
                "version",
                "1.1.14.1",
                "python_version",
                "2.7.18",
                "nickname",
                "n",
                "home_dir",
                "/home/work",
                "state",
                "started");
        call("SADD", "mq:workers", WORKER);
        call("SADD", "mq:workers:" + handler, WORKER);
        call("EXPIRE", WORKER, "420");
    }

    private String key(String index) {
        return "mq:" + index + ":{" + handler + "}";
    }

    /** Takes one message and finishes it with this reply; false when there is none. */
    boolean work(String reply) {
        String anHour = Long.toString(System.currentTimeMillis() / 1000 + 3600);
        String id = call("EVAL", POP, "2", key("queue"), key("wip"), anHour);
        if (id == null) {
            return false;
        }
        String message = "mq:msg:" + id;
        call("HGETALL", message);
        call("HSET", message, "status", "started");
        call("HSET", message, "started_at", "2026-11-21T05:26:00.000001Z");
        call("HSET", message, "status", "started");
        call("HSET", message, "handle_worker", WORKER);
        call("HSET", message, "cost", "0.001234");
        call("HINCRBY", WORKER, "successful_msg_count", "1");
        call("HINCRBYFLOAT", WORKER, "total_working_time", "0.001234");
        call("HSET", message, "status", "finished");
        call(
                bytes("HMSET"),
                bytes(message),
                bytes("status"),
                bytes("finished"),
                bytes("ip"),
                bytes("10.9.9.9"),
                bytes("ended_at"),
                bytes("2026-11-21T05:26:00.001235Z"),
                bytes("result"),
                pickle(reply));
        call("ZADD", key("finished"), Long.toString(System.currentTimeMillis() / 1000 + Long.parseLong(YEAR)), id);
        call("EXPIRE", message, YEAR);
        call("ZREM", key("wip"), id);
        return true;
    }

    /** Protocol 2, a short byte string. */
    private static byte[] pickle(String reply) {
        byte[] text = bytes(reply);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x80, 2, 'U', (byte) text.length});
        out.writeBytes(text);
        out.write('.');
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String call(String... words) {
        return call(List.of(words).stream().map(PythonWorker::bytes).toArray(byte[][]::new));
    }

    private String call(byte[]... words) {
        try {
            OutputStream out = socket.getOutputStream();
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            line.writeBytes(bytes("*" + words.length + "\r\n"));
            for (byte[] word : words) {
                line.writeBytes(bytes("$" + word.length + "\r\n"));
                line.writeBytes(word);
                line.writeBytes(bytes("\r\n"));
            }
            out.write(line.toByteArray());
            List<String> answer = answer();
            return answer.isEmpty() ? null : answer.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for nil. */
    private List<String> answer() throws IOException {
        String line = line();
        switch (line.charAt(0)) {
            case '+', ':' -> {
                return List.of(line.substring(1));
            }
            case '$' -> {
                int length = Integer.parseInt(line.substring(1));
                if (length < 0) {
                    return List.of();
                }
                String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                in.readNBytes(2);
                return List.of(text);
            }
            case '*' -> {
                List<String> all = new ArrayList<>();
                for (int i = Integer.parseInt(line.substring(1)); i > 0; i--) {
                    all.addAll(answer());
                }
                return all;
            }
            default -> throw new IOException(line);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        call("DEL", WORKER);
        socket.close();
    }
}
