export function MapPage(_: Record<string, unknown>) { return null; }
