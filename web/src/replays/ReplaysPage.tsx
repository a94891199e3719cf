export function ReplaysPage(_: Record<string, unknown>) { return null; }
