package io.butterfly.baichuan.http;

import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.HalfCharacters;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.http.parameters.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The elements of a list that a call takes, each judged for itself: one that cannot be read harms no other. */
final class Elements {
    private Elements() {}

    /** One of these is given. */
    record Element<T>(T value, Refusal refusal) {
        static <T> Element<T> refused(Refusal refusal) {
            return new Element<>(null, refusal);
        }
    }

    /** @param name of the list's parameter */
    static <T> List<Element<T>> of(String name, RawJson list, Class<T> type) {
        byte[] json = list.text().getBytes(StandardCharsets.UTF_8);
        return HalfCharacters.mayBeEscapedIn(json) ? oneByOne(name, json, type) : asOne(name, json, type);
    }

    private static <T> List<Element<T>> asOne(String name, byte[] json, Class<T> type) {
        try {
            List<T> all =
                    Json.readExactly(json, Json.mapper().getTypeFactory().constructCollectionType(List.class, type));
            return all.contains(null)
                    ? oneByOne(name, json, type)
                    : all.stream().map(value -> new Element<>(value, null)).toList();
        } catch (IOException e) {
            return oneByOne(name, json, type);
        }
    }

    private static <T> List<Element<T>> oneByOne(String name, byte[] json, Class<T> type) {
        List<Element<T>> elements = new ArrayList<>();
        for (RawJson element : slices(name, json)) {
            elements.add(one(name + "[" + elements.size() + "]", element, type));
        }
        return elements;
    }

    private static List<RawJson> slices(String name, byte[] json) {
        try {
            return Json.read(json, new TypeReference<List<RawJson>>() {});
        } catch (IOException e) { // it was read before, as a part of the body
            throw Checks.refusal("parameter '" + name + "' must be a list");
        }
    }

    private static <T> Element<T> one(String where, RawJson element, Class<T> type) {
        if (element == null || !element.isObject()) {
            return Element.refused(
                    Checks.refusal(where + " must " + (element == null ? "not be null" : "be an object")));
        }
        try {
            return new Element<>(Parameters.read(element.text().getBytes(StandardCharsets.UTF_8), type), null);
        } catch (Refusal e) {
            return Element.refused(new Refusal(e.stat(), where + ": " + e.getMessage()));
        }
    }
}
