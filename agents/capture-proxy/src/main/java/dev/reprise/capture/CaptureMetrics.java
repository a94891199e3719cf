// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import dev.reprise.capture.Metric.Sample;
import dev.reprise.capture.tap.CaptureCounters;
import dev.reprise.capture.tap.Counter;
import dev.reprise.shipping.ShipperCounters;
import dev.reprise.wire.http1.ByteBudget;
import dev.reprise.wire.http1.Undecodable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Every figure that a proxy tells, with its name: {@code docs/metrics.md} says the same.
 *
 * <p><b>Threads:</b> thread-safe; asking never waits.
 */
final class CaptureMetrics {

  private static final String CAPTURE = "reprise_capture_";
  private static final String SHIPPING = "reprise_shipping_";

  private final CaptureProxy proxy;
  private final Optional<Shipping> shipping;

  /**
   * Where copies go.
   *
   * @param counters what has become of them
   * @param spoolLimitBytes how much may be spooled, 0 where there is no spool
   */
  record Shipping(Supplier<ShipperCounters> counters, long spoolLimitBytes) {}

  /**
   * @param shipping empty where copies are thrown away
   */
  CaptureMetrics(CaptureProxy proxy, Optional<Shipping> shipping) {
    this.proxy = proxy;
    this.shipping = shipping;
  }

  /** All figures in the text format that Prometheus reads. */
  String exposition() {
    var text = new StringBuilder(4096);
    all().forEach(metric -> metric.appendTo(text));
    return text.toString();
  }

  List<Metric> all() {
    var metrics = new ArrayList<Metric>();
    counted(proxy.counters()).forEach(metrics::add);
    metrics.add(undecodable(proxy.counters()));
    metrics.addAll(now());
    metrics.addAll(held(proxy.budget()));
    shipping.ifPresent(
        shipped -> metrics.addAll(shipped(shipped.counters().get(), shipped.spoolLimitBytes())));
    return metrics;
  }

  private static Stream<Metric> counted(CaptureCounters counters) {
    return Stream.of(Counter.values())
        .map(counter ->
            Metric.counter(
                CAPTURE + counter.key(), counter.unit(), counter.meaning(), counters.of(counter)));
  }

  private static Metric undecodable(CaptureCounters counters) {
    var reasons =
        Stream.of(Undecodable.values())
            .map(reason ->
                new Sample(
                    "reason=\"" + reason.name().toLowerCase(Locale.ROOT) + '"',
                    counters.of(reason)))
            .toList();
    return new Metric(
        CAPTURE + "undecodable_total",
        Metric.Type.COUNTER,
        "connections",
        "connections whose decoding stopped, by reason",
        reasons);
  }

  private List<Metric> now() {
    return List.of(
        Metric.gauge(
            CAPTURE + "open_clients",
            "connections",
            "connections accepted that are open now",
            proxy.openClientConnections()),
        Metric.gauge(
            CAPTURE + "open_servers",
            "connections",
            "connections to servers that are open now",
            proxy.openServerConnections()));
  }

  private static List<Metric> held(ByteBudget budget) {
    return List.of(
        Metric.gauge(
            CAPTURE + "held_bytes",
            "bytes",
            "copies of pairs that are not whole yet",
            budget.usedBytes()),
        Metric.gauge(
            CAPTURE + "held_limit_bytes",
            "bytes",
            "how much such copies may take together",
            budget.limitBytes()),
        Metric.counter(
            CAPTURE + "held_refusals",
            "refusals",
            "times that a copy was cut or given up at that limit",
            budget.refusals()));
  }

  private static List<Metric> shipped(ShipperCounters counters, long spoolLimitBytes) {
    return List.of(
        Metric.counter(
            SHIPPING + "offered", "pairs", "pairs handed over to be shipped", counters.offered()),
        Metric.counter(
            SHIPPING + "acked", "pairs", "pairs that ingest-service has taken", counters.acked()),
        Metric.counter(
            SHIPPING + "spooled", "pairs", "pairs that went to the spool", counters.spooled()),
        Metric.counter(
            SHIPPING + "dropped",
            "pairs",
            "pairs dropped at a full bound or refused by ingest-service; each is part of a gap",
            counters.dropped()),
        Metric.counter(
            SHIPPING + "resent", "pairs", "pairs sent more than once", counters.resent()),
        Metric.gauge(
            SHIPPING + "spool_bytes", "bytes", "what lies in the spool now", counters.spoolBytes()),
        Metric.gauge(
            SHIPPING + "spool_limit_bytes",
            "bytes",
            "how much may lie there; 0 where there is no spool",
            spoolLimitBytes));
  }
}
