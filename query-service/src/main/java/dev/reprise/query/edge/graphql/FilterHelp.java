// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.filter.FilterGuide;
import dev.reprise.traffic.filter.TrafficFilter;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** What the filter language knows, as the schema shows it. */
@Description("What the filter language knows, for completion and help.")
public record FilterHelp(
    @NonNull @Description("What can be asked about.") List<@NonNull FilterField> fields,
    @NonNull @Description("Filters to begin with.") List<@NonNull String> examples) {

  /** A field of the language, as the schema shows it. */
  @Description("A field of the filter language.")
  public record FilterField(
      @NonNull @Description("As written.") String name,
      @NonNull @Description("text, word, number, size, duration or time.") String type,
      @NonNull @Description("What may follow it.") List<@NonNull String> operators,
      @NonNull @Description("What it may hold, where that is a closed set.")
          List<@NonNull String> words,
      @NonNull @Description("What it means.") String description,
      @NonNull @Description("What a value looks like.") String example) {}

  /** The outcome of reading a filter, as the schema shows it. */
  @Description("Whether a text is a filter.")
  public record FilterCheck(
      @Description("The filter in its canonical form; null when it is not one.")
          @Nullable String canonical,
      @Description("The mistake, with a caret under its place; null when there is none.")
          @Nullable String mistake,
      @Description("The place of the mistake, from 1; null when there is none.")
          @Nullable Integer position,
      @Description("The name that was probably meant; null when none is near.")
          @Nullable String suggestion) {}

  static FilterHelp get() {
    return new FilterHelp(
        FilterGuide.fields().stream()
            .map(field ->
                new FilterField(
                    field.name(),
                    field.type(),
                    field.operators(),
                    field.words(),
                    field.description(),
                    field.example()))
            .toList(),
        FilterGuide.examples());
  }

  static FilterCheck check(String filter) {
    try {
      return new FilterCheck(TrafficFilter.parse(filter).print(), null, null, null);
    } catch (AppException mistake) {
      var position = mistake.details().get("position");
      return new FilterCheck(
          null,
          mistake.getMessage(),
          position == null ? null : Integer.valueOf(position),
          mistake.details().get("suggestion"));
    }
  }
}
