import type { DocumentObject, DocumentValue } from '../../core/flatten.js';

/** What the text of a document says. */
export interface Document {
  value: DocumentValue;
  /** What a person should know of how it was read: ends of a sentence that begins with the file. */
  remarks: string[];
}

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
 * What a TOML parser gave, without its own classes.
 * @throws DocumentError for deep nesting
 */
export function plain(value: unknown, depth = 0): DocumentValue {
  if (depth > NESTING_LIMIT) throw tooDeep();
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  const result: DocumentObject = Object.create(null);
  for (const [key, item] of Object.entries(value)) result[key] = plain(item, depth + 1);
  return result;
}
