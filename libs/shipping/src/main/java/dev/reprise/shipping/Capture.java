// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.proto.ingest.v1.Hello;

/**
 * One run of one agent.
 *
 * @param id what its pairs are stamped with
 * @param service the logical name of the recorded service
 * @param agent name and version of the agent
 */
record Capture(String id, String service, String agent) {

  /** How it introduces itself. */
  Hello hello() {
    return Hello.newBuilder().setCaptureId(id).setService(service).setAgent(agent).build();
  }
}
