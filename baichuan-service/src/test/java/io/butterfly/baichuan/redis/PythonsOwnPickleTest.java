package io.butterfly.baichuan.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our bytes and Python's, where there is a Python to ask. */
class PythonsOwnPickleTest {
    private static final List<String> TEXTS =
            List.of("{\"stat\": \"OK\"}", "{\"a\": \"你好\"}", "x".repeat(255), "x".repeat(256), "y".repeat(70_000));
    private static final String ASK = """
      import pickle, sys, zlib
      for line in sys.stdin:
          text = pickle.loads(bytes.fromhex(line.strip()), encoding='utf-8')
          print(' '.join([text.encode().hex()] + [pickle.dumps(text, p).hex() for p in (2, 3, 4, 5)]
              + [pickle.dumps(text.encode(), p).hex() for p in (3, 4, 5)] + [zlib.compress(text.encode()).hex()]))
      """;

    @Test
    void each_reads_what_the_other_writes() throws IOException {
        List<String> answers = ask(TEXTS.stream()
                .map(text -> HexFormat.of().formatHex(Pickle.write(text)))
                .toList());

        for (int i = 0; i < TEXTS.size(); i++) {
            List<byte[]> answer = Stream.of(answers.get(i).split(" "))
                    .map(HexFormat.of()::parseHex)
                    .toList();
            assertThat(new String(answer.getFirst(), StandardCharsets.UTF_8))
                    .as("Python reads ours")
                    .isEqualTo(TEXTS.get(i));
            assertThat(answer.subList(1, 8))
                    .extracting(Pickle::read)
                    .as("we read Python's")
                    .containsOnly(TEXTS.get(i));
            assertThat(Zlib.read(answer.getLast())).isEqualTo(TEXTS.get(i));
        }
    }

    private static List<String> ask(List<String> pickles) throws IOException {
        Process python = null;
        try {
            python = new ProcessBuilder("python3", "-c", ASK)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no python3");
        }
        List<String> answers = new ArrayList<>();
        python.getOutputStream().write(String.join("\n", pickles).getBytes(StandardCharsets.US_ASCII));
        python.getOutputStream().close();
        new String(python.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .forEach(answers::add);
        return answers;
    }
}
