// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that say what is expected; {@code -Dgolden.update=true} rewrites them. */
final class Golden {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /** Compares with a file below the golden folder of this module. */
  static void check(String name, String actual) throws IOException {
    checkFile(FOLDER.resolve(name), actual);
  }

  /** Compares with any file. */
  static void checkFile(Path file, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, actual);
    }
    assertThat(file).as("-Dgolden.update=true makes it").exists();
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
