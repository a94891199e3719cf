// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.rules;

import dev.reprise.ingest.IngestSettings;
import dev.reprise.traffic.endpoint.Enrichment;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.filter.FilterEvaluator;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.redaction.Action;
import dev.reprise.traffic.redaction.Redactor;
import dev.reprise.traffic.redaction.RulesFile;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Applies the rules file to pairs. The rules are read once, at the start, and a file that is wrong
 * keeps the service from starting: traffic must not be stored by other rules than was asked for.
 */
@Startup
@Singleton
public class PairRules {

  private final Redactor redactor;
  private final List<FilterEvaluator> drops;

  @Inject
  PairRules(IngestSettings settings) {
    RulesFile rules = atStart(() -> checked(read(settings.rulesFile()), settings.redactionKey()));
    redactor = new Redactor(rules.redact(), settings.redactionKey().orElse(""));
    var now = Instant.EPOCH; // rules that drop by age make no sense, and none is moved by the clock
    drops = rules.drop().stream().map(rule -> FilterEvaluator.of(rule.filter(), now)).toList();
  }

  /** Quarkus tells this exception in its own words, and any other by the trace of its start. */
  private static RulesFile atStart(Supplier<RulesFile> rules) {
    try {
      return rules.get();
    } catch (AppException e) {
      throw new ConfigurationException(e.getMessage() + "\n" + e.remedy());
    }
  }

  private static RulesFile checked(RulesFile rules, Optional<String> key) {
    if (key.isEmpty() && rules.redact().stream().anyMatch(rule -> rule.action() == Action.TOKEN)) {
      throw new AppException(
          ErrorKind.USER,
          "REDACTION_KEY_MISSING",
          "The rules make tokens of values, but there is no key to make them with.",
          "Set reprise.ingest.redaction-key, to the same on every instance.");
    }
    return rules;
  }

  /** The pair as it is stored; empty when it is not. */
  public Optional<RRPair> apply(RRPair pair) {
    var enriched = Enrichment.enriched(pair);
    return drops.stream().anyMatch(drop -> drop.test(enriched))
        ? Optional.empty()
        : Optional.of(redactor.redact(enriched));
  }

  private static RulesFile read(Optional<Path> file) {
    if (file.isEmpty()) {
      return RulesFile.defaults();
    }
    try {
      return RulesFile.parse(file.get().toString(), Files.readString(file.get()));
    } catch (IOException e) {
      throw new AppException(
          ErrorKind.USER,
          "RULES_UNREADABLE",
          "The rules file cannot be read: " + file.get() + ".",
          "Correct reprise.ingest.rules-file, or leave it out for the default rules.");
    }
  }
}
