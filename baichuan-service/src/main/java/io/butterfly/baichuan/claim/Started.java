package io.butterfly.baichuan.claim;

import io.butterfly.baichuan.message.Execution;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of taken ids; those that another worker has are left out.
 *
 * @param taken all of them
 * @param ended ids whose messages have ended
 * @param gone ids without a message
 * @param expired ids whose messages waited longer than they may
 * @param over ids that were not looked at, because enough had been started before
 */
public record Started(
        ClaimSteps.Taken taken,
        List<Execution> executions,
        List<String> ended,
        List<String> gone,
        List<String> expired,
        List<String> over) {
    Started withOnly(List<Execution> some) {
        return new Started(taken, some, ended, gone, expired, over);
    }

    static Started nothing(ClaimSteps.Taken taken) {
        return new Started(
                taken, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
