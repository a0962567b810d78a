package io.butterfly.baichuan.restart;

import io.butterfly.baichuan.finish.Ended;
import java.util.List;
import java.util.Map;

/** The step of beginning anew that is not one of publishing or finishing. */
public interface RestartStore {
    /**
     * Hashes, then index: these ended messages go, unless they are in a hand or have changed meanwhile. Returns, for
     * each id whose message is gone now, the wishes by which it had begun anew.
     */
    Map<String, List<String>> clear(List<Ended> ended);
}
