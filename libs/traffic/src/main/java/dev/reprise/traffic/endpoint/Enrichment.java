// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.endpoint;

import dev.reprise.traffic.body.ContentType;
import dev.reprise.traffic.pair.Body;
import dev.reprise.traffic.pair.Facts;
import dev.reprise.traffic.pair.Headers;
import dev.reprise.traffic.pair.RRPair;
import dev.reprise.traffic.pair.Request;

/** Derives what readers of pairs look for: the technology and the endpoint. */
public final class Enrichment {

  private Enrichment() {}

  /** The pair with its facts. */
  public static RRPair enriched(RRPair pair) {
    return pair.withFacts(
        new Facts(
            technologyOf(pair),
            EndpointTemplates.of(pair.request().method(), pair.request().path())));
  }

  /**
   * What is spoken: {@code grpc}, {@code graphql}, {@code json}, {@code xml}, {@code html}, {@code
   * form}, {@code text}, {@code binary}, or {@code http} where no body says more. The answer speaks
   * before the request.
   */
  public static String technologyOf(RRPair pair) {
    var request = pair.request();
    var asked = ContentType.of(request.headers());
    if (asked.media().startsWith("application/grpc")) {
      return "grpc";
    }
    if (isGraphql(request, asked)) {
      return "graphql";
    }
    var answer = pair.answer();
    var said = answer == null ? "http" : kindOf(answer.headers(), answer.body());
    return said.equals("http") ? kindOf(request.headers(), request.body()) : said;
  }

  private static boolean isGraphql(Request request, ContentType asked) {
    var path = request.path();
    return asked.media().startsWith("application/graphql")
        || path.endsWith("/graphql")
        || path.endsWith("/graphql/");
  }

  private static String kindOf(Headers headers, Body body) {
    if (body.isEmpty()) {
      return "http";
    }
    var type = ContentType.of(headers);
    if (type.isJson()) {
      return "json";
    }
    if (type.isHtml()) {
      return "html";
    }
    if (type.isXml()) {
      return "xml";
    }
    if (type.isForm() || type.media().equals("multipart/form-data")) {
      return "form";
    }
    if (type.isTextual()) {
      return "text";
    }
    return type.media().isEmpty() ? "http" : "binary";
  }
}
