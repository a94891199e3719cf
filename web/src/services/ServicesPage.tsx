export function ServicesPage(_: Record<string, unknown>) { return null; }
