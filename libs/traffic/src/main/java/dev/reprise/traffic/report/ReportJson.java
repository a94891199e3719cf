// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.traffic.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import java.util.Map;

/**
 * Reports as canonical JSON: fields in a fixed order, maps sorted, so that equal reports are equal
 * bytes. Fields that a newer version added are passed over when reading.
 */
public final class ReportJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(com.fasterxml.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ReportJson() {}

  /** A report as JSON in one line. */
  public static String write(Report report) {
    return text(report, false);
  }

  /** A report as JSON for people. */
  public static String writePretty(Report report) {
    return text(report, true) + "\n";
  }

  /**
   * Reads a report back.
   *
   * @throws AppException {@code REPORT_INVALID} if it is none
   */
  public static Report read(String json) {
    return read(json, Report.class);
  }

  /** An agent's figures as JSON in one line. */
  public static String write(AgentFigures figures) {
    return text(figures, false);
  }

  /**
   * Reads an agent's figures; an empty text is {@link AgentFigures#NONE}.
   *
   * @throws AppException {@code REPORT_INVALID} if it is none
   */
  public static AgentFigures readFigures(String json) {
    return json.isEmpty() ? AgentFigures.NONE : read(json, AgentFigures.class);
  }

  private static String text(Object value, boolean pretty) {
    try {
      return pretty
          ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value)
          : MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("records of plain values can be written", e);
    }
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new AppException(
          ErrorKind.UPSTREAM,
          "REPORT_INVALID",
          "The report cannot be read: it is not of the form of docs/report.schema.json.",
          "Check that both sides run the same version.",
          Map.of(),
          e);
    }
  }
}
