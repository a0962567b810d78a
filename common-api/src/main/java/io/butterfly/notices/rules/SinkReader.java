package io.butterfly.notices.rules;

import io.butterfly.notices.rules.SinkSettings.Email;
import io.butterfly.outbound.Outbound;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Reads one sink of the file. */
final class SinkReader {
    private static final int MAX_PORT = 65_535;
    private static final int STANDARD_PORT = 587;
    /** Without anything that could begin another header or another address. */
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;:\"\\p{Cntrl}@]+@[^\\s<>,;:\"\\p{Cntrl}@]+");

    private SinkReader() {}

    static SinkSettings read(FileNode node) {
        String type = node.required("type");
        SinkSettings sink =
                switch (type) {
                    case "webhook" -> webhook(node);
                    case "handler" -> handler(node);
                    case "email" -> email(node);
                    case "log" -> new SinkSettings.Log();
                    default -> throw node.wrong("type", "must be one of webhook, handler, email, log");
                };
        node.done();
        return sink;
    }

    private static SinkSettings webhook(FileNode node) {
        Preset preset = RulesReader.word(node, "preset", Preset.class, Preset.JSON);
        String url = node.required("url");
        if (!isAddress(url)) {
            throw node.wrong("url", "must have the form https://host/path, and a host that may be called");
        }
        Secret secret = node.text("secret").map(Secret::new).orElse(Secret.NONE);
        boolean isSigned = preset == Preset.DINGTALK || preset == Preset.FEISHU;
        if (secret.isGiven() && !isSigned) {
            throw node.wrong("secret", "is only for the presets dingtalk and feishu");
        }
        return new SinkSettings.Webhook(preset, new Secret(url), secret);
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && uri.getFragment() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && Outbound.objection(uri.getHost()).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static SinkSettings handler(FileNode node) {
        String path = node.required("handler");
        if (!path.matches("/[\\x21-\\x7e&&[^{}]]{1,254}")) {
            throw node.wrong("handler", "must be the path of a handler, such as /ops/notice");
        }
        return new SinkSettings.Handler(path);
    }

    private static SinkSettings email(FileNode node) {
        int port = node.text("port").isPresent() ? node.number("port", 1, MAX_PORT) : STANDARD_PORT;
        Email.Server server = new Email.Server(
                host(node),
                port,
                node.flag("starttls", true),
                node.text("user").orElse(""),
                node.text("password").map(Secret::new).orElse(Secret.NONE));
        String from = node.required("from");
        List<String> to = node.texts("to");
        if (!ADDRESS.matcher(from).matches()) {
            throw node.wrong("from", "must be an address such as butterfly@example.org");
        }
        if (to.isEmpty() || !to.stream().allMatch(one -> ADDRESS.matcher(one).matches())) {
            throw node.wrong("to", "must be addresses such as ops@example.org");
        }
        if (server.password().isGiven() && server.user().isEmpty()) {
            throw node.wrong("user", "is missing, and there is a password");
        }
        return new Email(server, from, to);
    }

    private static String host(FileNode node) {
        String host = node.required("host");
        if (!host.matches("[A-Za-z0-9.:\\[\\]_-]{1,255}")) {
            throw node.wrong("host", "must be a host's name or address");
        }
        return host;
    }
}
