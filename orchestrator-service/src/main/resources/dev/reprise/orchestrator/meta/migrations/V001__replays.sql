-- SPDX-License-Identifier: Apache-2.0
-- One row a replay. The report is kept as it was made; phases are those of ReplayInfo.Phase.
CREATE TABLE replays (
  id text PRIMARY KEY,
  snapshot text NOT NULL,
  snapshot_version integer NOT NULL,
  mode text NOT NULL,
  phase text NOT NULL,
  message text NOT NULL,
  target text NOT NULL,
  build_tag text NOT NULL,
  test_config text NOT NULL,
  created_nanos bigint NOT NULL,
  finished_nanos bigint NOT NULL,
  requests_planned bigint NOT NULL,
  requests_done bigint NOT NULL,
  requests_failed bigint NOT NULL,
  mock_matches bigint NOT NULL,
  mock_misses bigint NOT NULL,
  report text
);
CREATE INDEX replays_newest ON replays (created_nanos DESC, id);
CREATE INDEX replays_of_snapshot ON replays (snapshot, created_nanos DESC, id);
