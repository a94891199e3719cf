// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.command;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.reprise.fixtures.ArchRules;
import dev.reprise.fixtures.ThisModule;

@AnalyzeClasses(packages = "dev.reprise", importOptions = ThisModule.class)
class ArchRulesTest {

  @ArchTest static final ArchTests rules = ArchTests.in(ArchRules.class);
}
