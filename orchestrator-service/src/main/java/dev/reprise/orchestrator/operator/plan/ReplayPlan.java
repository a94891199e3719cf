// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.plan;

import dev.reprise.orchestrator.operator.api.WorkloadRef;
import dev.reprise.orchestrator.operator.api.WorkloadSpec;
import java.util.List;
import java.util.Optional;

/**
 * What a TrafficReplay means here and now.
 *
 * @param snapshotVersion that is replayed
 * @param slices that are switched on, by key
 * @param testConfigJson how to replay; not empty
 * @param workloads in the order in which they are held
 */
public record ReplayPlan(
    int snapshotVersion, List<String> slices, String testConfigJson, List<Workload> workloads) {

  /** Copies the lists. */
  public ReplayPlan {
    slices = List.copyOf(slices);
    workloads = List.copyOf(workloads);
  }

  /** Whether anything is mocked. */
  public boolean mocks() {
    return workloads.stream().anyMatch(workload -> !workload.mocked().isEmpty());
  }

  /** Every port at which a mocked host is called; 80 and 443 where none was said. */
  public List<Integer> mockedPorts() {
    return workloads.stream()
        .flatMap(workload -> workload.mocked().stream())
        .flatMap(host -> host.ports().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * One workload's part.
   *
   * @param spec what was asked for
   * @param targetPort the container port that requests go to; empty where none are sent to it
   * @param testedAuthorities as recorded, of the slices that are sent to it
   * @param mocked hosts that lead to the responder
   */
  public record Workload(
      WorkloadSpec spec,
      Optional<Integer> targetPort,
      List<String> testedAuthorities,
      List<Host> mocked) {

    /** Copies the lists. */
    public Workload {
      testedAuthorities = List.copyOf(testedAuthorities);
      mocked = List.copyOf(mocked);
    }

    /** Which one. */
    public WorkloadRef ref() {
      return spec.ref();
    }
  }

  /**
   * A mocked host.
   *
   * @param name without a port
   * @param ports at which it is called
   */
  public record Host(String name, List<Integer> ports) {

    private static final List<Integer> USUAL = List.of(80, 443);

    /** Copies the list. */
    public Host {
      ports = List.copyOf(ports);
    }

    /** From a recorded authority. */
    static Host of(String authority) {
      int colon = authority.lastIndexOf(':');
      boolean hasPort = colon > 0 && authority.substring(colon + 1).matches("[0-9]{1,5}");
      return hasPort
          ? new Host(
              authority.substring(0, colon),
              List.of(Integer.parseInt(authority.substring(colon + 1))))
          : new Host(authority, USUAL);
    }

    /** Whether it is a name that a hosts file can lead elsewhere. */
    public boolean isName() {
      return !name.startsWith("[") && !name.matches("[0-9.]+");
    }
  }
}
