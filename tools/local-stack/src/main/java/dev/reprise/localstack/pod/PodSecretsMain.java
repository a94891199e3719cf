// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.pod;

import dev.reprise.localstack.home.Home;
import dev.reprise.localstack.home.Secrets;
import dev.reprise.localstack.launch.Options;
import dev.reprise.localstack.launch.Options.Option;
import dev.reprise.localstack.setup.BackEnds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the passwords of the engines, the token and the key of redaction where they are not there
 * yet, and writes them as settings that services read. With {@code --show token} it prints that.
 */
public final class PodSecretsMain {

  private static final List<Option> OPTIONS =
      List.of(
          Option.required("--home", "the directory that everything is kept in"),
          Option.of("--settings", "", "the file of settings to write"),
          Option.of("--show", "", "'token' prints it"));

  private PodSecretsMain() {}

  /** See {@code --help}. */
  public static void main(String[] arguments) {
    Options options = Options.readOrExit("Makes the secrets of a pod.", OPTIONS, arguments);
    var home = new Home(options.path("--home"));
    if (!options.text("--settings").isEmpty()) {
      write(home, options.path("--settings"));
    }
    if (options.text("--show").equals("token")) {
      System.out.println(new Secrets(home).value("token"));
    }
  }

  /** Writes the settings beside and moves them into place, readable by their owner only. */
  static void write(Home home, Path file) {
    var secrets = new Secrets(home);
    var settings = new TreeMap<String, String>();
    settings.put("reprise.token", secrets.value("token"));
    settings.put("reprise.warehouse.password", secrets.value(BackEnds.CLICKHOUSE));
    settings.put("quarkus.datasource.password", secrets.value(BackEnds.POSTGRES));
    settings.put("reprise.ingest.redaction-key", secrets.value("redaction-key"));
    String text =
        settings.entrySet().stream()
            .map(PodSecretsMain::line)
            .collect(Collectors.joining("\n", "", "\n"));
    try {
      Path draft = Files.createTempFile(file.getParent(), "settings", ".draft"); // owner only
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the settings " + file, e);
    }
  }

  private static String line(Map.Entry<String, String> setting) {
    return setting.getKey() + "=" + setting.getValue();
  }
}
