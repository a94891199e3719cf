// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.stories.clients;

import dev.reprise.stories.Processes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Clients by the name that docs/capture.md gives them, and how each is started to ask for two URLs
 * and to print each status on a line.
 */
final class KnownClients {

  private static final String NODE_HTTP =
      """
      const ask = url => new Promise(done => require(url.split(':')[0])
        .get(url, answer => { answer.resume(); done(String(answer.statusCode)); })
        .on('error', failure => done('none: ' + failure)));
      (async () => { for (const url of process.argv.slice(1)) console.log(await ask(url)); })();
      """;

  private static final String NODE_FETCH =
      """
      (async () => {
        for (const url of process.argv.slice(1)) {
          console.log(await fetch(url).then(a => String(a.status), f => 'none: ' + f));
        }
      })();
      """;

  private static final String PYTHON_URLLIB =
      """
      import sys, urllib.request
      for url in sys.argv[1:]:
          try: print(urllib.request.urlopen(url).status)
          except Exception as failure: print('none:', failure)
      """;

  private static final String PYTHON_REQUESTS =
      """
      import sys, requests
      for url in sys.argv[1:]:
          try: print(requests.get(url).status_code)
          except Exception as failure: print('none:', failure)
      """;

  private static final String CURL =
      """
      for url in "$@"; do curl -sS -o /dev/null -w '%{http_code}\\n' "$url" || true; done
      """;

  private static final String WGET =
      """
      for url in "$@"; do
        wget -q -t 1 -T 20 -O /dev/null $WGET_OPTIONS "$url" && echo 200 || echo none: $?
      done
      """;

  private static final String WGET_TOLD = "WGET_OPTIONS=--ca-certificate=$SSL_CERT_FILE\n" + WGET;

  private final Map<String, List<String>> commands = new LinkedHashMap<>();

  /**
   * Those that this machine can run.
   *
   * @param nodeMajor which Node it has, since Node 24 does otherwise than those before
   */
  KnownClients(int nodeMajor) {
    jvm("JDK `HttpURLConnection`", "URLConnection");
    jvm("JDK `HttpClient`", "HttpClient");
    jvm("OkHttp 5", "OkHttp");
    jvm("Apache HttpClient 4, `createDefault()`", "Apache 4");
    jvm("Apache HttpClient 4, `createSystem()`", "Apache 4 system");
    jvm("Apache HttpClient 5, `createDefault()`", "Apache 5");
    jvm("Apache HttpClient 5, `createSystem()`", "Apache 5 system");
    jvm("Jetty `HttpClient` 12", "Jetty");
    jvm("Reactor Netty `HttpClient.create()`", "Reactor Netty");
    jvm("Reactor Netty, `proxyWithSystemProperties()`", "Reactor Netty system");
    jvm("Vert.x `WebClient`", "Vert.x");
    var node = nodeMajor < 24 ? "Node.js before 24, " : "Node.js from 24 on, ";
    commands.put(node + "`http` and `https`", List.of("node", "-e", NODE_HTTP));
    commands.put(node + "`fetch`", List.of("node", "-e", NODE_FETCH));
    commands.put("Python `urllib`", List.of("/usr/bin/python3", "-c", PYTHON_URLLIB));
    commands.put("Python `requests`", List.of("/usr/bin/python3", "-c", PYTHON_REQUESTS));
    commands.put("curl", List.of("bash", "-c", CURL, "curl"));
    commands.put("wget", List.of("bash", "-c", "WGET_OPTIONS=\n" + WGET, "wget"));
    commands.put(
        "wget, `--ca-certificate=$SSL_CERT_FILE`", List.of("bash", "-c", WGET_TOLD, "wget"));
  }

  private void jvm(String name, String argument) {
    var command = new ArrayList<>(Processes.java("-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), JvmClient.class.getName(), argument));
    commands.put(name, command);
  }

  /** Their names, in the order of the docs. */
  List<String> names() {
    return List.copyOf(commands.keySet());
  }

  /** How one is started; the URLs follow. */
  List<String> command(String name) {
    return commands.getOrDefault(name, List.of());
  }
}
