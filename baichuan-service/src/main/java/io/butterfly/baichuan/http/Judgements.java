package io.butterfly.baichuan.http;

import io.butterfly.api.Refusal;
import io.butterfly.baichuan.http.Elements.Element;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The elements of a worker's call: those that mean something go on, each other one is refused alone. A call of which
 * every element is refused is refused as a whole.
 *
 * @param <W> an element on the wire
 * @param <T> what it means
 */
final class Judgements<W, T> {
    private static final int MOST = 1_000;

    private final List<Element<W>> elements = new ArrayList<>();
    private final List<T> meant = new ArrayList<>();

    /** @param meaning of an element and its place's name; throws a {@link Refusal} */
    Judgements(String name, List<Element<W>> given, BiFunction<W, String, T> meaning) {
        Checks.require(given.size() <= MOST, name + " must be a list of at most 1000 " + name);
        for (Element<W> element : given) {
            elements.add(
                    element.refusal() == null ? judged(element, name + "[" + elements.size() + "]", meaning) : element);
        }
        if (meant.isEmpty() && !elements.isEmpty()) {
            throw elements.getFirst().refusal();
        }
    }

    private Element<W> judged(Element<W> element, String where, BiFunction<W, String, T> meaning) {
        try {
            meant.add(meaning.apply(element.value(), where));
            return element;
        } catch (Refusal e) {
            return new Element<>(element.value(), e);
        }
    }

    List<T> meant() {
        return meant;
    }

    /**
     * An answer to each element, in order.
     *
     * @param answers to those that mean something
     */
    <A, R> List<R> answers(List<A> answers, BiFunction<W, A, R> answer, BiFunction<W, Refusal, R> refused) {
        Iterator<A> next = answers.iterator();
        List<R> all = new ArrayList<>();
        for (Element<W> element : elements) {
            all.add(
                    element.refusal() == null
                            ? answer.apply(element.value(), next.next())
                            : refused.apply(element.value(), element.refusal()));
        }
        return all;
    }
}
