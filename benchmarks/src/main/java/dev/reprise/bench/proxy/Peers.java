// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.proxy;

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

/** The other proxies, each with one worker, kept connections to the server, and no logging. */
final class Peers {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final int serverPort;

  Peers(Path folder, int serverPort) {
    this.folder = folder;
    this.serverPort = serverPort;
  }

  /** {@code proxy_pass}. */
  ReverseProxy nginx() {
    DebianPackage.NGINX.require();
    int port = Ports.free();
    Path config = file("nginx-proxy.conf", nginxConfig(port));
    return start(
        "nginx",
        port,
        List.of("nginx", "-p", folder.toString(), "-e", "stderr", "-c", config.toString()));
  }

  ReverseProxy haproxy() {
    DebianPackage.HAPROXY.require();
    int port = Ports.free();
    Path config = file("haproxy.cfg", haproxyConfig(port));
    return start("HAProxy", port, List.of("haproxy", "-f", config.toString()));
  }

  /** {@code mitmdump}, which keeps nothing of what it has seen. */
  ReverseProxy mitmproxy() {
    DebianPackage.MITMPROXY.require();
    int port = Ports.free();
    return start(
        "mitmproxy",
        port,
        List.of(
            "mitmdump",
            "--quiet",
            "--mode",
            "reverse:http://127.0.0.1:" + serverPort,
            "--listen-host",
            "127.0.0.1",
            "--listen-port",
            Integer.toString(port),
            "--set",
            "confdir=" + folder.resolve("mitmproxy"),
            "--set",
            "flow_detail=0"));
  }

  private String nginxConfig(int port) {
    return """
    worker_processes 1;
    daemon off;
    error_log stderr;
    pid %1$s/nginx-proxy.pid;
    events { worker_connections 1024; }
    http {
      access_log off;
      keepalive_requests 1000000000;
      keepalive_timeout 300s;
      upstream server {
        server 127.0.0.1:%3$d;
        keepalive 128;
        keepalive_requests 1000000000;
      }
      server {
        listen 127.0.0.1:%2$d backlog=1024;
        location / {
          proxy_pass http://server;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
        }
      }
    }
    """
        .formatted(folder, port, serverPort);
  }

  private String haproxyConfig(int port) {
    return """
    global
      nbthread 1
    defaults
      mode http
      timeout connect 5s
      timeout client 300s
      timeout server 300s
    frontend in
      bind 127.0.0.1:%1$d
      default_backend out
    backend out
      http-reuse always
      server one 127.0.0.1:%2$d
    """
        .formatted(port, serverPort);
  }

  private ReverseProxy start(String name, int port, List<String> command) {
    var child =
        Child.start(
            name, Cores.on(Cores.MEASURED, command), Map.of(), folder.resolve(name + ".log"));
    return new ReverseProxy(name, port, child.awaitPort(port, START_LIMIT));
  }

  private Path file(String name, String content) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return file;
  }
}
