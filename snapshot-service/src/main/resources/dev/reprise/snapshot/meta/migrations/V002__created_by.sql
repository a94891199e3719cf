-- SPDX-License-Identifier: Apache-2.0
-- Who made a version; empty for those made before this was noted.
ALTER TABLE snapshot_versions ADD COLUMN created_by text NOT NULL DEFAULT '';
