import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A test that a page of the documentation names. */
export interface NamedTest {
  /** Below `__tests__/`. */
  file: string;
  title: string | undefined;
}

/** All that a text names: `file.test.ts` in backticks, with or without a "title" behind it. */
export function namedTests(text: string): NamedTest[] {
  return [...text.matchAll(/`([^`]+\.test\.ts)`(?: "([^"]+)")?/g)].map(([, file = '', title]) => ({
    file,
    title,
  }));
}

export function isThere({ file, title }: NamedTest): boolean {
  const place = path.resolve(import.meta.dirname, '..', file);
  return existsSync(place) && (title === undefined || readFileSync(place, 'utf8').includes(title));
}
