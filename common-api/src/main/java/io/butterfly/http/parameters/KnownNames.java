package io.butterfly.http.parameters;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.butterfly.api.JsonMembers;
import io.butterfly.api.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that a call takes when its record is made of unwrapped records: Jackson does not refuse unknown names
 * there.
 */
record KnownNames(List<String> names, Set<String> ignored) {
    /** Empty when Jackson itself refuses unknown names of this record. */
    static Optional<KnownNames> ofUnwrapped(Class<?> record) {
        if (Stream.of(record.getRecordComponents()).noneMatch(Required::isUnwrapped)) {
            return Optional.empty();
        }
        JsonIgnoreProperties ignore = record.getAnnotation(JsonIgnoreProperties.class);
        return Optional.of(new KnownNames(
                Required.namesOf(record).stream()
                        .map(name -> name.replace("*", ""))
                        .toList(),
                ignore == null ? Set.of() : Set.of(ignore.value())));
    }

    /** Does nothing when it is no JSON object: reading it says so. */
    void refuseOthers(byte[] json) {
        JsonMembers.of(new RawJson(new String(json, StandardCharsets.UTF_8))).keySet().stream()
                .filter(name -> !names.contains(name) && !ignored.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw unknown(name, names);
                });
    }

    static BadParams unknown(String name, Collection<String> names) {
        String known = names.stream().sorted().collect(Collectors.joining(", "));
        return BadParams.check("unknown parameter '" + name + "'"
                + (known.isEmpty() ? "; this call takes none" : "; known are " + known));
    }
}
