package io.butterfly.baichuan.redis;

import java.util.Iterator;
import java.util.List;

/** What a script returns about one thing, read value by value in the order in which the script's header lists them. */
public final class Answer {
    private final Iterator<Object> values;

    public Answer(Object list) {
        this.values = Answers.list(list).iterator();
    }

    /** False for an answer without anything, or after its last value. */
    public boolean hasMore() {
        return values.hasNext();
    }

    public Object value() {
        return values.next();
    }

    public String text() {
        return Answers.text(values.next());
    }

    public List<String> texts() {
        return Answers.texts(values.next());
    }

    public long number() {
        return Answers.number(values.next());
    }

    public int count() {
        return (int) number();
    }

    public double decimal() {
        return Double.parseDouble(text());
    }

    public boolean isOne() {
        return number() == 1;
    }
}
