// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.bench;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.reprise.fixtures.ArchRules;
import dev.reprise.fixtures.ThisModule;

@AnalyzeClasses(
    packages = "dev.reprise",
    importOptions = {ThisModule.class, ArchRulesTest.WrittenByUs.class})
class ArchRulesTest {
  @ArchTest static final ArchTests rules = ArchTests.in(ArchRules.class);

  /** Without what JMH writes around our steps. */
  static final class WrittenByUs implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/jmh_generated/");
    }
  }
}
