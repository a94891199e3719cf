// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What starts a capture proxy that ships to a stack.
 *
 * @param service what the application is called in the recording
 * @param appPort where the application listens
 * @param inboundPort where its clients come
 * @param outboundPort where its own calls go
 * @param folder for its authority and its spool
 * @param ingestAddress where ingest-service listens
 */
record ProxyCommand(
    String service,
    int appPort,
    int inboundPort,
    int outboundPort,
    Path folder,
    String ingestAddress) {

  List<String> words(List<String> options) {
    var command = new ArrayList<>(Processes.java("-Xmx256m"));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            Checkout.captureProxy().toString(),
            "--service",
            service,
            "--app-port",
            Integer.toString(appPort),
            "--inbound-port",
            Integer.toString(inboundPort),
            "--outbound-port",
            Integer.toString(outboundPort),
            "--ca-dir",
            folder.resolve("ca").toString(),
            "--ingest",
            ingestAddress,
            "--spool-dir",
            spoolRoot().toString()));
    command.addAll(options);
    return command;
  }

  Path spoolRoot() {
    return folder.resolve("spool");
  }
}
