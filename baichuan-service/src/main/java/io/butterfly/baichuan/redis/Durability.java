package io.butterfly.baichuan.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Whether a Redis keeps what it has acknowledged. */
final class Durability {
    private Durability() {}

    /**
     * What speaks against these servers, in one line.
     *
     * @param answers to INFO, by server
     */
    static Optional<String> fault(Map<String, CompletionStage<String>> answers) {
        List<String> faults = new ArrayList<>();
        answers.forEach((name, answer) -> faultIn(answer).ifPresent(fault -> faults.add(name + " " + fault)));
        return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
    }

    private static Optional<String> faultIn(CompletionStage<String> answer) {
        try {
            return fault(Answers.await(answer));
        } catch (IllegalStateException e) {
            return Optional.of("does not say whether it keeps messages (this user may not ask INFO)");
        }
    }

    /** @param info what a server answers to INFO */
    static Optional<String> fault(String info) {
        Map<String, String> facts = info.lines()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip(), (first, second) -> second));
        String policy = facts.getOrDefault("maxmemory_policy", "noeviction");
        List<String> faults = new ArrayList<>();
        if (!policy.equals("noeviction")) {
            faults.add("has maxmemory-policy " + policy + ", so it may throw messages away (it must be noeviction)");
        }
        if (!facts.getOrDefault("aof_enabled", "1").equals("1")) {
            faults.add("has no append-only file, so a crash loses messages (it needs appendonly yes)");
        }
        return faults.stream().reduce((first, second) -> first + " and " + second);
    }
}
