package io.butterfly.ruqi.history;

import io.butterfly.api.Refusal;
import java.util.ArrayList;
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
     * @return those that the store refuses even so
     * @throws Refusal the store is away; some may have been written, and writing them again changes nothing
     */
    public static List<Outcome> end(Firings firings, List<Outcome> outcomes) {
        List<Outcome> refused = new ArrayList<>();
        end(firings, outcomes, refused);
        return refused;
    }

    private static void end(Firings firings, List<Outcome> outcomes, List<Outcome> refused) {
        if (outcomes.isEmpty()) {
            return;
        }
        try {
            firings.end(outcomes);
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            if (outcomes.size() == 1) {
                endWithoutTexts(firings, outcomes.getFirst(), e, refused);
                return;
            }
            int middle = outcomes.size() / 2;
            end(firings, outcomes.subList(0, middle), refused);
            end(firings, outcomes.subList(middle, outcomes.size()), refused);
        }
    }

    private static void endWithoutTexts(Firings firings, Outcome outcome, RuntimeException why, List<Outcome> refused) {
        String id = outcome.firing().id();
        try {
            firings.end(
                    List.of(outcome.withoutTexts("its output could not be stored; the log has it under firing " + id)));
            LOG.warn(
                    "the texts of firing {} were refused by the store, its outcome is written without them: {}",
                    id,
                    why.toString());
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error(
                    "the store refuses how firing {} has ended ({}): it stays running until this replica stops",
                    id,
                    outcome.status(),
                    e);
            refused.add(outcome);
        }
    }
}
