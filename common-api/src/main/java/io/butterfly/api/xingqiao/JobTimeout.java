package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Whole seconds. As with the Python service a fraction is rounded, and what is no number is a job that cannot be
 * created.
 */
final class JobTimeout extends StdDeserializer<Integer> {
    private static final long serialVersionUID = 1L;
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,9}");
    private static final Pattern FRACTION = Pattern.compile("[+-]?[0-9]{1,9}\\.[0-9]{1,99}");
    private static final int MOST_SHOWN = 40;

    JobTimeout() {
        super(Integer.class);
    }

    @Override
    public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getIntValue();
        }
        if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_FLOAT) {
            return (Integer) context.handleUnexpectedToken(Integer.class, parser);
        }
        String text = parser.getText();
        if (text.isEmpty()) {
            return null;
        }
        if (WHOLE.matcher(text).matches()) {
            return Integer.valueOf(text);
        }
        if (FRACTION.matcher(text).matches()) {
            double seconds = Double.parseDouble(text);
            return (int) (seconds > 0 ? Math.max(1, Math.round(seconds)) : Math.round(seconds));
        }
        String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        throw new Refusal(Stat.ERR_JOB_CREATE_FAILED, "job_timeout must be seconds, not " + shown);
    }

    @Override
    public LogicalType logicalType() {
        return LogicalType.Integer;
    }
}
