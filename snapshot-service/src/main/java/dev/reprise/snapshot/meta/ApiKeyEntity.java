// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
package dev.reprise.snapshot.meta;

import dev.reprise.kit.Role;
import dev.reprise.snapshot.keys.ApiKey;
import dev.reprise.snapshot.keys.ApiKey.Grant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** An API key as a row. */
@Entity(name = "ApiKey")
@Table(name = "api_keys")
class ApiKeyEntity {

  @Id private String id = "";

  private String name = "";

  @Enumerated(EnumType.STRING)
  private Role role = Role.VIEWER;

  // One a line; no name of a service holds a control character.
  @Column(columnDefinition = "text")
  private String services = "";

  private String digest = "";

  @Column(name = "created_nanos")
  private long createdNanos;

  @Column(name = "created_by")
  private String createdBy = "";

  @Column(name = "expires_nanos")
  private long expiresNanos;

  @Column(name = "revoked_nanos")
  private long revokedNanos;

  @Column(name = "revoked_by")
  private String revokedBy = "";

  @Column(name = "last_used_nanos")
  private long lastUsedNanos;

  static ApiKeyEntity of(ApiKey key, String digest) {
    var entity = new ApiKeyEntity();
    entity.id = key.id();
    entity.name = key.grant().name();
    entity.role = key.grant().role();
    entity.services = String.join("\n", key.grant().services());
    entity.digest = digest;
    entity.createdNanos = key.createdNanos();
    entity.createdBy = key.createdBy();
    entity.expiresNanos = key.grant().expiresNanos();
    return entity;
  }

  ApiKey key() {
    return new ApiKey(
        id,
        new Grant(
            name,
            role,
            services.isEmpty() ? List.of() : List.of(services.split("\n")),
            expiresNanos),
        createdNanos,
        createdBy,
        revokedNanos,
        revokedBy,
        lastUsedNanos);
  }

  /** Whether a digest is that of the key's secret, told in constant time. */
  boolean isOf(String shown) {
    return MessageDigest.isEqual(
        digest.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.UTF_8));
  }

  void revoke(String by, long nanos) {
    if (revokedNanos == 0) {
      revokedNanos = nanos;
      revokedBy = by;
    }
  }

  void use(long nanos) {
    lastUsedNanos = nanos;
  }
}
