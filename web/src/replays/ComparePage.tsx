export function ComparePage(_: Record<string, unknown>) { return null; }
