// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.shop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The customers with an account: {@code customer-001} to {@code customer-200}, each with the
 * password {@code secret-} and the same number, in every process.
 *
 * <p><b>Threads:</b> immutable.
 */
final class Users {

  private static final int COUNT = 200;

  private final Map<String, User> byName;

  Users() {
    var users = new HashMap<String, User>();
    for (int i = 1; i <= COUNT; i++) {
      String number = "%03d".formatted(i);
      String name = "customer-" + number;
      users.put(name, new User("u-" + (7_000 + i), name, hash(name, "secret-" + number)));
    }
    this.byName = Map.copyOf(users);
  }

  /** The user, when the password is theirs. */
  Optional<User> find(String name, String password) {
    String hash = hash(name, password);
    return Optional.ofNullable(byName.get(name)).filter(user -> same(user.passwordHash(), hash));
  }

  private static boolean same(String known, String given) {
    return MessageDigest.isEqual(
        known.getBytes(StandardCharsets.ISO_8859_1), given.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String hash(String name, String password) {
    try {
      byte[] salted = (name + "\0" + password).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(salted);
      return new String(digest, StandardCharsets.ISO_8859_1);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  record User(String id, String name, String passwordHash) {

    /** The hash must not reach a log. */
    @Override
    public String toString() {
      return "User[id=" + id + ", name=" + name + "]";
    }
  }
}
