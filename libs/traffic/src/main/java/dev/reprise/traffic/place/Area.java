// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.place;

/** Which part of a message. */
public enum Area {
  /** A segment of the path, counted from 0. */
  PATH,
  /** A parameter of the query. */
  QUERY,
  /** A header line; of credentials the part after the scheme. */
  HEADER,
  /** A cookie, sent or set. */
  COOKIE,
  /** A value in a JSON body. */
  JSON,
  /** A field of a form. */
  FORM,
  /** A body of any other kind, as a whole. */
  BODY
}
