// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

  @Test
  void listensOnTheLoopbackInterfaceAndBoundsWhatItKeeps() {
    Properties properties = new BrokerSettings(1234, 1235, Path.of("d"), 5, 1L << 30).properties();

    var config = new KafkaConfig(properties);
    assertThat(properties.getProperty("listeners"))
        .isEqualTo("CLIENTS://127.0.0.1:1234,CONTROLLER://127.0.0.1:1235");
    assertThat(config.messageMaxBytes()).isEqualTo(32 << 20);
    assertThat(config.logRetentionTimeMillis()).isEqualTo(5L * 3600 * 1000);
    assertThat(config.logRetentionBytes()).isEqualTo((1L << 30) / 4);
  }

  @Test
  void neverKeepsLessThanASegment() {
    Properties properties = new BrokerSettings(1234, 1235, Path.of("d"), 5, 1).properties();

    assertThat(new KafkaConfig(properties).logRetentionBytes()).isEqualTo(64L << 20);
  }
}
