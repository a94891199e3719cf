// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.shipping;

import dev.reprise.proto.ingest.v1.Batch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one capture that wait on disk: files that are only appended to, read from the
 * front and deleted once everything in them is acknowledged.
 *
 * <p>A file begins with {@code RPSPOOL1}; each batch follows as a frame of length, CRC-32C (four
 * bytes each, big-endian) and a protobuf message. Where a frame does not check out, a writer was
 * killed in the middle of it: the file ends there.
 *
 * <p><b>Threads:</b> confined to the courier's thread.
 *
 * <p><b>Bounds:</b> {@link #append} refuses what would make the files larger than the setting.
 */
final class Spool implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Spool.class);
  private static final byte[] MAGIC = {'R', 'P', 'S', 'P', 'O', 'O', 'L', '1'};
  private static final int FRAME_HEAD_BYTES = 8;
  private static final String SUFFIX = ".seg";

  private final SpoolFolder folder;
  private final SpoolSettings settings;
  private final ArrayDeque<Segment> segments = new ArrayDeque<>();
  private long totalBytes;
  private long nextSegment = 1;
  private @Nullable FileChannel writer; // of the last segment; null before the first append
  private @Nullable FileChannel reader; // of the segment that the cursor is in
  private Place cursor = new Place(0, 0);

  private Spool(SpoolFolder folder, SpoolSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** The end of a frame: a segment's number and an offset in it. */
  record Place(long segment, long offset) {}

  /** A batch and where its frame ends. */
  record Spooled(Batch batch, Place end) {}

  private static final class Segment {
    final long number;
    final Path path;
    long bytes;

    Segment(long number, Path path, long bytes) {
      this.number = number;
      this.path = path;
      this.bytes = bytes;
    }
  }

  /** Opens the spool of a folder, with what lies in it already. */
  static Spool open(SpoolFolder folder, SpoolSettings settings) throws IOException {
    var spool = new Spool(folder, settings);
    for (Path path : folder.files(SUFFIX)) {
      var name = path.getFileName().toString();
      long number = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
      var segment = new Segment(number, path, Files.size(path));
      spool.segments.add(segment);
      spool.totalBytes += segment.bytes;
      spool.nextSegment = number + 1;
    }
    if (!spool.segments.isEmpty()) {
      spool.cursor = new Place(spool.segments.getFirst().number, MAGIC.length);
    }
    return spool;
  }

  /**
   * Appends a batch.
   *
   * @return where it lies; empty when the bound is reached
   */
  Optional<Place> append(Batch batch) throws IOException {
    byte[] payload = batch.toByteArray();
    long needed = (long) FRAME_HEAD_BYTES + payload.length;
    if (totalBytes + needed + MAGIC.length > settings.maxBytes()) {
      return Optional.empty();
    }
    var segment = segmentFor(needed);
    var frame = ByteBuffer.allocate(Math.toIntExact(needed));
    frame.putInt(payload.length).putInt(crc(payload)).put(payload).flip();
    var out = openWriter(segment);
    try {
      writeFully(out, frame, segment.bytes);
    } catch (IOException e) {
      out.truncate(segment.bytes); // half a frame would hide those after it
      throw e;
    }
    if (settings.fsync() == Fsync.BATCH) {
      out.force(false);
    }
    segment.bytes += needed;
    totalBytes += needed;
    return Optional.of(new Place(segment.number, segment.bytes));
  }

  /** The next batch that was not read yet; empty when all were. */
  Optional<Spooled> next() throws IOException {
    while (true) {
      var segment = segmentOf(cursor);
      if (segment == null) {
        return Optional.empty();
      }
      var found = read(segment, cursor.offset());
      if (found.isPresent()) {
        cursor = found.get().end();
        return found;
      }
      if (segment == segments.getLast()) {
        return Optional.empty();
      }
      closeReader();
      cursor = new Place(after(segment).number, MAGIC.length);
    }
  }

  /** Whether every batch was read. */
  boolean isRead() {
    var last = segments.peekLast();
    return last == null
        || (cursor.segment() == last.number && cursor.offset() >= last.bytes)
        || cursor.segment() > last.number;
  }

  /** Counts what was appended so far as read: the caller has it in memory. */
  void skipToEnd() throws IOException {
    var last = segments.peekLast();
    if (last != null) {
      closeReader();
      cursor = new Place(last.number, last.bytes);
    }
  }

  /** Lets go of everything up to a place; files that hold nothing else are deleted. */
  void release(Place upTo) throws IOException {
    while (!segments.isEmpty()) {
      var first = segments.getFirst();
      boolean whole =
          first.number < upTo.segment()
              || (first.number == upTo.segment() && upTo.offset() >= first.bytes);
      if (!whole) {
        return;
      }
      drop(first);
    }
  }

  /** Deletes all that is left, once everything readable was read and let go of. */
  void releaseAll() throws IOException {
    while (!segments.isEmpty()) {
      drop(segments.getFirst());
    }
  }

  /** How much lies on disk. */
  long bytes() {
    return totalBytes;
  }

  /** Forces what was written to the disk, unless the policy is never to. */
  void force() throws IOException {
    if (writer != null && settings.fsync() != Fsync.NEVER) {
      writer.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    force();
    closeReader();
    closeWriter();
  }

  private Segment segmentFor(long needed) throws IOException {
    var last = segments.peekLast();
    if (last != null && writer != null && last.bytes + needed <= settings.segmentBytes()) {
      return last;
    }
    force();
    closeWriter();
    var path = folder.path().resolve(String.format(Locale.ROOT, "%016d%s", nextSegment, SUFFIX));
    var channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    writer = channel;
    writeFully(channel, ByteBuffer.wrap(MAGIC), 0);
    var segment = new Segment(nextSegment++, path, MAGIC.length);
    if (segments.isEmpty()) {
      cursor = new Place(segment.number, MAGIC.length);
    }
    segments.addLast(segment);
    totalBytes += MAGIC.length;
    return segment;
  }

  private FileChannel openWriter(Segment segment) throws IOException {
    var open = writer;
    if (open == null) {
      open = FileChannel.open(segment.path, StandardOpenOption.WRITE);
      writer = open;
    }
    return open;
  }

  /** Empty at the end of the file, and where a frame does not check out. */
  private Optional<Spooled> read(Segment segment, long offset) throws IOException {
    if (offset >= segment.bytes) {
      return Optional.empty();
    }
    var in = openReader(segment);
    var head = ByteBuffer.allocate(FRAME_HEAD_BYTES);
    int length = readFully(in, head, offset) ? head.getInt(0) : -1;
    if (length < 0 || length > segment.bytes - offset - FRAME_HEAD_BYTES) {
      return torn(segment, offset);
    }
    var payload = ByteBuffer.allocate(length);
    if (!readFully(in, payload, offset + FRAME_HEAD_BYTES)
        || crc(payload.array()) != head.getInt(4)) {
      return torn(segment, offset);
    }
    var end = new Place(segment.number, offset + FRAME_HEAD_BYTES + length);
    return Optional.of(new Spooled(Batch.parseFrom(payload.array()), end));
  }

  private Optional<Spooled> torn(Segment segment, long offset) {
    LOG.warnf(
        "Spool file ends in a torn batch, which is cut off path=%s offset=%d bytes=%d",
        segment.path, offset, segment.bytes - offset);
    totalBytes -= segment.bytes - offset;
    segment.bytes = offset;
    return Optional.empty();
  }

  private FileChannel openReader(Segment segment) throws IOException {
    var open = reader;
    if (open == null) {
      open = FileChannel.open(segment.path, StandardOpenOption.READ);
      reader = open;
    }
    return open;
  }

  private @Nullable Segment segmentOf(Place place) {
    for (Segment segment : segments) {
      if (segment.number >= place.segment()) {
        if (segment.number > place.segment()) { // the one the cursor was in is gone
          closeReader();
          cursor = new Place(segment.number, MAGIC.length);
        }
        return segment;
      }
    }
    return null;
  }

  private Segment after(Segment segment) {
    for (Segment other : segments) {
      if (other.number > segment.number) {
        return other;
      }
    }
    throw new AssertionError("only called where another segment follows");
  }

  private void drop(Segment segment) throws IOException {
    if (cursor.segment() == segment.number) {
      closeReader();
    }
    if (segment == segments.getLast()) {
      closeWriter();
    }
    segments.remove(segment);
    totalBytes -= segment.bytes;
    Files.deleteIfExists(segment.path);
  }

  private void closeReader() {
    closeQuietly(reader);
    reader = null;
  }

  private void closeWriter() {
    closeQuietly(writer);
    writer = null;
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debugf(e, "Spool file did not close cleanly");
    }
  }

  private static void writeFully(FileChannel out, ByteBuffer from, long offset) throws IOException {
    long at = offset;
    while (from.hasRemaining()) {
      at += out.write(from, at);
    }
  }

  private static boolean readFully(FileChannel in, ByteBuffer into, long offset)
      throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int read = in.read(into, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    return true;
  }

  private static int crc(byte[] payload) {
    var crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }
}
