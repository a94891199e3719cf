// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.kit;

import dev.reprise.proto.access.v1.KeyRole;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;

/** The roles of API keys in messages. */
public final class KeyRoles {

  private KeyRoles() {}

  /**
   * The role that a message names.
   *
   * @throws AppException of kind USER where it names none
   */
  public static Role fromProto(KeyRole role) {
    return switch (role) {
      case KEY_ROLE_RECORDER -> Role.RECORDER;
      case KEY_ROLE_VIEWER -> Role.VIEWER;
      case KEY_ROLE_EDITOR -> Role.EDITOR;
      case KEY_ROLE_ADMIN -> Role.ADMIN;
      case KEY_ROLE_UNSPECIFIED, UNRECOGNIZED ->
          throw new AppException(
              ErrorKind.USER,
              "KEY_ROLE_UNKNOWN",
              "The API key's role is none that this version knows.",
              "Use recorder, viewer, editor or admin.");
    };
  }

  /** As a message names it. */
  public static KeyRole toProto(Role role) {
    return switch (role) {
      case RECORDER -> KeyRole.KEY_ROLE_RECORDER;
      case VIEWER -> KeyRole.KEY_ROLE_VIEWER;
      case EDITOR -> KeyRole.KEY_ROLE_EDITOR;
      case ADMIN -> KeyRole.KEY_ROLE_ADMIN;
    };
  }
}
