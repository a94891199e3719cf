// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/errors.md} what the code does; {@code -Dgolden.update=true} rewrites it. */
class ErrorReferenceTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
  private static final Path REFERENCE = ROOT.resolve("docs/errors.md");
  private static final Pattern RAISED =
      Pattern.compile("ErrorKind\\.([A-Z_]+),\\s*\"([A-Z0-9_]{3,})\"");
  private static final Set<String> NOT_SOURCES = Set.of("target", "node_modules", ".git", "test");

  @Test
  void theReferenceIsCurrent() throws IOException {
    String rendered = rendered(codes());

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(REFERENCE, rendered);
    }
    assertThat(Files.readString(REFERENCE)).isEqualTo(rendered);
  }

  @Test
  void aCodeHasOneKindEverywhere() throws IOException {
    assertThat(codes())
        .hasSizeGreaterThan(20)
        .allSatisfy((code, kinds) -> assertThat(kinds).as(code).hasSize(1));
  }

  @Test
  void onlyFailuresThatMayPassAreWorthARetry() {
    assertThat(ErrorKind.values())
        .filteredOn(ErrorKind::isRetryable)
        .containsExactly(ErrorKind.OVERLOAD, ErrorKind.UPSTREAM);
  }

  private static Map<String, Set<String>> codes() throws IOException {
    var codes = new TreeMap<String, Set<String>>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
            return NOT_SOURCES.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            if (file.toString().endsWith(".java")) {
              var raised = RAISED.matcher(Files.readString(file));
              while (raised.find()) {
                codes.computeIfAbsent(raised.group(2), _ -> new TreeSet<>()).add(raised.group(1));
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return codes;
  }

  private static String rendered(Map<String, Set<String>> codes) {
    var page = new StringBuilder();
    page.append(
        """
        # Errors

        Every error says what could not be done, which value stood in the way, the rule, and the remedy. It has a *kind*, which says whose move
        it is, and a *code*, a stable name for machines. Both come with the answer of every edge: gRPC carries the code in the trailers, GraphQL in
        `extensions`. Generated from the code by `ErrorReferenceTest`.

        ## Kinds

        | kind | gRPC status | HTTP | GraphQL `extensions.code` | exit code | worth a retry |
        |---|---|---|---|---|---|
        """);
    for (ErrorKind kind : ErrorKind.values()) {
      page.append(
          "| `%s` | %d | %d | `%s` | %d | %s |%n"
              .formatted(
                  kind,
                  kind.grpcCode(),
                  kind.httpStatus(),
                  kind.graphqlCode(),
                  kind.exitCode(),
                  kind.isRetryable() ? "yes" : "no"));
    }
    page.append(
        """

        The command line also exits with 1 when a replay's goals did not hold, and with 130 when it was interrupted.

        ## Codes

        | code | kind |
        |---|---|
        """);
    codes.forEach((code, kinds) ->
        page.append("| `%s` | `%s` |%n".formatted(code, String.join("`, `", kinds))));
    return page.toString();
  }
}
