import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MAX_COMMENT, mergeSections } from '../../../src/report/comment/comment.js';
import { gateComment } from '../../../src/report/gate/comment.js';
import { gateSummary } from '../../../src/report/gate/summary.js';
import { CASES } from './case-views.js';

/**
 * The files under `golden/` are what GitHub is sent. After a wanted change write them anew and look at the difference:
 * `UPDATE_GOLDEN=1 node scripts/test.mjs __tests__/report`
 */
const GOLDEN = path.resolve(import.meta.dirname, 'golden');
const update = process.env['UPDATE_GOLDEN'] === '1';

function expectGolden(name: string, text: string): void {
  const file = path.join(GOLDEN, name);
  if (update) {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}

test.each(Object.entries(CASES))('comment: %s', (name, make) => {
  const text = mergeSections(null, gateComment(make()));
  expect(text.length).toBeLessThanOrEqual(MAX_COMMENT);
  expectGolden(`${name}.comment.md`, text);
});

test.each(Object.entries(CASES))('job summary: %s', (name, make) => {
  expectGolden(`${name}.summary.md`, gateSummary(make()));
});

test('there is no golden file without a case', () => {
  const names = Object.keys(CASES).flatMap((name) => [`${name}.comment.md`, `${name}.summary.md`]);
  expect(readdirSync(GOLDEN).sort()).toEqual(names.sort());
});
