// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.ingest.bus;

import dev.reprise.ingest.IngestSettings;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/** The topic that the log is, made on first use. */
@Singleton
public class LogTopic {

  /** The largest record: two bodies of at most 10 MiB and what surrounds them. */
  static final int MAX_RECORD_BYTES = 32 * 1024 * 1024;

  private static final long ANSWER_SECONDS = 60;

  private static final Logger LOG = Logger.getLogger(LogTopic.class);

  private final IngestSettings settings;
  private final Map<String, Object> kafka;
  private volatile boolean ready;

  LogTopic(IngestSettings settings, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.settings = settings;
    this.kafka = new HashMap<>(kafka);
  }

  /** Whether the topic is known to be there. */
  public boolean isReady() {
    return ready;
  }

  /** Its name. */
  String name() {
    return settings.topic();
  }

  /**
   * Makes the topic where it is not there. Blocks.
   *
   * @return Kafka's id of it: a topic that is made anew under the same name has another
   * @throws KafkaException if Kafka does not answer, or refuses; may be tried again
   */
  String ensure() {
    try (var admin = Admin.create(kafka)) {
      var found = describe(admin);
      if (found.isEmpty()) {
        create(admin);
        found = describe(admin);
      }
      var topic =
          found.orElseThrow(() -> new KafkaException("the new topic is not known everywhere yet"));
      ready = true;
      return topic.topicId().toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private Optional<TopicDescription> describe(Admin admin) throws InterruptedException {
    try {
      var asked = admin.describeTopics(List.of(name())).topicNameValues().get(name());
      return asked == null
          ? Optional.empty()
          : Optional.of(asked.get(ANSWER_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw new KafkaException("topic " + name() + " cannot be looked up", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("topic " + name() + " was not looked up in time", e);
    }
  }

  private void create(Admin admin) throws InterruptedException {
    var topic =
        new NewTopic(name(), settings.partitions(), settings.replicas())
            .configs(
                Map.of(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    String.valueOf(MAX_RECORD_BYTES),
                    TopicConfig.RETENTION_MS_CONFIG,
                    String.valueOf(settings.retention().toMillis())));
    try {
      admin.createTopics(List.of(topic)).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      LOG.infof("Topic was made topic=%s partitions=%d", name(), settings.partitions());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("topic " + name() + " cannot be made", e.getCause());
      }
    } catch (TimeoutException e) {
      throw new KafkaException("topic " + name() + " was not made in time", e);
    }
  }
}
