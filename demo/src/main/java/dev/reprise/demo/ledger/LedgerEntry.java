// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.ledger;

import dev.reprise.demo.http.Json;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * One line of a ledger: a request and what came back for it.
 *
 * @param sequence counts the requests of the process from zero
 * @param status zero when no answer came
 * @param start the wall-clock time just before the request was sent
 * @param error why no answer came; empty when one did
 */
record LedgerEntry(
    long sequence,
    Outgoing request,
    int status,
    WireBody requestBody,
    WireBody responseBody,
    Instant start,
    long durationNanos,
    String error) {

  String json() {
    var line = Json.object();
    line.put("sequence", sequence);
    line.put("direction", request.direction().name());
    line.put("session", request.session());
    line.put("method", request.method());
    line.put("authority", request.uri().getRawAuthority());
    line.put("target", request.target());
    line.put("status", status);
    line.put("requestBytes", requestBody.length());
    line.put("requestSha256", requestBody.sha256());
    line.put("responseBytes", responseBody.length());
    line.put("responseSha256", responseBody.sha256());
    line.put("startNanos", TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano());
    line.put("durationNanos", durationNanos);
    if (!error.isEmpty()) {
      line.put("error", error);
    }
    return Json.text(line);
  }
}
