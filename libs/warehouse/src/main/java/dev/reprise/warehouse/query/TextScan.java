// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.warehouse.query;

import dev.reprise.traffic.filter.Field;
import dev.reprise.traffic.filter.FieldRef;
import dev.reprise.traffic.filter.TrafficFilter;
import java.util.List;

/** What of a filter can only be answered by reading bodies or headers, which takes time. */
final class TextScan {

  private TextScan() {}

  static boolean isNeededBy(TrafficFilter filter) {
    return switch (filter) {
      case TrafficFilter.All() -> false;
      case TrafficFilter.And(var parts) -> parts.stream().anyMatch(TextScan::isNeededBy);
      case TrafficFilter.Or(var parts) -> parts.stream().anyMatch(TextScan::isNeededBy);
      case TrafficFilter.Not(var part) -> isNeededBy(part);
      case TrafficFilter.Condition(var field, _, _) -> isText(field);
      case TrafficFilter.Membership(var field, _) -> isText(field);
    };
  }

  /** What can be answered without: it chooses at least the pairs that the filter does. */
  static TrafficFilter without(TrafficFilter filter) {
    if (!isNeededBy(filter)) {
      return filter;
    }
    var parts = filter instanceof TrafficFilter.And(var all) ? all : List.<TrafficFilter>of();
    return parts.stream()
        .filter(part -> !isNeededBy(part))
        .reduce(TrafficFilter.all(), TrafficFilter::and);
  }

  private static boolean isText(FieldRef field) {
    return field.field() == Field.REQUEST_BODY
        || field.field() == Field.RESPONSE_BODY
        || field.field() == Field.REQUEST_HEADER
        || field.field() == Field.RESPONSE_HEADER;
  }
}
