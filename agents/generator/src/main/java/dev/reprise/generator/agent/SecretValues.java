// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.generator.agent;

import dev.reprise.traffic.config.TestConfig;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that a test config only names, as {@code ${secret:NAME/KEY}}: so that the config itself can lie where
 * anybody may read it.
 */
final class SecretValues {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{secret:([A-Za-z0-9.-]+)/([A-Za-z0-9._-]+)}");

  private final Optional<Path> folder;

  private SecretValues(Optional<Path> folder) {
    this.folder = folder;
  }

  static SecretValues in(Optional<Path> folder) {
    return new SecretValues(folder);
  }

  /**
   * The config with the values in its headers.
   *
   * @throws AppException {@code SECRET_NOT_FOUND} if one is not there
   */
  TestConfig filledIn(TestConfig config) {
    var target = config.target();
    Map<String, String> headers = new LinkedHashMap<>();
    target.headers().forEach((name, value) -> headers.put(name, filledIn(name, value)));
    return new TestConfig(
        config.name(),
        new TestConfig.Target(
            target.url(), target.hosts(), target.keepsHost(), headers, target.authorities()),
        config.timeouts(),
        config.load(),
        config.assertions(),
        config.goals(),
        config.mocks());
  }

  private String filledIn(String header, String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(read(header, found.group(1), found.group(2))));
  }

  private String read(String header, String secret, String key) {
    var file = folder.map(path -> path.resolve(secret).resolve(key));
    try {
      if (file.isPresent() && !secret.startsWith(".") && !key.startsWith("..")) {
        return Files.readString(file.get()).strip();
      }
    } catch (IOException notThere) {
      // Told below: the name says all, and the cause could only add a path.
    }
    throw new AppException(
        ErrorKind.USER,
        "SECRET_NOT_FOUND",
        "The header '%s' of the test config wants '%s' of secret '%s', which is not there."
            .formatted(header, key, secret),
        "In Kubernetes, name the Secret in spec.secretRefs; elsewhere, put the value into the config.");
  }
}
