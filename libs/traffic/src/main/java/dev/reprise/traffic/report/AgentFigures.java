// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import dev.reprise.traffic.report.Report.Latency;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent says of its own work when it is done.
 *
 * @param lateness how late requests left through the generator's own fault; {@link Latency#NONE}
 *     from a responder
 * @param cores how many cores it used, on average
 * @param bindings how many values it bound
 * @param bindingTimeouts how often it waited in vain for the other agent to know them
 * @param invalid why nothing may be concluded from the run; empty when it is sound
 */
public record AgentFigures(
    Latency lateness, double cores, long bindings, long bindingTimeouts, List<String> invalid) {

  /** Nothing to say. */
  public static final AgentFigures NONE = new AgentFigures(Latency.NONE, 0, 0, 0, List.of());

  /** Copies the list. */
  public AgentFigures {
    invalid = List.copyOf(invalid);
  }

  /** The same, with one more reason to conclude nothing. */
  public AgentFigures withObjection(String reason) {
    var longer = new ArrayList<>(invalid);
    longer.add(reason);
    return new AgentFigures(lateness, cores, bindings, bindingTimeouts, longer);
  }
}
