// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.snapshot;

import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.rules.ReplayRules;
import dev.reprise.traffic.signature.Signature;
import dev.reprise.traffic.snapshot.SnapshotManifest.Block;
import dev.reprise.traffic.snapshot.SnapshotManifest.Contents;
import dev.reprise.traffic.snapshot.SnapshotManifest.Finding;
import dev.reprise.traffic.snapshot.SnapshotManifest.Format;
import dev.reprise.traffic.snapshot.SnapshotManifest.Token;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes an artifact in one stream: {@link #add} every pair in total order, both directions mixed,
 * then {@link #finish}.
 *
 * <p><b>Threads:</b> one.
 *
 * <p><b>Bounds:</b> holds one block of each direction; outbound blocks and the index wait in two
 * files beside the artifact, which {@link #close} removes.
 */
public final class SnapshotWriter implements AutoCloseable {

  /**
   * What was learnt from the pairs.
   *
   * @param rules by endpoint and place
   * @param tokens values that are made anew in each run
   * @param findings what a person should know
   */
  public record Learnt(ReplayRules rules, List<Token> tokens, List<Finding> findings) {

    /** Nothing learnt. */
    public static final Learnt NOTHING = new Learnt(ReplayRules.NONE, List.of(), List.of());

    /** Copies the lists. */
    public Learnt {
      tokens = List.copyOf(tokens);
      findings = List.copyOf(findings);
    }
  }

  /**
   * A finished artifact.
   *
   * @param sha256 of the file, in hexadecimal
   */
  public record Written(String sha256, long sizeBytes, SnapshotManifest manifest) {}

  private final Path outboundFile;
  private final Path indexFile;
  private final Path scratchFile;
  private final DigestOutput out;
  private final OutputStream outboundOut;
  private final DataOutputStream indexOut;
  private final BlockWriter inbound;
  private final BlockWriter outbound;
  private final SliceCounter slices = new SliceCounter();
  private final TreeSet<String> services = new TreeSet<>();
  private final Map<SessionBasis, Long> sessions = new EnumMap<>(SessionBasis.class);

  private long inboundPairs;
  private int outboundPairs;
  private @Nullable RRPair first; // the first and last pair of both directions
  private @Nullable RRPair last;

  private SnapshotWriter(Path target) throws IOException {
    this.outboundFile = beside(target, ".outbound");
    this.indexFile = beside(target, ".index");
    this.scratchFile = beside(target, ".sorting");
    this.out = new DigestOutput(target);
    this.outboundOut = new BufferedOutputStream(Files.newOutputStream(outboundFile));
    this.indexOut =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(indexFile)));
    out.write(Layout.MAGIC);
    this.inbound = new BlockWriter(out, Layout.MAGIC.length);
    this.outbound = new BlockWriter(outboundOut, 0);
  }

  /** Starts an artifact at a path; an existing file is overwritten. */
  public static SnapshotWriter create(Path target) throws IOException {
    return new SnapshotWriter(target);
  }

  private static Path beside(Path target, String suffix) {
    return target.resolveSibling(target.getFileName() + suffix);
  }

  /**
   * Adds an inbound pair.
   *
   * @throws IllegalArgumentException if it comes before the last one in total order
   */
  public void add(RecordedRequest recorded) throws IOException {
    note(recorded.pair(), recorded.session());
    slices.count(recorded.pair());
    inbound.add(RecordCodec.write(recorded.pair(), recorded.session(), recorded.uses()));
    inboundPairs++;
  }

  /**
   * Adds an outbound pair.
   *
   * @param signature of its request, under the rules given to {@link #finish}
   * @throws IllegalArgumentException if it comes before the last one in total order
   */
  public void add(RecordedCall recorded, Signature signature) throws IOException {
    note(recorded.pair(), recorded.session());
    int endpoint = slices.count(recorded.pair());
    var spot =
        outbound.add(RecordCodec.write(recorded.pair(), recorded.session(), recorded.uses()));
    indexOut.writeLong(signature.hash());
    indexOut.writeLong(signature.maskedHash(UnaryOperator.identity()));
    indexOut.writeInt(outboundPairs);
    indexOut.writeInt(recorded.session().number());
    indexOut.writeInt(endpoint);
    indexOut.writeInt(spot.block());
    indexOut.writeInt(spot.offset());
    indexOut.writeInt(0);
    outboundPairs = Math.incrementExact(outboundPairs);
  }

  private void note(RRPair pair, Session session) {
    if (last != null && RRPair.ORDER.compare(last, pair) >= 0) {
      throw new IllegalArgumentException(
          "pairs must come in total order, each once; " + pair.id() + " came after " + last.id());
    }
    first = first == null ? pair : first;
    last = pair;
    services.add(pair.origin().service());
    sessions.merge(session.basis(), 1L, Long::sum);
  }

  /** Completes the file. The caller still closes the writer. */
  public Written finish(Learnt learnt) throws IOException {
    inbound.flush();
    outbound.flush();
    outboundOut.close();
    indexOut.close();
    var blocks = appendOutbound();
    long indexOffset = out.writtenBytes();
    long[] signatures = new long[slices.outbound().size()];
    IndexSorter.sort(indexFile, scratchFile, out, signatures);
    var manifest =
        new SnapshotManifest(
            new Format(Layout.VERSION, ReplayRules.VERSION, Layout.COMPRESSION),
            contents(),
            learnt.rules(),
            slices.slices(signatures),
            slices.outbound(),
            learnt.tokens(),
            learnt.findings(),
            blocks);
    return end(out, manifest, indexOffset, outboundPairs);
  }

  private List<Block> appendOutbound() throws IOException {
    long shift = out.writtenBytes();
    Files.copy(outboundFile, out);
    var blocks = new ArrayList<>(inbound.blocks());
    for (Block block : outbound.blocks()) {
      blocks.add(
          new Block(
              block.offset() + shift, block.storedBytes(), block.plainBytes(), block.records()));
    }
    return blocks;
  }

  private Contents contents() {
    return new Contents(
        inboundPairs,
        outboundPairs,
        inbound.blocks().size(),
        first == null ? 0 : first.timing().startNanos(),
        last == null ? 0 : last.timing().startNanos(),
        List.copyOf(services),
        sessions);
  }

  /** Writes manifest and trailer after what is there. */
  static Written end(
      DigestOutput out, SnapshotManifest manifest, long indexOffset, long indexEntries)
      throws IOException {
    byte[] plain = ManifestJson.write(manifest);
    byte[] stored = Layout.compress(plain);
    long manifestOffset = out.writtenBytes();
    out.write(stored);
    out.write(
        ByteBuffer.allocate(Layout.TRAILER_BYTES)
            .putLong(indexOffset)
            .putLong(indexEntries)
            .putLong(manifestOffset)
            .putInt(stored.length)
            .putInt(plain.length)
            .put(Layout.MAGIC)
            .array());
    out.close();
    return new Written(out.sha256(), out.writtenBytes(), manifest);
  }

  /** Closes and removes the files beside the artifact; an unfinished artifact stays unusable. */
  @Override
  public void close() throws IOException {
    out.close();
    outboundOut.close();
    indexOut.close();
    Files.deleteIfExists(outboundFile);
    Files.deleteIfExists(indexFile);
    Files.deleteIfExists(scratchFile);
  }
}
