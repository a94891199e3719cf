// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.load;

import dev.reprise.bench.process.Child;
import dev.reprise.bench.process.Cores;
import dev.reprise.bench.process.DebianPackage;
import dev.reprise.bench.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * nginx that answers {@link Answers#SMALL} and everything under {@code /items/} from memory, with
 * one worker.
 *
 * <p><b>Ownership:</b> {@link #close} ends it.
 */
public final class FastServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  private final Child child;
  private final int port;

  private FastServer(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /** Starts it on the processor of the load. */
  public static FastServer start(Path folder) {
    DebianPackage.NGINX.require();
    int port = Ports.free();
    Path config = folder.resolve("nginx.conf");
    try {
      Files.createDirectories(folder);
      Files.writeString(config, config(folder, port));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + config, e);
    }
    var command =
        List.of("nginx", "-p", folder.toString(), "-e", "stderr", "-c", config.toString());
    var child =
        Child.start(
            "nginx", Cores.on(Cores.OTHERS, command), Map.of(), folder.resolve("nginx.log"));
    return new FastServer(child.awaitPort(port, START_LIMIT), port);
  }

  private static String config(Path folder, int port) {
    return """
    worker_processes 1;
    daemon off;
    error_log stderr;
    pid %1$s/nginx.pid;
    events { worker_connections 1024; }
    http {
      access_log off;
      keepalive_requests 1000000000;
      keepalive_timeout 300s;
      server {
        listen 127.0.0.1:%2$d backlog=1024;
        default_type application/json;
        location = /small { return 200 '%3$s'; }
        location /items/ { return 200 '%3$s'; }
        location = /count { stub_status; }
      }
    }
    """
        .formatted(folder, port, Answers.smallBody());
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Ends it. */
  @Override
  public void close() {
    child.close();
  }
}
