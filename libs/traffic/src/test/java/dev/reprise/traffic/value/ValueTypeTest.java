// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl | JWT",
        "3d813cbb-47fb-32ba-91df-831e1593ac29 | UUID",
        "3D813CBB-47FB-32BA-91DF-831E1593AC29 | UUID",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV | ULID",
        "9f86d081884c7d65 | HEX",
        "1234567e89012345 | HEX",
        "rsv-3d813cbb-47fb-32ba-91df-831e1593ac29 | OPAQUE",
        "ch_3MtwBwLkdIwHu7ix28a3tqPa | OPAQUE",
        "ch_9f86d081884c7d659a2f | OPAQUE",
        "q83vEjRWeJCrze8SNFZ4kKvN7xI= | OPAQUE",
        "WGLUulgoMFTuMdJxfWNEBUfx | OPAQUE",
        "xQzRkTvWpLmNbVcX | OPAQUE",
        "ab-QxZkWtGpLrMvBnHjd_FsY | OPAQUE",
        "4111111111111111 | OPAQUE",
        "2026-05-28T10:15:30.123456Z | ISO_TIME",
        "2026-05-28T10:15:30+02:00 | ISO_TIME",
        "2026-05-28 10:15:30 | ISO_TIME",
        "2026-05-28 | ISO_TIME",
        "'Sun, 06 Nov 1994 08:49:37 GMT' | HTTP_DATE",
        "1780000000 | EPOCH_SECONDS",
        "1780000000123 | EPOCH_MILLIS",
        "1780000000123456 | EPOCH_MICROS",
        "1780000000123456789 | EPOCH_NANOS",
        "1780000000.4137642 | EPOCH_SECONDS",
        "1780000000.0 | EPOCH_SECONDS",
        "1780000000123.25 | EPOCH_MILLIS",
        "178000000.25 | NUMBER",
        "-1780000000.25 | NUMBER",
        "1780000000.25e1 | NUMBER",
        "9780000000123456789 | OPAQUE",
        "42 | NUMBER",
        "-1.5e3 | NUMBER",
        "0 | NUMBER",
        "9999999999 | NUMBER",
        "true | BOOLEAN",
      })
  void isRecognised(String text, ValueType type) {
    assertThat(ValueType.of(text)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sku-1",
        "Alice",
        "007",
        "2026-13-01",
        "application/json; charset=utf-8",
        "summer-shirt-2024-blue",
        "iphone15pro-max-256gb",
        "productCategoryName",
        "getUserByIdAndNameOrElse",
        "MinMaxInetAddressRange",
        "PaymentMethodDeclined",
        "Buenos_Aires-Argentina",
        "abcdefghijklmnopqrst",
        "PAYMENT_METHOD_DECLINED",
        "Donaudampfschifffahrt",
        "internationalization",
        "inventory-service-1.shop.test:8080",
        "/orders/3d813cbb-47fb-32ba-91df-831e1593ac29",
        "http://shop.test/orders/12345678901234567890",
        "The order 42 was placed.",
        "12 monkeys and 14 bananas",
        "1.2.3-rc1",
        "max-age=3600, must-revalidate",
        "eyJ.not.a token",
        "-",
      })
  void isPlain(String text) {
    assertThat(ValueType.of(text)).isEqualTo(ValueType.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcdefghijklmnop", "ABCDEFghijklmnopq", "9f86d081884c7d65"})
  void anOpaquePlaceAdmitsEveryTokenSinceSomeRandomOnesHaveNoDigit(String text) {
    assertThat(ValueType.OPAQUE.admits(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "two words of some length", ""})
  void anOpaquePlaceAdmitsNoPlainText(String text) {
    assertThat(ValueType.OPAQUE.admits(text)).isFalse();
  }
}
