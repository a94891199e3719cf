// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the store can be written to. */
@Readiness
@ApplicationScoped
class StoreHealth implements HealthCheck {

  private final DirectoryArtifactStore store;

  StoreHealth(DirectoryArtifactStore store) {
    this.store = store;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("Snapshot store").status(store.isWritable()).build();
  }
}
