// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.demo.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the handler of a request by method and path; the first route that fits wins.
 *
 * <p><b>Threads:</b> routes are added before the server starts; after that it is only read.
 */
public final class Router {

  private final List<Route> routes = new ArrayList<>();

  /** Answers one kind of request. */
  @FunctionalInterface
  public interface Handler {

    /** Answers, or throws {@link ApiException} to answer with an error. */
    Answer answer(Call call) throws InterruptedException;
  }

  /**
   * Adds a route; one for GET also answers HEAD.
   *
   * @param template a path whose parts in braces take any value, such as {@code /cart/{id}/items}
   */
  public Router on(String method, String template, Handler handler) {
    routes.add(new Route(method, parts(template), handler));
    return this;
  }

  /**
   * Finds who answers.
   *
   * @throws ApiException 404 when no route has this path, 405 when only other methods have it
   */
  Match find(String method, String path) {
    List<String> parts = parts(path);
    var allowed = new TreeSet<String>();
    for (Route route : routes) {
      Optional<Map<String, String>> values = route.valuesIn(parts);
      if (values.isPresent() && route.takes(method)) {
        return new Match(route.handler(), values.get());
      }
      values.ifPresent(_ -> allowed.add(route.method()));
    }
    if (allowed.isEmpty()) {
      throw new ApiException(404, "not_found", "There is nothing at this path.");
    }
    throw new ApiException(405, "method_not_allowed", "Only " + allowed + " may be used here.");
  }

  private static List<String> parts(String path) {
    return List.of(path.substring(Math.min(1, path.length())).split("/", -1));
  }

  record Match(Handler handler, Map<String, String> pathValues) {}

  private record Route(String method, List<String> template, Handler handler) {

    boolean takes(String wanted) {
      return method.equals(wanted) || (method.equals("GET") && wanted.equals("HEAD"));
    }

    Optional<Map<String, String>> valuesIn(List<String> parts) {
      if (parts.size() != template.size()) {
        return Optional.empty();
      }
      var values = new HashMap<String, String>();
      for (int i = 0; i < parts.size(); i++) {
        String wanted = template.get(i);
        String found = parts.get(i);
        if (wanted.startsWith("{") && !found.isEmpty()) {
          values.put(wanted.substring(1, wanted.length() - 1), found);
        } else if (!wanted.equals(found)) {
          return Optional.empty();
        }
      }
      return Optional.of(values);
    }
  }
}
