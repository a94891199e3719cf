// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.read;

import dev.reprise.traffic.error.AppException;
import dev.reprise.warehouse.query.PairReader;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the warehouse answers; whether it has tables yet is ingest-service's concern. */
@Readiness
@ApplicationScoped
public class WarehouseReady implements HealthCheck {

  private static final String NAME = "warehouse";
  private static final String NO_TABLES_YET = "WAREHOUSE_EMPTY";

  private final PairReader reader;

  WarehouseReady(PairReader reader) {
    this.reader = reader;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      reader.watermark();
      return HealthCheckResponse.up(NAME);
    } catch (AppException e) {
      return HealthCheckResponse.named(NAME)
          .status(e.code().equals(NO_TABLES_YET))
          .withData("code", e.code())
          .build();
    }
  }
}
