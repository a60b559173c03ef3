export const SECRETS: readonly { name: string; value: string }[];
export function nearMatches(): string[];
