export function NewReplayPage(_: Record<string, unknown>) { return null; }
