-- SPDX-License-Identifier: Apache-2.0
-- What callers named the starts of replays by: one start a key. The hash is of what was asked for.
CREATE TABLE replay_starts (
  idempotency_key text PRIMARY KEY,
  request_hash text NOT NULL,
  replay_id text NOT NULL
);
