// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.localstack.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The directory that one engine has for itself: its data, its configuration, its log, and a lock
 * that says whose it is.
 */
final class DataDirectory implements AutoCloseable {

  /** What the engine's own default database is called here. */
  static final String DATABASE_OF_FILES = "database_of_files";

  private final Path directory;
  private final FileChannel owner;

  private DataDirectory(Path directory, FileChannel owner) {
    this.directory = directory;
    this.owner = owner;
  }

  /**
   * Makes the directory if need be and takes it.
   *
   * @throws EngineStartException if another process has it
   */
  static DataDirectory take(EngineOptions options) {
    Path directory = options.dataDirectory();
    try {
      Files.createDirectories(directory);
      FileChannel owner =
          FileChannel.open(
              directory.resolve("owner"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(owner) == null) {
        String pid = read(owner);
        owner.close();
        throw new EngineStartException(
            "The data directory " + directory + " is in use by process " + pid + ".",
            "Stop that process, or name another directory with --data-dir.");
      }
      write(owner, Long.toString(ProcessHandle.current().pid()));
      DataDirectory taken = new DataDirectory(directory, owner);
      Files.writeString(taken.configuration(), taken.configurationFor(options));
      taken.provideDefaultDatabase();
      return taken;
    } catch (IOException e) {
      throw new EngineStartException(
          "The data directory " + directory + " cannot be used: " + e, "See --data-dir.", e);
    }
  }

  private static @Nullable FileLock lock(FileChannel owner) throws IOException {
    try {
      return owner.tryLock(Long.MAX_VALUE - 1, 1, false); // the bytes stay readable to others
    } catch (OverlappingFileLockException e) {
      return null; // another engine in this very process
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    int _ = channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), UTF_8).strip();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    channel.truncate(0);
    int _ = channel.write(UTF_8.encode(text), 0);
  }

  private Path configuration() {
    return directory.resolve("config.xml");
  }

  /** Where the engine writes its own log. */
  Path log() {
    return directory.resolve("engine.log");
  }

  /** What a connection is opened with. */
  List<String> connectionOptions() {
    return List.of("--path=" + directory.resolve("data"), "--config-file=" + configuration());
  }

  /**
   * Gives the engine a default database of the ordinary kind. Left alone it makes one that shows
   * every file of the machine as a table; so that one gets another name by the configuration, and
   * is taken away as soon as the engine runs. It would also take over the place of a database that
   * the link {@code metadata/default} points to, which the engine makes anew anyway.
   */
  private void provideDefaultDatabase() throws IOException {
    Path metadata = Files.createDirectories(directory.resolve("data").resolve("metadata"));
    boolean _ = Files.deleteIfExists(metadata.resolve("default"));
    Path definition = metadata.resolve("default.sql");
    if (!Files.exists(definition)) {
      Path whole = metadata.resolve("default.sql.new");
      Files.writeString(
          whole, "ATTACH DATABASE _ UUID '" + UUID.randomUUID() + "' ENGINE = Atomic\n");
      Path _ = Files.move(whole, definition, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private String configurationFor(EngineOptions options) {
    return """
    <clickhouse>
      <logger>
        <level>information</level>
        <log>%s</log>
        <errorlog>%s</errorlog>
        <size>20M</size>
        <count>3</count>
        <console>0</console>
      </logger>
      <default_database>%s</default_database>
      <max_server_memory_usage>%d</max_server_memory_usage>
      <mark_cache_size>67108864</mark_cache_size>
      <background_pool_size>2</background_pool_size>
      <remote_url_allow_hosts/>
      <merge_tree>
        <fsync_after_insert>%d</fsync_after_insert>
      </merge_tree>
    </clickhouse>
    """
        .formatted(
            escaped(log().toString()),
            escaped(directory.resolve("engine-errors.log").toString()),
            DATABASE_OF_FILES,
            options.mostMemoryBytes(),
            options.isDurable() ? 1 : 0);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  @Override
  public void close() {
    try {
      owner.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
