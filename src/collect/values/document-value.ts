import type { DocumentObject, DocumentValue } from '../../core/flatten.js';
import { shown } from '../../core/key-values.js';

export interface DocumentProblem {
  /** As in a fault. */
  what: string;
  /** Counts from 1. */
  line?: number;
  mend?: string;
}

/** What is wrong with the text of a document, before it is known which file it is. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';

  constructor(
    readonly problems: readonly DocumentProblem[],
    options?: ErrorOptions,
  ) {
    super(problems.map(({ what }) => what).join('\n'), options);
  }
}

/** Levels that a document may nest; keeps recursion off the end of the stack, and out of lists that hold themselves. */
export const NESTING_LIMIT = 100;

export function tooDeep(line?: number): DocumentError {
  return new DocumentError([
    { what: `The document nests more than ${NESTING_LIMIT} levels`, line, mend: 'Make it flatter' },
  ]);
}

/**
 * What a YAML or TOML parser gave, without its own classes.
 * @throws DocumentError for keys that are no text, that clash as text, and for deep nesting
 */
export function plain(value: unknown, depth = 0): DocumentValue {
  if (depth > NESTING_LIMIT) throw tooDeep();
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  return plainObject(value instanceof Map ? value.entries() : Object.entries(value), depth);
}

function plainObject(entries: Iterable<[unknown, unknown]>, depth: number): DocumentObject {
  const result: DocumentObject = Object.create(null);
  for (const [key, item] of entries) {
    if (typeof key === 'object' && key !== null) {
      throw new DocumentError([{ what: 'A key is a list or an object', mend: 'Use texts as keys' }]);
    }
    const name = String(key);
    if (name in result) {
      throw new DocumentError([
        { what: `The key ${shown(name)} is there twice`, mend: 'Keep one of the two' },
      ]);
    }
    result[name] = plain(item, depth + 1);
  }
  return result;
}
