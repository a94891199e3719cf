// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.orchestrator.operator.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.injection.Injected;
import dev.reprise.injection.Injection;
import dev.reprise.injection.SidecarSettings;
import dev.reprise.traffic.error.AppException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Answers AdmissionReviews of pods. A pod is never refused: one that cannot have the proxy starts
 * without it, and whoever made it is warned. Answering twice, as the API server does when other
 * webhooks change a pod, adds nothing.
 */
public final class Admission {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_WARNING = 240;

  private final SidecarSettings settings;

  /** Puts in proxies of these settings. */
  public Admission(SidecarSettings settings) {
    this.settings = settings;
  }

  /** What is not an AdmissionReview of version 1. */
  public static final class MalformedReviewException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedReviewException(String why) {
      super("This is no AdmissionReview of admission.k8s.io/v1: " + why + ".");
    }
  }

  /**
   * The answer to a review.
   *
   * @throws MalformedReviewException if it is none
   */
  public String answer(byte[] body) throws MalformedReviewException {
    var request = request(body);
    var response =
        JSON.createObjectNode().put("uid", request.path("uid").asText()).put("allowed", true);
    if (isNewPod(request)) {
      decide((ObjectNode) request.get("object"), response);
    }
    var review =
        JSON.createObjectNode()
            .put("apiVersion", "admission.k8s.io/v1")
            .put("kind", "AdmissionReview");
    review.set("response", response);
    return review.toString();
  }

  private static JsonNode request(byte[] body) throws MalformedReviewException {
    JsonNode review;
    try {
      review = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new MalformedReviewException("it is not JSON");
    } catch (java.io.IOException e) {
      throw new MalformedReviewException("it cannot be read");
    }
    if (!review.path("apiVersion").asText().equals("admission.k8s.io/v1")
        || !review.path("kind").asText().equals("AdmissionReview")) {
      throw new MalformedReviewException(
          "apiVersion and kind are '%s' and '%s'"
              .formatted(review.path("apiVersion").asText(), review.path("kind").asText()));
    }
    var request = review.path("request");
    if (request.path("uid").asText().isEmpty()) {
      throw new MalformedReviewException("request.uid is missing");
    }
    return request;
  }

  private static boolean isNewPod(JsonNode request) {
    return request.path("operation").asText().equals("CREATE")
        && request.at("/resource/group").asText().isEmpty()
        && request.at("/resource/resource").asText().equals("pods")
        && request.path("subResource").asText().isEmpty()
        && request.get("object") instanceof ObjectNode;
  }

  private void decide(ObjectNode pod, ObjectNode response) {
    try {
      switch (Injection.inject(pod, PodOwner.name(pod), settings)) {
        case Injected.Done(var template, var _) -> {
          var patch = patch(pod, template);
          if (!patch.isEmpty()) {
            response
                .put("patchType", "JSONPatch")
                .put(
                    "patch",
                    Base64.getEncoder()
                        .encodeToString(patch.toString().getBytes(StandardCharsets.UTF_8)));
          }
        }
        case Injected.Refused(var problems) -> warn(response, problems);
        case Injected.LeftAlone _ -> {
          // as was asked for
        }
      }
    } catch (AppException e) {
      warn(response, List.of(e.getMessage() + " " + e.remedy()));
    }
  }

  // The API server passes these on to whoever made the pod; long ones it cuts.
  private static void warn(ObjectNode response, List<String> problems) {
    var warnings = response.putArray("warnings");
    for (String problem : problems) {
      String text = "reprise: not recorded: " + problem;
      warnings.add(text.substring(0, Math.min(MAX_WARNING, text.length())));
    }
  }

  /** The difference, whole fields of metadata and spec at a time. */
  private static ArrayNode patch(ObjectNode before, ObjectNode after) {
    var patch = JSON.createArrayNode();
    for (String part : List.of("metadata", "spec")) {
      if (!before.has(part) && after.has(part)) {
        patch.addObject().put("op", "add").put("path", "/" + part).set("value", after.get(part));
        continue;
      }
      var names = new TreeSet<String>();
      before.path(part).fieldNames().forEachRemaining(names::add);
      after.path(part).fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        var now = after.path(part).get(name);
        if (Objects.equals(before.path(part).get(name), now)) {
          continue;
        }
        var one = patch.addObject().put("op", now == null ? "remove" : "add");
        one.put("path", "/" + part + "/" + name);
        if (now != null) {
          one.set("value", now);
        }
      }
    }
    return patch;
  }
}
