-- SPDX-License-Identifier: Apache-2.0
-- The highest version that a name ever had: a number that was deleted is not given again.
CREATE TABLE snapshot_names (
  name text PRIMARY KEY,
  last_version integer NOT NULL
);
-- One row a version; rows are never changed. The summary is the manifest without rules and blocks.
CREATE TABLE snapshot_versions (
  id text PRIMARY KEY,
  name text NOT NULL REFERENCES snapshot_names (name),
  version integer NOT NULL,
  filter text NOT NULL,
  from_nanos bigint NOT NULL,
  to_nanos bigint NOT NULL,
  include_replays boolean NOT NULL,
  digest text NOT NULL,
  size_bytes bigint NOT NULL,
  created_nanos bigint NOT NULL,
  summary text NOT NULL,
  UNIQUE (name, version)
);
CREATE INDEX snapshot_versions_of_digest ON snapshot_versions (digest);
