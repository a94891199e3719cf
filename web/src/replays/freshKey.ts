// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors

/** A key that nobody else has. Browsers have randomUUID only where the page came over HTTPS or from this machine. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
