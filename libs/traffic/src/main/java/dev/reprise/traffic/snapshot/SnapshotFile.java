// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import dev.reprise.traffic.pair.Direction;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.RecordedCalls;
import dev.reprise.traffic.signature.Nearest;
import dev.reprise.traffic.signature.Signature;
import dev.reprise.traffic.signature.Signatures;
import dev.reprise.traffic.snapshot.SnapshotManifest.Block;
import dev.reprise.traffic.snapshot.SnapshotManifest.Slice;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An artifact, open for a replay through a memory map.
 *
 * <p><b>Threads:</b> thread-safe; each {@link #inbound} stream belongs to one thread. After {@link
 * #close} every call fails.
 *
 * <p><b>Bounds:</b> the manifest, a cache of decompressed blocks, and a sample of signatures per
 * endpoint for {@link #nearest}; nothing grows with the number of pairs.
 *
 * <p><b>Cost:</b> {@link #candidates} is a binary search in the mapped index; {@link #read} unpacks
 * a block of 128 KiB unless it is cached.
 */
public final class SnapshotFile implements AutoCloseable {

  private static final long CACHE_BYTES = 32L * 1024 * 1024;

  private final Arena arena;
  private final MemorySegment file;
  private final SnapshotManifest manifest;
  private final OutboundIndex index;
  private final BlockCache cache;
  private final NearestPool pool;
  private final Set<String> disabled;

  private SnapshotFile(Arena arena, MemorySegment file, Path path) throws IOException {
    this.arena = arena;
    this.file = file;
    var trailer = trailer(file, path);
    this.manifest = manifest(file, trailer, path);
    this.index = new OutboundIndex(file.asSlice(trailer.indexOffset(), trailer.indexBytes()));
    this.cache = new BlockCache(CACHE_BYTES, this::unpack);
    this.pool = new NearestPool(manifest.outbound(), index);
    this.disabled =
        manifest.slices().stream()
            .filter(slice -> !slice.enabled())
            .map(Slice::key)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Opens an artifact.
   *
   * @throws AppException {@code SNAPSHOT_DAMAGED} if the file is no artifact, or only a part of one
   */
  @SuppressWarnings("MustBeClosedChecker") // the file closes its arena
  public static SnapshotFile open(Path path) throws IOException {
    var arena = Arena.ofShared();
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var file = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return new SnapshotFile(arena, file, path);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private record Trailer(
      long indexOffset, long indexBytes, long manifestOffset, int stored, int plain) {}

  private static Trailer trailer(MemorySegment file, Path path) {
    long start = file.byteSize() - Layout.TRAILER_BYTES;
    if (start < Layout.MAGIC.length) {
      throw damaged(path, "it has only " + file.byteSize() + " bytes");
    }
    byte[] bytes = bytes(file, start, Layout.TRAILER_BYTES);
    var in = ByteBuffer.wrap(bytes);
    var trailer =
        new Trailer(
            in.getLong(),
            in.getLong() * Layout.ENTRY_BYTES,
            in.getLong(),
            in.getInt(),
            in.getInt());
    byte[] magic = Arrays.copyOfRange(bytes, in.position(), bytes.length);
    boolean fits =
        trailer.indexOffset >= Layout.MAGIC.length
            && trailer.indexBytes >= 0
            && trailer.indexOffset + trailer.indexBytes == trailer.manifestOffset
            && trailer.manifestOffset + trailer.stored == start;
    if (!Arrays.equals(magic, Layout.MAGIC) || !fits) {
      throw damaged(path, "its last bytes are not those of a snapshot");
    }
    return trailer;
  }

  private static SnapshotManifest manifest(MemorySegment file, Trailer trailer, Path path) {
    try {
      byte[] stored = bytes(file, trailer.manifestOffset, trailer.stored);
      var manifest = ManifestJson.read(Layout.decompress(stored, trailer.plain));
      if (manifest.format().version() != Layout.VERSION) {
        throw damaged(path, "it has format version " + manifest.format().version());
      }
      return manifest;
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw damaged(path, "its manifest cannot be read: " + e.getMessage());
    }
  }

  private static AppException damaged(Path path, String why) {
    return new AppException(
        ErrorKind.USER,
        "SNAPSHOT_DAMAGED",
        "The file '%s' cannot be opened as a snapshot: %s.".formatted(path.getFileName(), why),
        "Download the snapshot again.");
  }

  /** What the snapshot holds, and what was learnt from it. */
  public SnapshotManifest manifest() {
    return manifest;
  }

  /**
   * The inbound pairs of the slices that are switched on, in total order.
   *
   * @return lazy; holds one block at a time
   */
  public Stream<RecordedRequest> inbound() {
    int end = manifest.contents().inboundBlocks();
    return enabled(
        new Records<>(0, end, this::unpack, RecordCodec::readInbound), RecordedRequest::pair);
  }

  private <T> Stream<T> enabled(Records<T> records, Function<T, RRPair> pair) {
    var all =
        StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED | Spliterator.NONNULL),
            false);
    return disabled.isEmpty()
        ? all
        : all.filter(recorded -> !disabled.contains(SliceCounter.keyOf(pair.apply(recorded))));
  }

  /**
   * What a replay may expect of the service's own calls, in the slices that are switched on.
   *
   * <p><b>Cost:</b> reads the pairs up to the first call that belongs to a request; all of them
   * where none does.
   */
  public RecordedCalls calls() {
    long count =
        manifest.slices().stream()
            .filter(slice -> slice.direction() == Direction.OUT && slice.enabled())
            .mapToLong(Slice::pairs)
            .sum();
    if (count == 0) {
      return RecordedCalls.NONE;
    }
    int first = manifest.contents().inboundBlocks();
    var outbound =
        new Records<>(first, manifest.blocks().size(), this::unpack, RecordCodec::readOutbound);
    try (var requests = inbound();
        var calls = enabled(outbound, RecordedCall::pair)) {
      return new RecordedCalls(
          count,
          FirstCaller.among(
              requests.map(RecordedRequest::pair).iterator(),
              calls.map(RecordedCall::pair).iterator()));
    }
  }

  /** Whether an authority is mocked: its slice is there and switched on. */
  public boolean mocks(String authority) {
    var key = "out:" + authority;
    return manifest.slices().stream().anyMatch(slice -> slice.key().equals(key) && slice.enabled());
  }

  /**
   * The outbound pairs with a signature, in total order; none of slices that are switched off.
   *
   * @return a view of the map, without a copy; valid until {@link #close}
   */
  public List<OutboundEntry> candidates(long signature) {
    var found = index.candidates(signature);
    if (found.isEmpty() || disabled.isEmpty()) {
      return found;
    }
    var host = manifest.outbound().get(found.getFirst().endpoint()).host();
    return disabled.contains("out:" + host) ? List.of() : found;
  }

  /** Every outbound pair by the order of the index: by signature, then in total order. */
  public List<OutboundEntry> outbound() {
    return index.all();
  }

  /** Reads an outbound pair. */
  public RecordedCall read(OutboundEntry entry) {
    byte[] block = cache.get(manifest.contents().inboundBlocks() + entry.block());
    int length = ByteBuffer.wrap(block).getInt(entry.offsetInBlock());
    return RecordCodec.readOutbound(block, entry.offsetInBlock() + 4, length);
  }

  /**
   * The recorded requests of the same host that come nearest to one that matched none. Looks at a
   * bounded sample: of the same endpoint first.
   */
  public List<Nearest.Match<OutboundEntry>> nearest(
      Signature live, String authority, String endpoint, int limit) {
    return pool.nearest(live, authority, endpoint, limit, this::signatureOf);
  }

  private Signature signatureOf(OutboundEntry entry) {
    return Signatures.of(read(entry).pair().request(), manifest.rules());
  }

  private byte[] unpack(int number) {
    Block block = manifest.blocks().get(number);
    return Layout.decompress(bytes(file, block.offset(), block.storedBytes()), block.plainBytes());
  }

  private static byte[] bytes(MemorySegment file, long offset, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(file, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
    return bytes;
  }

  /** Ends the memory map. */
  @Override
  public void close() {
    arena.close();
  }
}
