// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.cluster;

import dev.reprise.command.ExitStatus;
import dev.reprise.injection.ManifestText;
import dev.reprise.injection.SidecarSettings;
import dev.reprise.injection.SidecarSettings.Resources;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the proxy into manifests, without a cluster. */
@Command(
    name = "inject",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the recording proxy into the workloads of manifests, or takes it out. Reads files, or"
          + " standard input; prints all of it, with the documents that are not changed as they"
          + " are.",
      "Annotations of a pod template say how: docs/kubernetes.md. Nothing is printed when a"
          + " workload cannot have it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  reprise inject shop.yaml | kubectl apply -f -",
      "  kubectl get deployment shop -o yaml | reprise inject --remove | kubectl apply -f -"
    })
public final class InjectCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Manifests of YAML or JSON; '-', or none, is standard input.")
  private List<String> files = List.of(STANDARD_INPUT);

  @Option(names = "--remove", description = "Take the proxy out: nothing of it is left.")
  private boolean isRemoving;

  @Option(
      names = "--transparent",
      description =
          "Let the kernel lead connections to the proxy, by rules that an init container with"
              + " NET_ADMIN writes, instead of the application's settings.")
  private boolean isTransparent;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "The proxy's image (default: reprise/capture-proxy:latest).")
  private String image = SidecarSettings.DEFAULT.image();

  @Option(
      names = "--pull-policy",
      paramLabel = "POLICY",
      description = "Always, IfNotPresent or Never (default: IfNotPresent).")
  private PullPolicy pullPolicy = PullPolicy.IfNotPresent;

  @Option(
      names = "--ingest",
      paramLabel = "HOST:PORT",
      description = "Where pods reach ingest-service (default: reprise-ingest.reprise.svc:7401).")
  private String ingestAddress = SidecarSettings.DEFAULT.ingestAddress();

  @Option(
      names = "--token-secret",
      paramLabel = "NAME",
      description =
          "A Secret beside the workload whose key 'token' the proxy shows to ingest-service.")
  private Optional<String> tokenSecret = Optional.empty();

  /** When a node fetches an image. */
  private enum PullPolicy {
    Always,
    IfNotPresent,
    Never
  }

  @Override
  public Integer call() {
    var out = new StringBuilder();
    for (String file : files) {
      var text = read(file);
      var result = isRemoving ? ManifestText.remove(text) : ManifestText.inject(text, settings());
      if (!result.problems().isEmpty()) {
        throw refused(file, result.problems());
      }
      result.notes().forEach(this::say);
      say(said(result.changed()));
      if (!out.isEmpty()) {
        out.append(out.charAt(out.length() - 1) == '\n' ? "---\n" : "\n---\n");
      }
      out.append(result.text());
    }
    var printer = spec.commandLine().getOut();
    printer.print(out);
    printer.flush();
    return ExitStatus.OK;
  }

  private SidecarSettings settings() {
    return new SidecarSettings(
        image,
        pullPolicy.name(),
        ingestAddress,
        tokenSecret,
        Resources.DEFAULT,
        SidecarSettings.DEFAULT.user(),
        isTransparent);
  }

  private String said(List<String> changed) {
    if (changed.isEmpty()) {
      return isRemoving
          ? "No workload has the proxy."
          : "No workload was changed: none wants it, or all have it as it is.";
    }
    return (isRemoving ? "Taken out of " : "Put into ") + String.join(", ", changed) + ".";
  }

  private void say(String words) {
    var err = spec.commandLine().getErr();
    err.println(words);
    err.flush();
  }

  private static AppException refused(String file, List<String> problems) {
    return new AppException(
        ErrorKind.USER,
        "MANIFEST_REFUSED",
        "The proxy cannot be put into all of '%s':\n  %s"
            .formatted(file, String.join("\n  ", problems)),
        "Mend these, or set annotation reprise.dev/inject to \"false\" where it is not wanted.");
  }

  private static String read(String file) {
    try {
      return file.equals(STANDARD_INPUT)
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static AppException unreadable(String file, @Nullable Exception cause) {
    return new AppException(
        ErrorKind.USER,
        "MANIFEST_UNREADABLE",
        "'%s' cannot be read: %s.".formatted(file, cause),
        "Name a file of UTF-8 text, or '-' for standard input.",
        Map.of("file", file),
        cause);
  }
}
