// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import dev.reprise.generator.run.ReplayRun;
import dev.reprise.proto.agent.AgentLink;
import dev.reprise.proto.agent.ReplayAgent;
import dev.reprise.proto.agent.SnapshotDownload;
import dev.reprise.proto.agent.Surroundings;
import dev.reprise.proto.map.OutcomeMapper;
import dev.reprise.proto.replay.v1.AgentRole;
import dev.reprise.proto.replay.v1.Outcomes;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.shipping.ReplayDelivery;
import dev.reprise.shipping.Shipper;
import dev.reprise.shipping.ShipperSettings;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The generator's part in a replay of an orchestrator.
 *
 * @param secrets holds values that header values may refer to, a folder a secret and a file a key;
 *     empty where there are none
 */
public record GeneratorAgent(
    Surroundings surroundings, Optional<Path> secrets, ReplayDelivery.Limits limits)
    implements ReplayAgent {

  @Override
  public AgentRole role() {
    return AgentRole.AGENT_ROLE_GENERATOR;
  }

  @Override
  public Work prepare(ReplayPlan plan, AgentLink link) throws IOException, InterruptedException {
    var config =
        SecretValues.in(secrets)
            .filledIn(TestConfigs.parse("test config", plan.getTestConfigJson()));
    var target = target(plan, config);
    var snapshot = SnapshotFile.open(SnapshotDownload.download(plan, surroundings));
    try {
      return prepare(snapshot, config, target, link);
    } catch (RuntimeException | InterruptedException e) {
      snapshot.close();
      throw e;
    }
  }

  private Work prepare(SnapshotFile snapshot, TestConfig config, String target, AgentLink link)
      throws InterruptedException {
    var delivery = new ReplayDelivery<>(link, GeneratorAgent::message, shipper(snapshot), limits);
    try {
      var exchanges = new ArrayList<ResponderExchange>();
      var run =
          new ReplayRun(
              new ReplayRun.Setup(snapshot, config, target, surroundings.replayId()),
              loop -> {
                var exchange = new ResponderExchange(loop, link, config.timeouts().bindings());
                exchanges.add(exchange);
                return exchange;
              },
              new DeliveredResults(delivery));
      try {
        run.rehearse();
      } catch (RuntimeException | InterruptedException e) {
        run.close();
        throw e;
      }
      return new GeneratorWork(snapshot, run, exchanges.getFirst(), delivery);
    } catch (RuntimeException | InterruptedException e) {
      delivery.close();
      throw e;
    }
  }

  private Shipper shipper(SnapshotFile snapshot) {
    return Shipper.start(
        ShipperSettings.of(
            surroundings.ingest(),
            surroundings.token(),
            snapshot.manifest().contents().service(),
            "generator"));
  }

  private static Outcomes message(List<Judged> batch) {
    var message = Outcomes.newBuilder();
    for (Judged judged : batch) {
      message.addRequests(OutcomeMapper.toProto(judged.outcome(), judged.success()));
    }
    return message.build();
  }

  private static String target(ReplayPlan plan, TestConfig config) {
    var target = plan.getTarget().isEmpty() ? config.target().url().orElse("") : plan.getTarget();
    if (target.isEmpty()) {
      throw new AppException(
          ErrorKind.USER,
          "TARGET_MISSING",
          "The replay cannot begin, since neither it nor its test config names a target.",
          "Name the system under test: --target http://127.0.0.1:8080");
    }
    return target;
  }
}
