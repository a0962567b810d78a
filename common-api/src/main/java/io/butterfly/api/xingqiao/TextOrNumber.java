package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;

/** A name that callers of the Python service also gave as a number: as its digits. */
final class TextOrNumber extends StdDeserializer<String> {
    private static final long serialVersionUID = 1L;

    TextOrNumber() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonToken token = parser.currentToken();
        return token == JsonToken.VALUE_STRING || token.isNumeric()
                ? parser.getText()
                : (String) context.handleUnexpectedToken(String.class, parser);
    }

    @Override
    public LogicalType logicalType() {
        return LogicalType.Textual;
    }
}
