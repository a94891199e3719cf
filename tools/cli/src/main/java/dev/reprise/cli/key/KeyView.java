// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.cli.key;

import dev.reprise.cli.output.Printer;
import dev.reprise.proto.access.v1.ApiKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How one key looks, without its secret. */
final class KeyView {

  private static final String NEVER = "never";

  private KeyView() {}

  static Map<String, Object> facts(ApiKey key, Printer printer) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("id", key.getId());
    facts.put("name", key.getName());
    facts.put("role", role(key));
    facts.put(
        "services",
        printer.isForPeople()
            ? key.getServicesCount() == 0 ? "all" : String.join(", ", key.getServicesList())
            : List.copyOf(key.getServicesList()));
    facts.put("created", printer.time(key.getCreatedNanos()));
    facts.put("created_by", key.getCreatedBy());
    facts.put("expires", time(key.getExpiresNanos(), printer));
    facts.put("last_used", time(key.getLastUsedNanos(), printer));
    facts.put("revoked", time(key.getRevokedNanos(), printer));
    facts.put("revoked_by", key.getRevokedBy());
    return facts;
  }

  private static String time(long nanos, Printer printer) {
    if (nanos != 0) {
      return printer.time(nanos);
    }
    return printer.isForPeople() ? NEVER : "";
  }

  private static String role(ApiKey key) {
    return key.getRole().name().substring("KEY_ROLE_".length()).toLowerCase(Locale.ROOT);
  }
}
