// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench.proxy;

import dev.reprise.bench.process.Child;

/**
 * A proxy before the server, or for the name "direct" the server itself.
 *
 * @param name as in tables
 * @param port where it listens
 * @param child its process; the server's own is not measured
 */
record ReverseProxy(String name, int port, Child child) implements AutoCloseable {

  @Override
  public void close() {
    child.close();
  }
}
