// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.postgres;

import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. Where we are root (in a container, on a build machine), its
 * programs run in a user namespace in which the same user has no name and no privileges; the files
 * stay ours.
 */
final class UserSwitch {

  private UserSwitch() {}

  /** The command as it must be run by the present user. */
  static List<String> unprivileged(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    var wrapped = new ArrayList<>(List.of("unshare", "-U", "--"));
    wrapped.addAll(command);
    return wrapped;
  }
}
