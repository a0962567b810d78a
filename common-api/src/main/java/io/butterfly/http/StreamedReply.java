package io.butterfly.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.butterfly.api.Json;
import io.butterfly.api.Page;
import io.butterfly.api.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reply with a {@link Page} as bytes that come into being as they are read. */
public final class StreamedReply extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedReply.class);
    private static final int PART = 16_384;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator json;
    private final Iterator<?> rows;
    private byte[] part = {};
    private int position;

    public StreamedReply(Reply reply, Page<?> page) throws IOException {
        json = Json.mapper().getFactory().createGenerator(bytes);
        rows = page.rows();
        json.writeStartObject();
        json.writeStringField("stat", reply.stat());
        for (Map.Entry<String, Object> member : reply.members().entrySet()) {
            if (member.getValue() != page) {
                json.writePOJOField(member.getKey(), member.getValue());
            }
        }
        json.writeObjectFieldStart("data");
        json.writeNumberField("total", page.total());
        json.writeArrayFieldStart("list");
    }

    /** The whole reply, when it is no longer than that; empty when it is, and nothing is lost then. */
    public byte[] ifShort(int limit) throws IOException {
        while (!json.isClosed() && bytes.size() < limit) {
            produce();
        }
        return json.isClosed() ? bytes.toByteArray() : new byte[0];
    }

    private void produce() throws IOException {
        if (rows.hasNext()) {
            Json.mapper().writeValue(json, rows.next());
        } else {
            json.close(); // closes the array and the objects around it, too
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (position == part.length && !next()) {
            return -1;
        }
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, to, offset, count);
        position += count;
        return count;
    }

    /** Who reads a stream knows of no other exception than this one: with another the reply would never end. */
    private boolean next() throws IOException {
        try {
            while (!json.isClosed() && bytes.size() < PART) {
                produce();
            }
        } catch (RuntimeException e) {
            LOG.warn("a list breaks off in the middle: {}", e.getMessage());
            throw new IOException("the list breaks off in the middle", e);
        }
        part = bytes.toByteArray();
        bytes.reset();
        position = 0;
        return part.length > 0;
    }
}
