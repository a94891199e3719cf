// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.snapshot.SnapshotFile;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 200 000 pairs are analysed and written by a JVM that could not hold them. */
class MemoryBoundIT {

  private static final int PAIRS = 200_000;
  private static final long LIMIT_MINUTES = 10;

  @Test
  void aSnapshotOf200000PairsNeedsNoMoreThan256MiBOfHeap(@TempDir Path directory)
      throws IOException, InterruptedException {
    var artifact = directory.resolve("large.snapshot");
    var log = directory.resolve("log");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Build.class.getName(),
                artifact.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    try {
      assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    try (var file = SnapshotFile.open(artifact)) {
      var contents = file.manifest().contents();
      assertThat(contents.inbound() + contents.outbound()).isEqualTo(PAIRS);
      assertThat(file.inbound().mapToLong(recorded -> recorded.uses().size()).sum())
          .isGreaterThan(contents.inbound());
    }
  }

  /** What the child JVM runs. */
  static final class Build {

    private Build() {}

    public static void main(String[] arguments) throws IOException {
      new SnapshotBuilder(Limits.DEFAULT, SnapshotBuilder.Progress.NONE)
          .build(() -> pairs(PAIRS), Path.of(arguments[0]));
    }

    /** Shop sessions one after the other, made when they are read. */
    private static Stream<RRPair> pairs(int count) {
      var sessions =
          new Iterator<RRPair>() {
            private final Shop shop = new Shop(5);
            private Iterator<RRPair> session = Stream.<RRPair>empty().iterator();

            @Override
            public boolean hasNext() {
              return true;
            }

            @Override
            public RRPair next() {
              if (!session.hasNext()) {
                session = shop.nextSession().iterator();
              }
              return session.next();
            }
          };
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(sessions, Spliterator.ORDERED), false)
          .limit(count);
    }
  }
}
