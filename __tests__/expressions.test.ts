import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';

const SRC = path.resolve(import.meta.dirname, '../src');
/** One character of an expression: a class, an escape, or itself. */
const ONE = String.raw`(?:\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\.|[^\\^$|()[\]?*+{}])`;
/** `0+$`, `(\d+)\.`: looked for from each character of a run that does not go on so. `(?<!\d)\d+\.` is not. */
const BEGINS_WITH_RUN = new RegExp(String.raw`^\(?(?:\?:)?${ONE}[*+]\)?(?!$|\?)`);
/** `\d+\.?\d*`: a run can be parted between both at each of its characters. `\d+(?:\.\d*)?` is read in one way. */
const SAME_RUN_TWICE = new RegExp(String.raw`(${ONE})[*+](?:${ONE}\?)*\1[*+]`);
/** Expressions that are quick all the same, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  '[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+': 'a run of capitals gives back one at most',
};

interface Expression {
  file: string;
  pattern: string;
  flags: string;
}

const expressions = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('generated'))
  .flatMap((file) => {
    const module = parseSync(readFileSync(path.join(SRC, file), 'utf8'), { syntax: 'typescript' });
    return [...expressionsIn(module)].map((found) => ({ file, ...found }));
  });

function* expressionsIn(node: unknown): Iterable<Omit<Expression, 'file'>> {
  if (typeof node !== 'object' || node === null) return;
  const { type, pattern, flags } = node as Record<string, unknown>;
  if (type === 'RegExpLiteral') yield { pattern: String(pattern), flags: String(flags) };
  for (const child of Object.values(node)) yield* expressionsIn(child);
}

/** What is tried one after the other at each place. */
function alternatives(pattern: string): string[] {
  const found = [''];
  let depth = 0;
  for (const [piece] of pattern.matchAll(/\[(?:\\.|[^\]\\])*\]|\\.|[\s\S]/g)) {
    if (piece === '(') depth++;
    if (piece === ')') depth--;
    if (piece === '|' && depth === 0) found.push('');
    else found.push(found.pop() + piece);
  }
  return found;
}

function isSlow({ pattern, flags }: Omit<Expression, 'file'>): boolean {
  const isSearched = !flags.includes('y');
  return (
    SAME_RUN_TWICE.test(pattern) ||
    (isSearched && alternatives(pattern).some((alternative) => BEGINS_WITH_RUN.test(alternative)))
  );
}

test.each(['0+$', String.raw`a|(\d+)\.`, String.raw`^\d+\.?\d*$`, '[/@]+$', String.raw`\s+--x`])(
  '/%s/ takes a time that grows with the square of a text',
  (pattern) => expect(isSlow({ pattern, flags: '' })).toBe(true),
);

test.each([String.raw`\s+`, '^a+$', String.raw`(?<!\d)\d+\.`, String.raw`^\d+(?:\.\d*)?$`, 'a+|b'])(
  '/%s/ does not',
  (pattern) => expect(isSlow({ pattern, flags: '' })).toBe(false),
);

test('no expression of the sources is of the kinds that are', () => {
  expect(expressions.length).toBeGreaterThan(500);
  expect(expressions.filter((one) => isSlow(one) && !(one.pattern in ALLOWED))).toEqual([]);
});
