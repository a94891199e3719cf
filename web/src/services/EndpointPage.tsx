export function EndpointPage(_: Record<string, unknown>) { return null; }
