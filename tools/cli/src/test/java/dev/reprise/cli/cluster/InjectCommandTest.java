// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InjectCommandTest {

  private static final String POD =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: c}]}\n";
  private static final String OTHER = "kind:   Other # as it is\n";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsAllFilesWithTheProxyAndSaysWhatItDidBeside() throws IOException {
    int status =
        run(
            file("a.yaml", POD),
            file("b.yaml", OTHER),
            "--image",
            "proxy:7",
            "--token-secret",
            "t");

    assertThat(status).isZero();
    assertThat(out.toString()).contains("image: proxy:7", "name: t\n").endsWith("---\n" + OTHER);
    assertThat(err.toString()).contains("Put into Pod p.");
  }

  @Test
  void takesOutWhatItPutIn() throws IOException {
    run(file("a.yaml", POD));
    String injected = out.toString();
    out.getBuffer().setLength(0);

    int status = run("--remove", file("b.yaml", injected));

    assertThat(status).isZero();
    assertThat(out.toString()).doesNotContain("reprise").contains("name: p");
    assertThat(err.toString()).contains("Taken out of Pod p.");
  }

  @Test
  void printsNothingWhenAWorkloadCannotHaveIt() throws IOException {
    int status = run(file("a.yaml", POD.replace("spec: {", "spec: {hostNetwork: true, ")));

    assertThat(status).isNotZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThat(run(folder.resolve("no.yaml").toString())).isNotZero();
    assertThat(err.toString()).contains("no.yaml");
  }

  private int run(String... arguments) {
    return new CommandLine(new InjectCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
