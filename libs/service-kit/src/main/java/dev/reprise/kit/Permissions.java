// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import static java.util.Map.entry;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one table of what each operation asks of its caller: methods of gRPC by their full name,
 * fields of GraphQL by type and name, and after a {@code #} what an operation asks beyond that when
 * it is to show more. What does not stand here is refused.
 */
public final class Permissions {

  private static final String GRAPHQL = "GraphQL ";

  /** The gRPC services that anybody may call: they tell nothing that is not published. */
  private static final Set<String> OPEN_SERVICES =
      Set.of(
          "grpc.health.v1.Health",
          "grpc.reflection.v1.ServerReflection",
          "grpc.reflection.v1alpha.ServerReflection");

  private static final Map<String, Need> NEEDS =
      Map.ofEntries(
          entry("reprise.ingest.v1.IngestService/Push", Need.RECORDER),
          entry("reprise.query.v1.QueryService/ListServices", Need.VIEWER),
          entry("reprise.query.v1.QueryService/ListEndpoints", Need.VIEWER),
          entry("reprise.query.v1.QueryService/ServiceMap", Need.VIEWER),
          entry("reprise.query.v1.QueryService/SearchPairs", Need.VIEWER),
          entry("reprise.query.v1.QueryService/GetPair", Need.VIEWER),
          entry("reprise.query.v1.QueryService/GetPair#whole", Need.EDITOR),
          entry("reprise.query.v1.QueryService/StreamPairs", Need.EDITOR),
          entry("reprise.query.v1.QueryService/Tail", Need.VIEWER),
          entry("reprise.query.v1.QueryService/GetWatermark", Need.VIEWER),
          entry("reprise.query.v1.QueryService/CountPairs", Need.VIEWER),
          entry("reprise.query.v1.QueryService/CreateSignIn", Need.VIEWER),
          entry("reprise.snapshot.v1.SnapshotService/CreateSnapshot", Need.EDITOR),
          entry("reprise.snapshot.v1.SnapshotService/RefreshSnapshot", Need.EDITOR),
          entry("reprise.snapshot.v1.SnapshotService/GetSnapshot", Need.VIEWER),
          entry("reprise.snapshot.v1.SnapshotService/ListSnapshots", Need.VIEWER),
          entry("reprise.snapshot.v1.SnapshotService/DeleteSnapshot", Need.EDITOR),
          entry("reprise.snapshot.v1.SnapshotService/SetSlices", Need.EDITOR),
          // Whole pairs, credentials included.
          entry("reprise.snapshot.v1.SnapshotService/DownloadSnapshot", Need.EDITOR),
          entry("reprise.access.v1.AccessService/CreateKey", Need.ADMIN),
          entry("reprise.access.v1.AccessService/ListKeys", Need.ADMIN),
          entry("reprise.access.v1.AccessService/RevokeKey", Need.ADMIN),
          entry("reprise.access.v1.AccessService/CheckKey", Need.PART),
          entry("reprise.replay.v1.ReplayService/StartReplay", Need.EDITOR),
          entry("reprise.replay.v1.ReplayService/WatchReplay", Need.VIEWER),
          entry("reprise.replay.v1.ReplayService/GetReplay", Need.VIEWER),
          entry("reprise.replay.v1.ReplayService/ListReplays", Need.VIEWER),
          entry("reprise.replay.v1.ReplayService/CancelReplay", Need.EDITOR),
          entry("reprise.replay.v1.ReplayService/ReportSutReady", Need.EDITOR),
          entry("reprise.replay.v1.ReplayService/GetReport", Need.VIEWER),
          entry("reprise.replay.v1.ReplayAgentService/Connect", Need.PART),
          entry("GraphQL Query.checkFilter", Need.VIEWER),
          entry("GraphQL Query.endpoints", Need.VIEWER),
          entry("GraphQL Query.facets", Need.VIEWER),
          entry("GraphQL Query.family", Need.VIEWER),
          entry("GraphQL Query.filterHelp", Need.VIEWER),
          entry("GraphQL Query.pair", Need.VIEWER),
          entry("GraphQL Query.pair#reveal", Need.EDITOR),
          entry("GraphQL Query.pairs", Need.VIEWER),
          entry("GraphQL Query.replay", Need.VIEWER),
          entry("GraphQL Query.replays", Need.VIEWER),
          entry("GraphQL Query.report", Need.VIEWER),
          entry("GraphQL Query.series", Need.VIEWER),
          entry("GraphQL Query.serviceMap", Need.VIEWER),
          entry("GraphQL Query.services", Need.VIEWER),
          entry("GraphQL Query.session", Need.VIEWER),
          entry("GraphQL Query.snapshot", Need.VIEWER),
          entry("GraphQL Query.snapshots", Need.VIEWER),
          entry("GraphQL Query.stats", Need.VIEWER),
          entry("GraphQL Mutation.cancelBuild", Need.EDITOR),
          entry("GraphQL Mutation.cancelReplay", Need.EDITOR),
          entry("GraphQL Mutation.createSnapshot", Need.EDITOR),
          entry("GraphQL Mutation.deleteSnapshot", Need.EDITOR),
          entry("GraphQL Mutation.refreshSnapshot", Need.EDITOR),
          entry("GraphQL Mutation.reportSutReady", Need.EDITOR),
          entry("GraphQL Mutation.startReplay", Need.EDITOR),
          entry("GraphQL Mutation.switchSlices", Need.EDITOR),
          entry("GraphQL Subscription.replayProgress", Need.VIEWER),
          entry("GraphQL Subscription.snapshotBuild", Need.VIEWER),
          entry("GraphQL Subscription.tail", Need.VIEWER),
          entry("GraphQL Subscription.tailLooks", Need.VIEWER));

  private Permissions() {}

  /** The name of an operation of GraphQL, e.g. of type {@code Query} and field {@code pairs}. */
  public static String graphQl(String type, String field) {
    return GRAPHQL + type + "." + field;
  }

  /** Whether anybody may call the methods of a gRPC service. */
  static boolean isOpen(String service) {
    return OPEN_SERVICES.contains(service);
  }

  /** All operations that the table knows. */
  public static Set<String> operations() {
    return NEEDS.keySet();
  }

  /** What an operation asks of its caller; empty where nobody has said. */
  public static Optional<Need> needOf(String operation) {
    return Optional.ofNullable(NEEDS.get(operation));
  }

  /**
   * Refuses a caller who may not do something.
   *
   * @throws AppException of kind FORBIDDEN
   */
  public static void require(Caller caller, String operation) {
    var need = NEEDS.get(operation);
    if (need == null) {
      throw new AppException(
          ErrorKind.FORBIDDEN,
          "OPERATION_UNLISTED",
          "Nobody may call %s: the table of permissions does not have it.".formatted(operation),
          "Use a version of the service that has, or report it as a defect.");
    }
    if (need.isMetBy(caller)) {
      return;
    }
    if (need == Need.PART) {
      throw new AppException(
          ErrorKind.FORBIDDEN,
          "PARTS_ONLY",
          "%s is for the parts of Reprise among themselves, and '%s' is none."
              .formatted(operation, caller.name()),
          "Give the part the token of the installation (reprise.token).",
          Map.of("operation", operation, "caller", caller.name()),
          null);
    }
    throw new AppException(
        ErrorKind.FORBIDDEN,
        "ROLE_TOO_LOW",
        "%s needs the role %s, and '%s' has %s."
            .formatted(operation, word(need.name()), caller.name(), word(caller.role().name())),
        "Show an API key of that role; an admin makes one with 'reprise key create'.",
        Map.of(
            "operation",
            operation,
            "role_needed",
            word(need.name()),
            "role_held",
            word(caller.role().name())),
        null);
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT);
  }
}
