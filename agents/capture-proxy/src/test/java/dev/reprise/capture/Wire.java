// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A raw connection that a test reads and writes byte by byte. */
final class Wire implements AutoCloseable {

  final Socket socket;
  private final Socket transport; // the same, or what TLS runs over
  final InputStream in;
  final OutputStream out;

  Wire(Socket socket) throws IOException {
    this(socket, socket);
  }

  Wire(Socket socket, Socket transport) throws IOException {
    this.socket = socket;
    this.transport = transport;
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  static Wire to(int port) throws IOException {
    return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  Wire send(String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
    return this;
  }

  /** Sends one byte at a time. */
  Wire dribble(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      send(text.substring(i, i + 1));
    }
    return this;
  }

  /** Sends pieces of at most so many bytes. */
  Wire sendInPieces(String text, int bytes) throws IOException {
    for (int from = 0; from < text.length(); from += bytes) {
      send(text.substring(from, Math.min(text.length(), from + bytes)));
    }
    return this;
  }

  /** Waits for the other side, and tells whether it breaks off before it says anything. */
  boolean isBrokenOffUnheard() {
    in.mark(1);
    try {
      int _ = in.read();
      in.reset();
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  /** Reads as many characters as the text has. */
  String readAsMuchAs(String text) throws IOException {
    return new String(in.readNBytes(text.length()), ISO_8859_1);
  }

  /** Reads up to and including the end of the text. */
  String readTo(String end) throws IOException {
    var read = new StringBuilder();
    while (!read.toString().endsWith(end)) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection ended after: " + read);
      }
      read.append((char) b);
    }
    return read.toString();
  }

  /** Reads a message with a Content-Length, or none and no body. */
  String readMessage() throws IOException {
    String head = readTo("\r\n\r\n");
    int length = 0;
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    return head + new String(in.readNBytes(length), ISO_8859_1);
  }

  String readAll() throws IOException {
    var all = new ByteArrayOutputStream();
    in.transferTo(all);
    return all.toString(ISO_8859_1);
  }

  Wire endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Ends the output of what TLS runs over, without its own end. */
  void truncate() throws IOException {
    transport.shutdownOutput();
  }

  /** Breaks the connection off. */
  void reset() throws IOException {
    transport.setSoLinger(true, 0);
    transport.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
