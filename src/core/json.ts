export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/**
 * The one text of a value: sorted keys (by UTF-16 code unit), two-space indent, final line feed.
 * The same record gives the same bytes whoever writes it. Keys whose value is undefined are left out.
 * @throws TypeError on a number that JSON has no text for
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), undefined, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`${value} has no JSON text; write it as a string`);
  }
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  // A null prototype, or else a key named __proto__ would vanish.
  const result: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) result[key] = sorted(item);
  }
  return result;
}
