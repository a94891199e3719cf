-- SPDX-License-Identifier: Apache-2.0
-- Whether a replay ended because the service was stopped in the middle of it.
ALTER TABLE replays ADD COLUMN cut_off boolean NOT NULL DEFAULT false;
