// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.process;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The values that a program was given, turned into what they mean and checked on the way. */
public final class Settings {

  private final Map<String, String> values;

  Settings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The value as it was given; empty when there is none. */
  public String text(String name) {
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new IllegalArgumentException("not declared: " + name));
  }

  /**
   * A whole number between two bounds, both allowed.
   *
   * @throws UsageException when it is not one
   */
  public long number(String name, long least, long most) {
    String text = text(name);
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below, in the same words as a number out of bounds.
    }
    throw new UsageException(
        "--%s is '%s', but must be a whole number from %d to %d."
            .formatted(name, text, least, most));
  }

  /** A port to listen on; zero takes any free one. */
  public int port() {
    return (int) number("port", 0, 65_535);
  }

  /** A file or directory, when one was named. */
  public Optional<Path> path(String name) {
    return Optional.of(text(name)).filter(text -> !text.isBlank()).map(Path::of);
  }

  /**
   * The address of a service.
   *
   * @throws UsageException when it is not of the form {@code http://host:port} or the same with
   *     https
   */
  public URI origin(String name) {
    String text = text(name);
    try {
      var uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawPath().isEmpty()) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Said below, in the same words as an address of another form.
    }
    throw new UsageException(
        "--%s is '%s', but must be like http://host:port, without a path.".formatted(name, text));
  }
}
