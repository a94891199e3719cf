// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.traffic.filter.TrafficFilter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextScanTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "''                                                        | ''",
        "status = 200 AND path CONTAINS \"cart\"                   | status = 200 AND path CONTAINS \"cart\"",
        "response_body CONTAINS \"x\"                              | ''",
        "request_header[\"accept\"] = \"json\"                      | ''",
        "status = 200 AND request_body MATCHES \"x\"               | status = 200",
        "status = 200 AND method = GET AND NOT response_body CONTAINS \"x\" | status = 200 AND method = GET",
        "status = 200 OR response_body CONTAINS \"x\"              | ''",
        "status = 200 AND (method = GET OR request_body = \"x\")   | status = 200",
        "response_body IN (\"a\", \"b\")                            | ''"
      })
  void leavesWhatCanBeAnsweredFromColumns(String filter, String left) {
    var whole = TrafficFilter.parse(filter);

    assertThat(TextScan.without(whole)).isEqualTo(TrafficFilter.parse(left));
    assertThat(TextScan.isNeededBy(whole)).isEqualTo(!filter.equals(left));
  }
}
