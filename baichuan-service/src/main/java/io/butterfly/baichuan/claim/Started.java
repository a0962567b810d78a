package io.butterfly.baichuan.claim;

import io.butterfly.baichuan.message.Execution;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of taken ids; those that another worker has are left out.
 *
 * @param taken how many ids there were
 * @param ended ids whose messages have ended
 * @param gone ids without a message
 * @param expired ids whose messages waited longer than they may
 * @param over ids that were not looked at, because enough had been started before
 */
public record Started(
        int taken,
        List<Execution> executions,
        List<String> ended,
        List<String> gone,
        List<String> expired,
        List<String> over) {
    static Started nothing(int taken) {
        return new Started(
                taken, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
