package io.butterfly.baichuan.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private final List<String> keys =
            IntStream.range(0, 1_000).mapToObj(i -> "mq:msg:" + i % 900).toList();

    @Test
    void one_server_gets_them_in_order_200_a_call() {
        List<List<Integer>> chunks = Chunks.of(keys, false);

        assertThat(chunks).extracting(List::size).containsExactly(200, 200, 200, 200, 200);
        assertThat(chunks.stream().flatMap(List::stream))
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void a_cluster_gets_each_key_once_and_one_slot_a_call() {
        List<List<Integer>> chunks = Chunks.of(keys, true);

        assertThat(chunks).allSatisfy(chunk -> assertThat(
                        chunk.stream().map(keys::get).map(SlotHash::getSlot).collect(Collectors.toSet()))
                .hasSize(1));
        assertThat(chunks.stream().flatMap(List::stream).sorted())
                .containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
    }
}
