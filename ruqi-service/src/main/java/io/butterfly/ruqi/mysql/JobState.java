package io.butterfly.ruqi.mysql;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Json;
import java.io.IOException;
import java.util.Optional;

/**
 * The column {@code job_state}: what the other columns do not hold. The original keeps a Python pickle there.
 *
 * @param version of this form, so that a later one can be told
 */
record JobState(@JsonProperty(required = true) int version, @JsonProperty(required = true) String cmd) {
  private static final int VERSION = 2;

  static byte[] of(String cmd) {
    return Json.bytes(new JobState(VERSION, cmd));
  }

  /** Empty when it is not ours. */
  static Optional<JobState> read(byte[] column) {
    try {
      return Optional.of(Json.read(column, new TypeReference<JobState>() { })).filter(state -> state.version == VERSION && state.cmd != null);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
