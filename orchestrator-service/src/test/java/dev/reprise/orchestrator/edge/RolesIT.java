// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.edge;

import dev.reprise.fixtures.OperationRoles;
import dev.reprise.kit.Role;
import dev.reprise.proto.client.Channels;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

/** Every method as every role. */
@QuarkusTest
@TestProfile(GuardedProfile.class)
@QuarkusTestResource(OrchestratorBackEnds.class)
@SuppressWarnings("NullAway") // fields are injected
class RolesIT {

  @TestHTTPResource("/")
  URI address;

  @Inject RoleKeys keys;

  @Test
  void everyRoleMayWhatTheTableSays() {
    var secrets = new LinkedHashMap<String, String>();
    secrets.put("stranger", "");
    secrets.put("recorder", keys.of(Role.RECORDER));
    secrets.put("viewer", keys.of(Role.VIEWER));
    secrets.put("editor", keys.of(Role.EDITOR));
    secrets.put("admin", keys.of(Role.ADMIN));
    secrets.put("part", GuardedProfile.PART);
    var channel = Channels.open("127.0.0.1:" + address.getPort(), "");
    try {
      new OperationRoles(channel, secrets)
          .assertAsIn(
              """
              reprise.replay.v1.ReplayAgentService/Connect    part
              reprise.replay.v1.ReplayService/CancelReplay    editor admin part
              reprise.replay.v1.ReplayService/GetReplay       viewer editor admin part
              reprise.replay.v1.ReplayService/GetReport       viewer editor admin part
              reprise.replay.v1.ReplayService/ListReplays     viewer editor admin part
              reprise.replay.v1.ReplayService/ReportSutReady  editor admin part
              reprise.replay.v1.ReplayService/StartReplay     editor admin part
              reprise.replay.v1.ReplayService/WatchReplay     viewer editor admin part
              """);
    } finally {
      channel.shutdownNow();
    }
  }
}
