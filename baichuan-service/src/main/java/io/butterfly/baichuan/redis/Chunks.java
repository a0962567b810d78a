package io.butterfly.baichuan.redis;

import io.lettuce.core.cluster.SlotHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which keys one call of a script may touch. */
final class Chunks {
    /** Others must get their turn in between. */
    private static final int MOST = 200;

    private Chunks() {}

    /** Places in the list of keys, a list for each call. On a cluster a call touches one slot only. */
    static List<List<Integer>> of(List<String> keys, boolean isCluster) {
        List<List<Integer>> chunks = new ArrayList<>();
        Map<Integer, List<Integer>> open = new HashMap<>();
        for (int place = 0; place < keys.size(); place++) {
            int slot = isCluster ? SlotHash.getSlot(keys.get(place)) : 0;
            List<Integer> chunk = open.get(slot);
            if (chunk == null || chunk.size() == MOST) {
                chunk = new ArrayList<>();
                chunks.add(chunk);
                open.put(slot, chunk);
            }
            chunk.add(place);
        }
        return chunks;
    }
}
