// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.capture.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The kernel's own words are heard in {@code TransparentCaptureIT}; here, what is rare in them. */
class OriginalDestinationTest {

  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;

  @Test
  void readsHighPorts() throws Exception {
    var address = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putShort(AF_INET);
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) 65_535).put(new byte[] {10, 0, 0, -1});

    var read = OriginalDestination.parse4(address.rewind());

    assertThat(read.getPort()).isEqualTo(65_535);
    assertThat(read.getAddress()).isEqualTo(InetAddress.ofLiteral("10.0.0.255"));
  }

  @Test
  void keepsTheInterfaceOfAddressesThatMeanNothingWithoutIt() throws Exception {
    var read = OriginalDestination.parse6(ipv6("fe80::1", 7));

    assertThat(((Inet6Address) read.getAddress()).getScopeId()).isEqualTo(7);
    assertThat(read.getAddress().getHostAddress()).isEqualTo("fe80:0:0:0:0:0:0:1%7");
  }

  @Test
  void passesOverTheInterfaceOfOthers() throws Exception {
    var read = OriginalDestination.parse6(ipv6("fd00::1", 7));

    assertThat(read.getAddress().getHostAddress()).isEqualTo("fd00:0:0:0:0:0:0:1");
  }

  private static ByteBuffer ipv6(String host, int scope) {
    var address = ByteBuffer.allocate(28).order(ByteOrder.nativeOrder()).putShort(AF_INET6);
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) 80).putInt(99);
    address.put(InetAddress.ofLiteral(host).getAddress());
    return address.order(ByteOrder.nativeOrder()).putInt(scope).rewind();
  }
}
