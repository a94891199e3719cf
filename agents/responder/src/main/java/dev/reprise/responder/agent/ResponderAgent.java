// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.responder.agent;

import dev.reprise.proto.agent.AgentLink;
import dev.reprise.proto.agent.ReplayAgent;
import dev.reprise.proto.agent.SnapshotDownload;
import dev.reprise.proto.agent.Surroundings;
import dev.reprise.proto.map.OutcomeMapper;
import dev.reprise.proto.replay.v1.AgentRole;
import dev.reprise.proto.replay.v1.Outcomes;
import dev.reprise.proto.replay.v1.ReplayPlan;
import dev.reprise.responder.book.MockBook;
import dev.reprise.responder.serve.Mocks;
import dev.reprise.responder.serve.ResponderServer;
import dev.reprise.responder.serve.ResponderServer.Place;
import dev.reprise.responder.serve.ServedCall;
import dev.reprise.shipping.ReplayDelivery;
import dev.reprise.shipping.Shipper;
import dev.reprise.shipping.ShipperSettings;
import dev.reprise.traffic.config.Load;
import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.config.TestConfigs;
import dev.reprise.traffic.snapshot.SnapshotFile;
import dev.reprise.wire.tls.LocalAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The responder's part in a replay of an orchestrator. */
public record ResponderAgent(Surroundings surroundings, Door door, ReplayDelivery.Limits limits)
    implements ReplayAgent {

  /** As the generator names its only walk. */
  private static final String ONLY_WALK = "v0.c0";

  /**
   * Where the application finds it.
   *
   * @param address where to listen
   * @param port where to listen; 0 leaves it to the plan, and to chance where that says 0 too
   * @param caDirectory of the authority that the application trusts
   */
  public record Door(String address, int port, Path caDirectory) {}

  @Override
  public AgentRole role() {
    return AgentRole.AGENT_ROLE_RESPONDER;
  }

  @Override
  public Work prepare(ReplayPlan plan, AgentLink link) throws IOException {
    var config = TestConfigs.parse("test config", plan.getTestConfigJson());
    var snapshot = SnapshotFile.open(SnapshotDownload.download(plan, surroundings));
    try {
      return prepare(plan, config, snapshot, link);
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  private Work prepare(ReplayPlan plan, TestConfig config, SnapshotFile snapshot, AgentLink link) {
    var book = book(snapshot, config, new Teaching(link));
    var delivery = new ReplayDelivery<>(link, ResponderAgent::message, shipper(snapshot), limits);
    try {
      var authority = LocalAuthority.in(door.caDirectory());
      var server =
          ResponderServer.start(
              Place.of(door.address(), door.port() == 0 ? plan.getResponderPort() : door.port()),
              authority,
              new Mocks(book, config.mocks()),
              new DeliveredCalls(delivery, book, surroundings.replayId()));
      return new ResponderWork(snapshot, book, delivery, server, authority);
    } catch (RuntimeException e) {
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
            "responder"));
  }

  private static Outcomes message(List<ServedCall> batch) {
    var message = Outcomes.newBuilder();
    for (ServedCall call : batch) {
      message.addMocks(OutcomeMapper.toProto(call.outcome(), call.reply().basis().signature()));
    }
    return message.build();
  }

  private static MockBook book(SnapshotFile snapshot, TestConfig config, Teaching teaching) {
    boolean once =
        switch (config.load().plan()) {
          case Load.Recorded(_, int vusers, int cycles) -> vusers == 1 && cycles == 1;
          case Load.Fast(int vusers, int cycles) -> vusers == 1 && cycles == 1;
          case Load.Stages _ -> false;
        };
    return once
        ? MockBook.ofOneWalk(snapshot, ONLY_WALK, teaching)
        : MockBook.ofManyWalks(snapshot, teaching);
  }
}
