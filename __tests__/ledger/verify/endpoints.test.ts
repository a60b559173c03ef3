// What an auditor and a reader say of events of endpoints that somebody wrote past the tool.
import { jest } from '@jest/globals';
import { sha256 } from '../../../src/core/digest.js';
import { UserError } from '../../../src/core/errors.js';
import { canonicalJson } from '../../../src/core/json.js';
import { endpointEventPath } from '../../../src/ledger/layout.js';
import { readEndpoint } from '../../../src/ledger/read/endpoints.js';
import { DAY, Folders, idAt, localLedger, modelVersion } from '../fixtures.js';
import { NOW, soundBranch, type Tamper } from './kinds.js';
import { RawRepository } from './raw-ledger.js';
import { verifyIn } from './support.js';

jest.setTimeout(60_000);

const START = DAY + 5 * 3_600_000;
const digestOf = (version: number) => modelVersion('clf', version).manifest.digest;

let made = 0;

/** An event of the endpoint `eu` that comes next: clf 1 serves, unless the changes say otherwise. @returns its path and text */
function eventOf(changes: object, previous: string | null): [path: string, text: string] {
  made += 1;
  const at = START + made * 1_000;
  const event = {
    schema: 'lineage-gate/endpoint-event/v1',
    event_id: idAt(at, 5_000 + made),
    ...{ endpoint: 'eu', type: 'deployed', model: 'clf', version: 1, manifest_digest: digestOf(1) },
    ...{ at: new Date(at).toISOString(), actor: null, ci_run_url: null, reason: null, previous },
    ...changes,
  };
  return [endpointEventPath(event.endpoint, event.event_id), canonicalJson(event)];
}

const NOTHING = { type: 'withdrawn', model: undefined, version: undefined, manifest_digest: undefined };
const withdrawn = JSON.parse(JSON.stringify(NOTHING)) as object;
const FIRST = eventOf({}, null);
const SECOND = eventOf({ version: 2, manifest_digest: digestOf(2) }, sha256(FIRST[1]));
const LAST = sha256(SECOND[1]);

const next = (changes: object, previous: string | null = LAST): Tamper => {
  const [path, text] = eventOf(changes, previous);
  return (branch) => {
    branch.commit({ set: { [path]: text } });
  };
};
const put =
  (path: string, text: string): Tamper =>
  (branch) => {
    branch.commit({ set: { [path]: text } });
  };
const without = (event: object): [string, string] => {
  const [path, text] = eventOf(event, LAST);
  const {
    model: _,
    version: __,
    manifest_digest: ___,
    ...rest
  } = JSON.parse(text) as Record<string, unknown>;
  return [path, canonicalJson(rest)];
};

interface Said {
  verify: string;
  /** What serves at `eu`, how many events cannot be true, or the error. */
  serves: string;
}

const SOUND: Said = { verify: 'valid', serves: 'clf 2' };
const INVALID = 'E_LEDGER_RECORD_INVALID';

const KINDS: Record<string, [Tamper, Partial<Said>]> = {
  'nothing at all': [() => undefined, {}],
  'a withdrawal': [put(...without({ ...withdrawn, type: 'withdrawn' })), { serves: 'nothing' }],
  'an event of an endpoint removed': [
    (branch) => {
      branch.commit({ remove: [FIRST[0]] });
    },
    { verify: 'record-removed, event-chain', serves: INVALID },
  ],
  'an event of an endpoint edited': [
    put(FIRST[0], FIRST[1].replace('"reason": null', '"reason": "mine"')),
    { verify: 'record-edited, event-chain', serves: INVALID },
  ],
  'two events of an endpoint that follow the same one': [
    next({}, sha256(FIRST[1])),
    { verify: 'event-chain', serves: INVALID },
  ],
  'an endpoint said to serve a version that is not there': [
    next({ version: 9 }),
    { verify: 'event-without-version', serves: 'clf 2, 1 untrue' },
  ],
  'an endpoint said to serve a model of a name that is none': [
    next({ model: '../../etc' }),
    { verify: 'event-without-version', serves: 'clf 2, 1 untrue' },
  ],
  'an endpoint said to serve other files than the version has': [
    next({ manifest_digest: digestOf(2) }),
    { verify: 'endpoint-untrue', serves: 'clf 2, 1 untrue' },
  ],
  'an endpoint event of a time that does not exist': [
    next({ at: '2026-99-99T99:99:99Z' }),
    { verify: 'endpoint-untrue', serves: 'clf 2, 1 untrue' },
  ],
  'an endpoint event of the future': [
    next({ at: new Date(NOW + 900 * 3_600_000).toISOString() }),
    { verify: 'time-in-future, valid', serves: 'clf 1' },
  ],
  'an endpoint event before the one it follows': [
    next({ at: new Date(START - 3_600_000).toISOString() }),
    { verify: 'time-backwards, valid', serves: 'clf 1' },
  ],
  'an event of another endpoint': [
    (branch) => {
      const [path, text] = eventOf({ endpoint: 'us' }, LAST);
      branch.commit({ set: { [path.replace('endpoints/us', 'endpoints/eu')]: text } });
    },
    { verify: 'record-misplaced', serves: INVALID },
  ],
  'an endpoint event that fits no schema': [
    next({ type: 'exploded' }),
    { verify: 'record-invalid', serves: INVALID },
  ],
  'an endpoint event under an id that is none': [
    put('endpoints/eu/events/mine.json', '{}'),
    { verify: 'record-misplaced' },
  ],
  'a folder named like no endpoint': [
    put(`endpoints/%41/events/${idAt(START, 77)}.json`, '{}'),
    { verify: 'record-misplaced' },
  ],
  'something else in the folder of an endpoint': [
    put('endpoints/eu/notes.txt', 'x'),
    { verify: 'unknown-path' },
  ],
  'an endpoint of a name that differs in case': [
    next({ endpoint: 'EU' }, null),
    { verify: 'endpoint-name-clash' },
  ],
  'an endpoint of a name with a zero-width space': [
    next({ endpoint: 'us\u200b' }, null),
    { verify: 'endpoint-name' },
  ],
  'an endpoint event made a folder': [
    put(`endpoints/eu/events/${idAt(START, 78)}.json/x`, 'x'),
    { verify: 'not-plain-file, unknown-path' },
  ],
};

const folders = new Folders();
let folder: string;

beforeAll(async () => {
  folder = await folders.make();
  const repo = new RawRepository();
  const sound = soundBranch(repo);
  sound.at = START;
  sound.commit({ set: { [FIRST[0]]: FIRST[1], [SECOND[0]]: SECOND[1] } });
  for (const [index, [tamper]] of Object.values(KINDS).entries()) {
    const branch = sound.fork();
    tamper(branch);
    repo.set(`kind-${index}`, branch);
  }
  await repo.write(folder);
});
afterAll(() => folders.remove());

async function serves(branch: string): Promise<string> {
  try {
    const { stateAt } = await readEndpoint(await localLedger(folder, { branch }).view(), 'eu');
    const { serves: now, damage } = stateAt();
    const what = now === null ? 'nothing' : `${now.model} ${now.version}`;
    return damage.length === 0 ? what : `${what}, ${damage.length} untrue`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.faults.map(({ code }) => code).join();
  }
}

test.each(Object.keys(KINDS).map((name, index) => [name, index] as const))('%s', async (name, index) => {
  const branch = `kind-${index}`;
  const { findings, valid } = await verifyIn(folder, { branch, now: NOW });
  const rules = [...new Set(findings.map(({ rule }) => rule)), ...(valid ? ['valid'] : [])];
  expect({ verify: rules.join(', '), serves: await serves(branch) }).toEqual({
    ...SOUND,
    ...KINDS[name]?.[1],
  });
});
