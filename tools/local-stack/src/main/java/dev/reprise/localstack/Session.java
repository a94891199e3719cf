// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Takes this process out of the terminal it was started from, so that neither Ctrl-C there nor
 * closing the window reaches it or the parts it starts.
 */
final class Session {

  private Session() {}

  /**
   * Begins a session of its own: {@code setsid(2)}, which the JDK has no method for.
   *
   * @return whether the system has such a call and granted it
   */
  @SuppressWarnings("restricted") // the module is granted native access where it is started
  static boolean begin() {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("setsid")
        .map(symbol ->
            call(linker.downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT))))
        .orElse(false);
  }

  private static boolean call(MethodHandle setsid) {
    try {
      return (int) setsid.invokeExact() > 0;
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setsid cannot throw", e);
    }
  }
}
