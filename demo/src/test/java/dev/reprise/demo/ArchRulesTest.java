// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.reprise.fixtures.ArchRules;

@AnalyzeClasses(packages = "dev.reprise.demo", importOptions = DoNotIncludeTests.class)
class ArchRulesTest {

  @ArchTest static final ArchTests rulesOfTheHouse = ArchTests.in(ArchRules.class);

  @ArchTest
  static final ArchRule isABlackBoxThatKnowsNothingOfReprise =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.net.ssl..",
              "javax.crypto..",
              "com.sun.net.httpserver..",
              "com.fasterxml.jackson..",
              "org.jspecify..",
              "dev.reprise.demo..");

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("dev.reprise.demo.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule programsReachEachOtherOverTheNetworkOnly =
      slices()
          .matching("dev.reprise.demo.(shop|inventory|payment|driver)..")
          .should()
          .notDependOnEachOther();
}
