// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.supervise;

import dev.reprise.localstack.part.Part;
import dev.reprise.localstack.part.PortNeed;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks, before anything is launched, whether the ports of all parts are free. */
final class TakenPorts {

  private TakenPorts() {}

  /**
   * @throws AppException naming every port that is taken or wanted twice, who needs it, and the
   *     setting
   */
  static void refuse(List<Part> parts) {
    var problems = new ArrayList<String>();
    var settings = new ArrayList<String>();
    Map<Integer, String> seen = new HashMap<>();
    for (Part part : parts) {
      for (PortNeed need : part.ports()) {
        String other = seen.put(need.port(), part.name());
        if (other != null) {
          problems.add(
              "port %d is wanted by both %s and %s".formatted(need.port(), other, part.name()));
          settings.add(need.setting());
        } else if (isTaken(need.port())) {
          problems.add(
              "port %d, which %s needs, is taken by another process"
                  .formatted(need.port(), part.name()));
          settings.add(need.setting());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new AppException(
          ErrorKind.CONFLICT,
          "PORT_TAKEN",
          "The stack cannot start: " + String.join("; ", problems) + ".",
          "End that process, or set another port in stack.yaml (%s) or in the environment (%s)."
              .formatted(
                  String.join(", ", settings),
                  String.join(", ", settings.stream().map(TakenPorts::variable).toList())));
    }
  }

  private static String variable(String setting) {
    return "REPRISE_" + setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  private static boolean isTaken(int port) {
    try (var socket = new ServerSocket()) {
      // As the parts themselves do: connections of a former run that linger are no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
