export function SnapshotPage(_: Record<string, unknown>) { return null; }
