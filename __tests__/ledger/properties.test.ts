import fc from 'fast-check';
import { sha256 } from '../../src/core/digest.js';
import { UserError } from '../../src/core/errors.js';
import type { RunRecord } from '../../src/core/generated/types.js';
import { isId, newId } from '../../src/core/ids.js';
import { canonicalJson } from '../../src/core/json.js';
import { eventPath, runIdOf, runPath } from '../../src/ledger/layout.js';
import { type ChainLink, chainOf } from '../../src/ledger/read/event-chain.js';
import { type Decode, encodeRecord, recordDecoder } from '../../src/ledger/read/json-record.js';
import { codePoint } from '../support/code-points.js';
import { DAY, idAt, registered, runRecord } from './fixtures.js';

/** The same cases at every run; a failure prints the seed and the path to its smallest case. */
const SEED = 20_261_121;
const PATH = runPath(idAt(DAY));

const key = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 10 }),
    fc.nat(30).map(String),
    fc.string({ unit: codePoint, minLength: 1 }),
  )
  .filter((text) => /^[^\u0000-\u001f\u007f]+$/u.test(text) && text !== '__proto__');
const scalar = fc.oneof(
  fc.string({ unit: codePoint, maxLength: 10 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (one === 0 ? 0 : one)),
  fc.integer(),
  fc.constantFrom(null, true, false),
);
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const id = fc
  .tuple(time, fc.uint8Array({ minLength: 16, maxLength: 16 }))
  .map(([at, random]) => newId(at, random));

const run: fc.Arbitrary<RunRecord> = fc
  .record({
    run_id: id,
    run_name: fc.option(fc.string({ unit: codePoint, maxLength: 20 })),
    duration_s: fc.double({ min: 0, max: 1e6, noNaN: true }).map((one) => (one === 0 ? 0 : one)),
    params: fc.dictionary(key, scalar, { maxKeys: 5, noNullPrototype: true }),
    values: fc.dictionary(
      key,
      fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant('NaN' as const)),
      {
        maxKeys: 4,
        noNullPrototype: true,
      },
    ),
    tags: fc.dictionary(key, fc.string({ maxLength: 10 }), { maxKeys: 4, noNullPrototype: true }),
  })
  .map(({ params, values, ...changes }) => {
    const { run_id, ...others } = changes;
    const whole = runRecord(run_id, others);
    const metrics = Object.entries(values).map(([name, value]) => {
      const metric = { value: value === 0 ? 0 : value, step: null, at: null };
      return [name, metric] as const;
    });
    whole.inputs.params = params;
    whole.outputs.metrics = Object.fromEntries(metrics);
    return whole;
  });

describe('a record', () => {
  let decode: Decode<RunRecord>;
  beforeAll(async () => {
    decode = await recordDecoder('run');
  });

  test('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(run, async (record) => {
        const bytes = await encodeRecord('run', record);
        expect(bytes.toString()).toBe(canonicalJson(record));
        expect(decode(PATH, bytes)).toEqual(record);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  const CHANGES: readonly (readonly [string, (text: string) => string])[] = [
    ['a space more', (text) => text.replace('": ', '":  ')],
    ['a space at the end of a line', (text) => text.replace(',\n', ', \n')],
    ['a deeper indent', (text) => text.replace('\n  "', '\n   "')],
    ['no line breaks', (text) => `${JSON.stringify(JSON.parse(text))}\n`],
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['one more line feed', (text) => `${text}\n`],
    ['no line feed', (text) => text.trimEnd()],
    ['swapped keys', (text) => text.replace(/( {2}"started_at".*\n)( {2}"status".*\n)/, '$2$1')],
    ['a key twice', (text) => text.replace(/( {2}"status".*\n)/, '$1$1')],
    ['an escaped letter', (text) => text.replace('"FINISHED"', '"\\u0046INISHED"')],
    ['an escaped letter in a key', (text) => text.replace('"status"', '"st\\u0061tus"')],
    ['an escaped slash', (text) => text.replace('lineage-gate/run', 'lineage-gate\\/run')],
    ['1.0', (text) => text.replace('"cores": 2', '"cores": 2.0')],
    ['1e3', (text) => text.replace('"memory_bytes": 1024', '"memory_bytes": 1.024e3')],
    ['-0', (text) => text.replace('"exit_code": 0', '"exit_code": -0')],
  ];

  test.each(CHANGES)('with %s is refused', async (_, change) => {
    await fc.assert(
      fc.asyncProperty(run, async (record) => {
        const text = (await encodeRecord('run', record)).toString();
        const changed = change(text);
        expect(changed).not.toBe(text);
        // Other readers of JSON see the same record, so only its form can give it away.
        expect(canonicalJson(JSON.parse(changed))).toBe(text);
        expect(() => decode(PATH, Buffer.from(changed))).toThrow('is not in canonical form');
      }),
      { seed: SEED, numRuns: 20 },
    );
  });

  test('with any byte changed is refused, or is what is written of another record', async () => {
    let accepted = 0;
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.nat(2),
      add: fc.oneof(fc.constantFrom(...' 0123456789"\\{}[],:\n-.eaz'), fc.constant('')),
    });
    await fc.assert(
      fc.asyncProperty(run, edit, async (record, { at, cut, add }) => {
        const bytes = await encodeRecord('run', record);
        const place = at % bytes.length;
        const changed = Buffer.concat([
          bytes.subarray(0, place),
          Buffer.from(add),
          bytes.subarray(place + cut),
        ]);
        const read = attempt(() => decode(PATH, changed));
        if (read === undefined) return;
        accepted += 1;
        expect((await encodeRecord('run', read)).toString()).toBe(changed.toString());
      }),
      { seed: SEED, numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test('of random bytes is refused as a record, never as a defect', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(attempt(() => decode(PATH, Buffer.from(bytes)))).toBeUndefined();
        },
      ),
      { seed: SEED, numRuns: 2_000 },
    );
  });
});

describe('the path of a run', () => {
  test('says its id', () => {
    fc.assert(
      fc.property(id, (one) => {
        expect(runIdOf(runPath(one))).toBe(one);
      }),
      { seed: SEED, numRuns: 5_000 },
    );
  });

  test('is the only one with its id', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
    const two = fc.oneof(
      fc.constantFrom('01', '1', '00', '13', '+1', ' 1'),
      fc.nat(31).map((day) => String(day).padStart(2, '0')),
    );
    const odd = fc
      .tuple(
        fc.constantFrom('runs', 'run', '', 'models'),
        fc.constantFrom('1970', '2026', '10889'),
        two,
        two,
        fc.oneof(id, digits),
        fc.constantFrom('.json', '.json\n', '.JSON', '/.json', ''),
      )
      .map(([root, year, month, day, one, end]) => `${root}/${year}/${month}/${day}/${one}${end}`);
    const near = fc
      .tuple(id, fc.nat(), fc.constantFrom('', '0', '/', '../', '\n', 'A'))
      .map(([one, at, add]) => {
        const path = runPath(one);
        const place = at % path.length;
        return `${path.slice(0, place)}${add}${path.slice(place + add.length)}`;
      });
    let runs = 0;
    fc.assert(
      fc.property(fc.oneof(odd, near), (path) => {
        const one = runIdOf(path);
        if (one === undefined) return;
        runs += 1;
        expect(isId(one)).toBe(true);
        expect(runPath(one)).toBe(path);
      }),
      { seed: SEED, numRuns: 10_000 },
    );
    expect(runs).toBeGreaterThan(100);
  });
});

test('the order of a model’s events is found again, in whatever order they are read', () => {
  const links: ChainLink[] = [];
  for (let number = 1; number <= 12; number += 1) {
    const event = registered('clf', number, links.at(-1)?.digest ?? null);
    links.push({ path: eventPath('clf', event.event_id), digest: sha256(canonicalJson(event)), event });
  }
  fc.assert(
    fc.property(
      fc.nat(links.length).chain((count) => fc.shuffledSubarray(links.slice(0, count), { minLength: count })),
      (found) => {
        const chain = chainOf(found);
        expect(chain).toEqual({ links: links.slice(0, found.length), rivals: [], loose: [] });
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
  fc.assert(
    fc.property(
      fc.nat(links.length - 2),
      fc.shuffledSubarray(links, { minLength: links.length }),
      (gone, all) => {
        const removed = links[gone];
        const { links: chain, loose } = chainOf(all.filter((link) => link !== removed));
        expect(chain).toEqual(links.slice(0, gone));
        expect(loose).toHaveLength(links.length - gone - 1);
      },
    ),
    { seed: SEED, numRuns: 500 },
  );
});

/** @returns undefined when it is refused as a record that cannot be read */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError && error.faults.every(({ code }) => code === 'E_LEDGER_RECORD_INVALID'))
      return undefined;
    throw error;
  }
}
