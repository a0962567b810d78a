package io.butterfly.notices.rules;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Where notices go. */
public sealed interface SinkSettings {
    /** As the file has it. */
    default String type() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * @param address whoever knows it may post there, so it is a secret
     * @param secret for the signature; only some presets have one
     */
    record Webhook(Preset preset, Secret address, Secret secret) implements SinkSettings {
        public URI uri() {
            return URI.create(address.value());
        }

        /** What may be shown of the address. */
        public String host() {
            return uri().getHost();
        }
    }

    /** @param path of a handler of BaiChuan */
    record Handler(String path) implements SinkSettings {}

    record Email(Server server, String from, List<String> to) implements SinkSettings {
        /**
         * @param isStartTls whether the connection must become TLS before anything is said on it
         * @param user empty for none
         */
        public record Server(String host, int port, boolean isStartTls, String user, Secret password) {}
    }

    record Log() implements SinkSettings {}
}
