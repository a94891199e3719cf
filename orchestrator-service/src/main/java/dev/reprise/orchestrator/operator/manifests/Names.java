// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.manifests;

import dev.reprise.orchestrator.operator.api.TrafficReplay;
import java.util.Locale;

/**
 * What a replay's resources are called: readable, no longer than names may be, and no two replays
 * alike.
 */
public final class Names {

  private static final int MAX_STEM = 32;
  private static final int UID_PART = 6;

  private final String stem;

  /** Of a replay that the API server has given a uid. */
  public Names(TrafficReplay replay) {
    String name = replay.getMetadata().getName().toLowerCase(Locale.ROOT).replace('.', '-');
    String cut = name.substring(0, Math.min(MAX_STEM, name.length())).replaceAll("-+$", "");
    String uid = replay.getMetadata().getUid().replaceAll("[^a-z0-9]", "");
    this.stem = "replay-" + cut + "-" + uid.substring(0, Math.min(UID_PART, uid.length()));
  }

  /** The value of the label that all of them carry. */
  public String label() {
    return stem;
  }

  /** Deployment and Service. */
  public String responder() {
    return stem + "-responder";
  }

  /** Job. */
  public String generator(int attempt) {
    return stem + "-generator-" + attempt;
  }

  /** Service before a system under test. */
  public String target(int index) {
    return stem + "-sut-" + index;
  }

  /** ConfigMap with what applications must trust. */
  public String trust() {
    return stem + "-trust";
  }

  /** Secret with what agents show to the services. */
  public String token() {
    return stem + "-token";
  }

  /** ConfigMap with what was collected. */
  public String logs() {
    return stem + "-logs";
  }

  /** The orchestrator's replay. */
  public String run(String namespace, int attempt) {
    return namespace + "." + stem.substring("replay-".length()) + "." + attempt;
  }
}
