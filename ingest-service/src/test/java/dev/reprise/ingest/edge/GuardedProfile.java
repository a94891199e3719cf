// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.edge;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service that asks who calls. */
public final class GuardedProfile implements QuarkusTestProfile {

  static final String PART = "token-of-the-parts";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("reprise.token", PART);
  }
}
