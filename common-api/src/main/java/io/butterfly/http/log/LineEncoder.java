package io.butterfly.http.log;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.butterfly.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line of the log: by the pattern, or as a JSON object where {@code BUTTERFLY_LOG_FORMAT} says so. */
public final class LineEncoder extends PatternLayoutEncoder {
    private boolean isJson;

    public void setFormat(String format) {
        isJson = format.strip().equals("json");
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return isJson ? (Json.write(members(event)) + "\n").getBytes(StandardCharsets.UTF_8) : super.encode(event);
    }

    private static Map<String, Object> members(ILoggingEvent event) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("time", event.getInstant().toString());
        members.put("level", event.getLevel().toString());
        members.put("logger", event.getLoggerName());
        members.put("thread", event.getThreadName());
        members.putAll(event.getMDCPropertyMap()); // reqid and trace
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> members.put(pair.key, pair.value));
        }
        members.put("message", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            members.put("stack", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return members;
    }
}
