// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.bus;

import dev.reprise.warehouse.WarehouseClient;
import dev.reprise.warehouse.WarehouseException;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when batches can be taken in and reach the warehouse. */
@Readiness
@Singleton
@Blocking
class LogReadiness implements HealthCheck {

  private final LogTopic topic;
  private final WarehouseIntake intake;
  private final WarehouseClient warehouse;

  LogReadiness(LogTopic topic, WarehouseIntake intake, WarehouseClient warehouse) {
    this.topic = topic;
    this.intake = intake;
    this.warehouse = warehouse;
  }

  @Override
  public HealthCheckResponse call() {
    boolean answers = answers();
    return HealthCheckResponse.named("ingest to warehouse")
        .status(topic.isReady() && intake.isReading() && intake.isSchemaReady() && answers)
        .withData("kafka topic", topic.isReady())
        .withData("log is read", intake.isReading())
        .withData("schema", intake.isSchemaReady())
        .withData("clickhouse", answers)
        .build();
  }

  private boolean answers() {
    try {
      return !warehouse.ask("SELECT 1", Map.of()).isEmpty();
    } catch (WarehouseException _) {
      return false;
    }
  }
}
