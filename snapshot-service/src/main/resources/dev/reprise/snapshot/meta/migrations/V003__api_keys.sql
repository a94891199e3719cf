-- SPDX-License-Identifier: Apache-2.0
-- One row an API key; of its secret only the SHA-256. Rows are never deleted. Times are 0 for never.
CREATE TABLE api_keys (
  id text PRIMARY KEY,
  name text NOT NULL,
  role text NOT NULL,
  services text NOT NULL,
  digest text NOT NULL,
  created_nanos bigint NOT NULL,
  created_by text NOT NULL,
  expires_nanos bigint NOT NULL,
  revoked_nanos bigint NOT NULL,
  revoked_by text NOT NULL,
  last_used_nanos bigint NOT NULL
);
CREATE UNIQUE INDEX api_keys_of_name ON api_keys (name) WHERE revoked_nanos = 0;
