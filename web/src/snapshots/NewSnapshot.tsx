export function NewSnapshot(_: Record<string, unknown>) { return null; }
