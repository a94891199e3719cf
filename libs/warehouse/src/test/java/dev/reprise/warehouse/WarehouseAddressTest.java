// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.traffic.error.AppException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseAddressTest {

  @Test
  void readsHostPortDatabaseAndSettings() {
    var address =
        WarehouseAddress.parse(
            "jdbc:clickhouse://127.0.0.1:18123/reprise?max_threads=2&x=a%20b", "me", "secret");

    assertThat(address.endpoint()).isEqualTo(URI.create("http://127.0.0.1:18123/"));
    assertThat(address.database()).isEqualTo("reprise");
    assertThat(address.settings()).isEqualTo(Map.of("max_threads", "2", "x", "a b"));
    assertThat(address.toString()).doesNotContain("secret");
  }

  @Test
  void knowsTheDefaultPortsAndTheOtherSpellings() {
    assertThat(WarehouseAddress.parse("jdbc:ch://house/db", "", "").endpoint())
        .isEqualTo(URI.create("http://house:8123/"));
    assertThat(WarehouseAddress.parse("jdbc:clickhouse://house?ssl=true", "", "").endpoint())
        .isEqualTo(URI.create("https://house:8443/"));
    assertThat(WarehouseAddress.parse("jdbc:clickhouse:http://house:1/db", "", "").endpoint())
        .isEqualTo(URI.create("http://house:1/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://house:8123", "jdbc:postgresql://h/db", "jdbc:clickhouse:"})
  void refusesWhatIsNotSuchAUrlAndSaysWhatToSet(String url) {
    assertThatThrownBy(() -> WarehouseAddress.parse(url, "", ""))
        .isInstanceOfSatisfying(
            AppException.class,
            refused -> assertThat(refused.remedy()).contains("reprise.warehouse.url"));
  }
}
