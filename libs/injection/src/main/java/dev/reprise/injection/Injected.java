// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.injection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What became of a pod template. */
public sealed interface Injected {

  /**
   * It has the proxy now.
   *
   * @param template the new one; the old one is as it was
   * @param notes what a person should know, e.g. which Services go past the proxy
   */
  record Done(ObjectNode template, List<String> notes) implements Injected {
    /** Copies the list. */
    public Done {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Nobody wants it there.
   *
   * @param why for a person
   */
  record LeftAlone(String why) implements Injected {}

  /**
   * It cannot have the proxy.
   *
   * @param problems all of them, each with its remedy
   */
  record Refused(List<String> problems) implements Injected {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
