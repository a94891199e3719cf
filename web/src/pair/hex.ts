// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
const WIDTH = 16;

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const raw = atob(base64);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

/** One line of a hex dump: where it begins, sixteen bytes, and what of them can be read. */
export function hexLine(bytes: Uint8Array, line: number): string {
  const part = bytes.subarray(line * WIDTH, (line + 1) * WIDTH);
  const hex = [...part].map((byte) => byte.toString(16).padStart(2, '0'));
  const read = [...part].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
  const place = (line * WIDTH).toString(16).padStart(8, '0');
  return `${place}  ${hex.slice(0, 8).join(' ').padEnd(23)}  ${hex.slice(8).join(' ').padEnd(23)}  ${read}`;
}

export function hexLines(bytes: Uint8Array): number {
  return Math.ceil(bytes.length / WIDTH);
}
