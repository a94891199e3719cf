// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.query.edge.graphql;

import dev.reprise.traffic.error.AppException;
import dev.reprise.traffic.error.ErrorKind;
import io.smallrye.graphql.api.ErrorExtensionProvider;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What GraphQL answers of a failure beside its message: {@code extensions.code} by the one table of
 * kinds, {@code extensions.reason} (the stable code), {@code extensions.remedy} and {@code
 * extensions.details}.
 */
public abstract class ErrorExtensions implements ErrorExtensionProvider {

  private final String key;

  ErrorExtensions(String key) {
    this.key = key;
  }

  @Override
  public String getKey() {
    return key;
  }

  @Override
  public JsonValue mapValueFrom(Throwable failure) {
    return value(appException(failure));
  }

  abstract JsonValue value(@Nullable AppException failure);

  private static @Nullable AppException appException(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof AppException found) {
        return found;
      }
    }
    return null;
  }

  /** Whose move it is. */
  public static final class Code extends ErrorExtensions {

    /** For the service loader. */
    public Code() {
      super("code");
    }

    @Override
    JsonValue value(@Nullable AppException failure) {
      var kind = failure == null ? ErrorKind.INTERNAL : failure.kind();
      return Json.createValue(kind.graphqlCode());
    }
  }

  /** The stable code. */
  public static final class Reason extends ErrorExtensions {

    /** For the service loader. */
    public Reason() {
      super("reason");
    }

    @Override
    JsonValue value(@Nullable AppException failure) {
      return Json.createValue(failure == null ? "INTERNAL" : failure.code());
    }
  }

  /** What to do. */
  public static final class Remedy extends ErrorExtensions {

    /** For the service loader. */
    public Remedy() {
      super("remedy");
    }

    @Override
    JsonValue value(@Nullable AppException failure) {
      return Json.createValue(failure == null ? "" : failure.remedy());
    }
  }

  /** Named facts for machines. */
  public static final class Details extends ErrorExtensions {

    /** For the service loader. */
    public Details() {
      super("details");
    }

    @Override
    JsonValue value(@Nullable AppException failure) {
      var details = Json.createObjectBuilder();
      if (failure != null) {
        failure.details().forEach(details::add);
      }
      return details.build();
    }
  }
}
