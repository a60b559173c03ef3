import fc from 'fast-check';
import { sha256 } from '../../src/core/digest.js';
import { UserError } from '../../src/core/errors.js';
import type { ModelEvent, ModelVersion } from '../../src/core/generated/types.js';
import { canonicalJson, type JsonValue } from '../../src/core/json.js';
import { isCanonicalJson } from '../../src/core/json-check.js';
import { decodeName, encodeName } from '../../src/core/names.js';
import { registerVersion } from '../../src/core/registry/registration.js';
import { foldModel } from '../../src/core/registry/registry.js';
import { codePoint } from '../support/code-points.js';
import { candidate, eventFacts } from './fixtures.js';

/** The same cases at every run; a failure prints the seed and the path to its smallest case. */
const SEED = 20_261_121;
const DEEPEST = 64;

/** Halves of pairs, control characters and quotes are as likely as letters. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: codePoint, maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      '\\',
      '\n',
      '\u0000',
      '\u001f',
      '/',
      '\ud83d',
      '\ude42',
      '\ue000',
      '🙂',
      'é',
      'a',
      '1',
    ),
  }),
  fc.nat(20).map(String),
);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -12, max: 24 }))
    .map(([digits, power]) => digits * 10 ** power),
);
const { value: json } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    // JSON has one zero.
    number.map((one) => (one === 0 ? 0 : one)),
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 6, noNullPrototype: true },
    ),
  ),
}));

describe('canonical JSON', () => {
  test('is read as what was written, and written as what was read', () => {
    fc.assert(
      fc.property(json, (value) => {
        const written = canonicalJson(value);
        expect(JSON.parse(written)).toEqual(value);
        expect(canonicalJson(JSON.parse(written))).toBe(written);
        expect(isCanonicalJson(Buffer.from(written), DEEPEST)).toBe(true);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  test('knows no order in which keys were set', () => {
    fc.assert(
      fc.property(json, fc.infiniteStream(fc.nat()), (value, picks) => {
        expect(canonicalJson(shuffled(value, () => picks.next().value ?? 0))).toBe(canonicalJson(value));
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  test('is told from every other text by one pass as by writing it again', () => {
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.nat(2),
      add: fc.oneof(
        fc.constant(''),
        fc.constantFrom(
          ...'0123456789.-+eE"\\,:[]{} \n\tuntrfalse\u{1f642}é',
          '\\u0061',
          '\\ud83d',
          '\\n',
          '  ',
          '": ',
          '1.0',
          '-0',
        ),
      ),
    });
    let canonical = 0;
    fc.assert(
      fc.property(json, fc.array(edit, { minLength: 1, maxLength: 2 }), (value, edits) => {
        const characters = Array.from(canonicalJson(value));
        for (const { at, cut, add } of edits) characters.splice(at % (characters.length + 1), cut, add);
        const changed = characters.join('');
        const bytes = Buffer.from(changed);
        const isSame = isWrittenSo(bytes);
        if (isSame) canonical += 1;
        expect(isCanonicalJson(bytes, DEEPEST)).toBe(isSame);
      }),
      { seed: SEED, numRuns: 8_000 },
    );
    // Both answers were tried.
    expect(canonical).toBeGreaterThan(500);
    expect(canonical).toBeLessThan(7_500);
  });
});

describe('names in paths', () => {
  const name = fc.oneof(
    text,
    fc.string({ unit: fc.constantFrom('.', 'g', 'G', 'i', 't', '/', '%', 'é', ' ') }),
  );

  test('are read as what was written, and are safe', () => {
    fc.assert(
      fc.property(name, (one) => {
        const encoded = attempt(() => encodeName(one));
        if (encoded === undefined) return;
        expect(decodeName(encoded)).toBe(one);
        expect(encoded).toMatch(/^(?!\.{1,2}$)(?!\.git)[A-Za-z0-9._%-]{1,200}$/i);
      }),
      { seed: SEED, numRuns: 5_000 },
    );
  });

  test('have one encoding', () => {
    const encoded = fc.string({
      unit: fc.constantFrom(...'%%%2F0aAé.CE9', '%41', '%2f', '%20', '%C3%A9', '%FF'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(encoded, (one) => {
        const decoded = decodeName(one);
        if (decoded !== undefined) expect(encodeName(decoded)).toBe(one);
      }),
      { seed: SEED, numRuns: 10_000 },
    );
  });

  test('are refused when one character is encoded otherwise', () => {
    fc.assert(
      fc.property(name, fc.nat(), (one, pick) => {
        const encoded = attempt(() => encodeName(one));
        if (encoded === undefined) return;
        const parts = encoded.match(/%..|./g) ?? [];
        const at = pick % parts.length;
        const part = parts[at] ?? '';
        const other = part.startsWith('%')
          ? part.toLowerCase()
          : `%${part.charCodeAt(0).toString(16).toUpperCase()}`;
        if (other === part) return;
        const changed = [...parts.slice(0, at), other, ...parts.slice(at + 1)].join('');
        expect(decodeName(changed)).toBeUndefined();
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });
});

describe('a model', () => {
  const request = fc.record({
    bytes: fc.nat(5),
    aliases: fc.uniqueArray(fc.constantFrom('champion', 'blue', 'green'), { maxLength: 3 }),
  });

  test('has versions without gaps, one chain of events, and aliases where they were last set', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
        const versions: ModelVersion[] = [];
        const events: ModelEvent[] = [];
        const known = new Map<number, number>();
        const aliases = new Map<string, number>();
        for (const { bytes, aliases: wanted } of requests) {
          const made = registerVersion(
            candidate(sha256(String(bytes))),
            { versions, events },
            { aliases: wanted, facts: eventFacts(events.length) },
          );
          const expected = known.get(bytes) ?? known.size + 1;
          expect([made.version.version, made.isNew]).toEqual([expected, !known.has(bytes)]);
          known.set(bytes, expected);
          const moved = wanted.filter((alias) => aliases.get(alias) !== expected);
          expect(made.events).toHaveLength(moved.length + (made.isNew ? 1 : 0));
          for (const alias of wanted) aliases.set(alias, expected);
          if (made.isNew) versions.push(made.version);
          events.push(...made.events);
        }
        expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
        expect(events.map(({ previous }) => previous)).toEqual(
          events.map((_, index) => (index === 0 ? null : sha256(canonicalJson(events[index - 1])))),
        );
        const held = [...foldModel({ versions, events }).aliases].map(([alias, { version }]) => [
          alias,
          version,
        ]);
        expect(new Map(held as [string, number][])).toEqual(aliases);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

/** The value with the keys of each object set in another order. */
function shuffled(value: JsonValue, pick: () => number): JsonValue {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, pick));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, item]) => ({ key, item, rank: pick() }));
  entries.sort((one, other) => one.rank - other.rank);
  return Object.fromEntries(entries.map(({ key, item }) => [key, shuffled(item, pick)]));
}

/** Says by the long way round what {@link isCanonicalJson} says. */
function isWrittenSo(bytes: Buffer): boolean {
  const written = bytes.toString();
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return false;
  }
  if (/"(?:_|\\u005f){2}proto(?:_|\\u005f){2}": /.test(written)) return false;
  // 1e999 is read as infinity, which has no text.
  return !hasInfinity(value) && canonicalJson(value) === written;
}

function hasInfinity(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return value !== null && typeof value === 'object' && Object.values(value).some(hasInfinity);
}

/** @returns undefined when it is refused as a user's error */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
