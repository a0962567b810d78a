package io.butterfly.ruqi.history;

import io.butterfly.api.Refusal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes outcomes so that one that the store refuses spoils no other one. */
@Singleton
public final class OutcomeWriter {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeWriter.class);

    private final Firings firings;
    private final FiringMeters meters;
    private final FiringLog log;
    private final FiringEvents events;

    OutcomeWriter(Firings firings, FiringMeters meters, FiringLog log, FiringEvents events) {
        this.firings = firings;
        this.meters = meters;
        this.log = log;
        this.events = events;
    }

    /**
     * All at once, else in halves; a single one that is refused goes without its texts.
     *
     * @return those that the store refuses even so
     * @throws Refusal the store is away; some may have been written, and writing them again changes nothing
     */
    public List<Outcome> end(List<Outcome> outcomes) {
        List<Outcome> refused = new ArrayList<>();
        end(outcomes, refused);
        return refused;
    }

    private void end(List<Outcome> outcomes, List<Outcome> refused) {
        if (outcomes.isEmpty()) {
            return;
        }
        try {
            write(outcomes);
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            if (outcomes.size() == 1) {
                endWithoutTexts(outcomes.getFirst(), e, refused);
                return;
            }
            int middle = outcomes.size() / 2;
            end(outcomes.subList(0, middle), refused);
            end(outcomes.subList(middle, outcomes.size()), refused);
        }
    }

    private void write(List<Outcome> outcomes) {
        firings.end(outcomes);
        meters.ended(outcomes);
        log.ended(outcomes);
        events.ended(outcomes);
    }

    private void endWithoutTexts(Outcome outcome, RuntimeException why, List<Outcome> refused) {
        String id = outcome.firing().id();
        try {
            write(List.of(outcome.withoutTexts("its output could not be stored")));
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
