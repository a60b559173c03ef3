export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/**
 * The one text of a value: sorted keys (by UTF-16 code unit), two-space indent, final line feed.
 * The same record gives the same bytes whoever writes it. Keys whose value is undefined are left out.
 * @throws TypeError on what JSON has no text for, such as NaN
 */
export function canonicalJson(value: unknown): string {
  return `${textOf(value, '\n')}\n`;
}

/** @returns undefined for text that is no JSON, which no JSON text stands for */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** @param line the line feed and indent that the closing bracket comes after */
function textOf(value: unknown, line: string): string {
  if (value !== null && typeof value === 'object') {
    const within = `${line}  `;
    if (Array.isArray(value)) {
      const items = value.map((item) => `${within}${textOf(item, within)}`);
      return items.length === 0 ? '[]' : `[${items.join(',')}${line}]`;
    }
    // JSON.stringify would put keys that look like whole numbers first, in whatever order they were set.
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    const texts = entries
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => `${within}${JSON.stringify(key)}: ${textOf(item, within)}`);
    return `{${texts.join(',')}${line}}`;
  }
  const isNumber = typeof value === 'number';
  if (isNumber ? Number.isFinite(value) : value === null || ['string', 'boolean'].includes(typeof value)) {
    return JSON.stringify(value);
  }
  throw new TypeError(`${String(value)} has no JSON text${isNumber ? '; write it as a string' : ''}`);
}
