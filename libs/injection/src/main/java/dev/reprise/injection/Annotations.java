// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import java.util.List;

/** The annotations of pod templates that injection reads and writes. */
public final class Annotations {

  /** Every name of ours begins so. */
  static final String DOMAIN = "reprise.dev/";

  /** {@code "true"} asks for the proxy, {@code "false"} forbids it; also read as a label. */
  public static final String INJECT = DOMAIN + "inject";

  /** What the application is called in what is recorded. */
  public static final String SERVICE = DOMAIN + "service";

  /** Where the application listens: a number, the name of a declared port, or {@code none}. */
  public static final String APP_PORT = DOMAIN + "app-port";

  /** Where callers reach the application through the proxy. */
  public static final String INBOUND_PORT = DOMAIN + "inbound-port";

  /** Whether outbound calls are recorded. */
  public static final String OUTBOUND = DOMAIN + "outbound";

  /** Where the application finds its proxy. */
  public static final String OUTBOUND_PORT = DOMAIN + "outbound-port";

  /** Where the kubelet asks whether the proxy is ready. */
  public static final String HEALTH_PORT = DOMAIN + "health-port";

  /** Hosts that are neither recorded nor intercepted, separated by commas. */
  public static final String EXCLUDE = DOMAIN + "exclude";

  /** Hosts that the application reaches without the proxy, separated by commas. */
  public static final String NO_PROXY = DOMAIN + "no-proxy";

  /** Whether the kernel leads connections to the proxy, instead of the application's settings. */
  public static final String TRANSPARENT = DOMAIN + "transparent";

  /** Ports of the application that the kernel leaves alone, separated by commas. */
  public static final String EXCLUDE_INBOUND_PORTS = DOMAIN + "exclude-inbound-ports";

  /** Ports of others that the kernel leaves alone, separated by commas. */
  public static final String EXCLUDE_OUTBOUND_PORTS = DOMAIN + "exclude-outbound-ports";

  /** Addresses of others that the kernel leaves alone, separated by commas. */
  public static final String EXCLUDE_ADDRESSES = DOMAIN + "exclude-addresses";

  /** Processor that the proxy asks for. */
  public static final String CPU_REQUEST = DOMAIN + "cpu-request";

  /** Memory that the proxy asks for. */
  public static final String MEMORY_REQUEST = DOMAIN + "memory-request";

  /** The most memory that the proxy gets. */
  public static final String MEMORY_LIMIT = DOMAIN + "memory-limit";

  /** Written by injection: what was changed, so that it can be taken out again. */
  public static final String RECORD = DOMAIN + "injection";

  /** Written by a replay: this pod is led to mocks, and is not recorded. */
  static final String REPLAY = DOMAIN + "replay";

  /** What a person may write. */
  static final List<String> WISHES =
      List.of(
          INJECT,
          SERVICE,
          APP_PORT,
          INBOUND_PORT,
          OUTBOUND,
          OUTBOUND_PORT,
          HEALTH_PORT,
          EXCLUDE,
          NO_PROXY,
          TRANSPARENT,
          EXCLUDE_INBOUND_PORTS,
          EXCLUDE_OUTBOUND_PORTS,
          EXCLUDE_ADDRESSES,
          CPU_REQUEST,
          MEMORY_REQUEST,
          MEMORY_LIMIT);

  private Annotations() {}
}
