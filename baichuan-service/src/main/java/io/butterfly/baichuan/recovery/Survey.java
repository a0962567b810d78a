package io.butterfly.baichuan.recovery;

import java.util.List;

/**
 * What the indexes of one handler leave to recovery, some of each kind.
 *
 * @param now the store's time (ms)
 * @param entered how many delayed messages became claimable just now
 * @param announced ids announced too long ago
 * @param lapsed ids whose lease ran out
 * @param owing ids that have ended and owe an on_finish
 */
public record Survey(String handler, long now, int entered, List<String> announced, List<String> lapsed, List<String> owing) {

  boolean isFull(int most) {
    return Math.max(Math.max(entered, announced.size()), Math.max(lapsed.size(), owing.size())) >= most;
  }
}
