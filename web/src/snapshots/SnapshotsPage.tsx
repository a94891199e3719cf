export function SnapshotsPage(_: Record<string, unknown>) { return null; }
