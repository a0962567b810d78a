package io.butterfly.ruqi.history;

import io.butterfly.api.Refusal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes outcomes so that one that the store refuses spoils no other one. */
public final class OutcomeWriter {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeWriter.class);

    private OutcomeWriter() {}

    /**
     * All at once, else in halves; a single one that is refused goes without its texts.
     *
     * @throws Refusal the store is away; some may have been written, and writing them again changes nothing
     * @throws RuntimeException the store refuses the outcome even without its texts
     */
    public static void end(Firings firings, List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        try {
            firings.end(outcomes);
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            if (outcomes.size() == 1) {
                Outcome refused = outcomes.getFirst();
                firings.end(List.of(refused.withoutTexts("its output could not be stored; the log has it under firing "
                        + refused.firing().id())));
                LOG.warn(
                        "the texts of firing {} were refused by the store, its outcome is written without them: {}",
                        refused.firing().id(),
                        e.toString());
                return;
            }
            int middle = outcomes.size() / 2;
            end(firings, outcomes.subList(0, middle));
            end(firings, outcomes.subList(middle, outcomes.size()));
        }
    }
}
