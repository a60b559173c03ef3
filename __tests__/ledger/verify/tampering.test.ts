// What an auditor, a reader, a registration and the gate say of each kind of tampering. All of it lies in one repository.
import { baselineFinder } from '../../../src/commands/gate/baseline.js';
import type { GateTarget } from '../../../src/commands/gate/target.js';
import { Recalled } from '../../../src/commands/recalled/recalled.js';
import { register } from '../../../src/commands/register/register.js';
import { UserError } from '../../../src/core/errors.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { findRuns } from '../../../src/ledger/index/find-runs.js';
import type { Ledger, LedgerView } from '../../../src/ledger/ledger.js';
import { damageOf } from '../../../src/ledger/read/damage.js';
import { readModel, readRun, readRunsOf } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { DAY, Folders, idAt, localLedger, RecordingLog } from '../fixtures.js';
import {
  CONTENTS,
  FAILED,
  FIRST,
  FORK,
  HISTORY,
  honestLookUps,
  INDEX,
  MODELS,
  NAMES,
  NEW,
  NEXT,
  NOW,
  PLAIN_FILES,
  SECOND,
  soundBranch,
  type Tamper,
  TIMES,
} from './kinds.js';
import { RawRepository } from './raw-ledger.js';
import { SAID, type Said, SOUND } from './said.js';
import { verifyIn } from './support.js';

const KINDS: [string, Tamper][] = [HISTORY, PLAIN_FILES, CONTENTS, MODELS, NAMES, TIMES, INDEX].flatMap(
  (group) => Object.entries(group),
);

const folders = new Folders();
let folder: string;
const all = new Map<string, Said>();

beforeAll(async () => {
  folder = await folders.make();
  const repo = new RawRepository();
  const sound = soundBranch(repo);
  repo.set('sound', sound);
  const withLookUps = sound.fork();
  honestLookUps(withLookUps);
  repo.set('look-ups', withLookUps);
  for (const [index, [, tamper]] of KINDS.entries()) {
    const branch = sound.fork();
    branch.at = DAY + 6 * 3_600_000;
    tamper(branch);
    repo.set(`kind-${index}`, branch);
  }
  await repo.write(folder);
  const branches = [
    ['sound', 'sound'],
    ['look-ups', 'look-ups'],
    ...KINDS.map(([name], index) => [name, `kind-${index}`]),
  ];
  // Git takes most of the time.
  const worker = async () => {
    for (let next = branches.shift(); next !== undefined; next = branches.shift()) {
      const [name = '', branch = ''] = next;
      all.set(name, await look(branch));
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}, 300_000);
afterAll(() => folders.remove());

/** An error without what differs from one making of the ledger to another. */
function said(error: unknown): string {
  if (!(error instanceof UserError)) throw error;
  return withoutIds(error.faults.map(({ code, what }) => `${code}: ${what}`).join('; '));
}

function withoutIds(text: string): string {
  const ids = { FIRST, SECOND, NEXT, FAILED, FORK, NEW };
  return Object.entries(ids)
    .reduce((all, [name, id]) => all.replaceAll(id, name), text)
    .replace(/[0-9a-f]{64}/g, '<digest>')
    .replace(/[0-9a-f]{32,40}/g, '<id>')
    .replace(/runs\/2026\/11\/\d\d\//g, '');
}

async function outcome(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    return said(error);
  }
}

async function models(view: LedgerView): Promise<string> {
  const model = await readModel(view, 'clf');
  await readRunsOf(view, model.versions);
  const damage = damageOf('clf', model).map(({ path, why }) => `; ${path} ${why}`);
  return withoutIds(`${model.versions.length} versions${damage.join('')}`);
}

async function baseline(view: LedgerView): Promise<string> {
  const target = { base: null, candidates: [], sha: '' } as unknown as GateTarget;
  const github = () => Promise.reject(new Error('nothing is asked'));
  const repository = { owner: 'o', repo: 'r' };
  const log = new RecordingLog();
  const recalled = new Recalled(view, { log });
  const deps = { view, repository, github, policy: policy({}), log, recalled };
  const { production, none } = await baselineFinder({ target, isGiven: true }, deps).find(
    await readRun(view, NEXT),
    'clf',
  );
  return production?.reason ?? none ?? '';
}

async function registration(view: LedgerView): Promise<string> {
  const request = { model: 'clf', run_id: NEXT, model_path: null, description: null, aliases: [], tags: {} };
  const facts = { at: '2026-11-21T09:30:00Z', actor: null, ci_run_url: null, newId: () => idAt(DAY + 9, 9) };
  // What is decided is decided by the plan.
  const ledger = {
    write: async (plan: (view: LedgerView) => unknown) => ({
      ...((await plan(view)) as object),
      commit: null,
    }),
  };
  const deps = { ledger: ledger as unknown as Ledger, policy: policy({}), log: new RecordingLog(), facts };
  const result = await register(request, deps);
  return result.verdict === 'pass' ? `version ${result.registration.version.version}` : 'refused';
}

async function look(branch: string): Promise<Said> {
  const verify = await outcome(async () => {
    const { findings, valid } = await verifyIn(folder, { branch, now: NOW });
    return [...new Set(findings.map(({ rule }) => rule)), ...(valid ? ['valid'] : [])].join(', ');
  });
  const ask = async (about: (view: LedgerView) => Promise<string>) =>
    outcome(async () => about(await view()));
  const opened = localLedger(folder, { branch }).view();
  opened.catch(() => undefined);
  const view = () => opened;
  return {
    verify,
    runs: await ask(async (all) => runsOf(await findRuns(all))),
    models: await ask(models),
    gate: await ask(baseline),
    register: await ask(registration),
  };
}

function runsOf(runs: readonly RunRecord[]): string {
  return `${runs.length} runs${runs.some(({ duration_s }) => duration_s === 1) ? ', one edited' : ''}`;
}

test('a sound ledger, with look-ups and without', () => {
  expect(all.get('look-ups')).toEqual(SOUND);
  expect(all.get('sound')).toEqual(SOUND);
  expect(Object.keys(SAID).sort()).toEqual(KINDS.map(([name]) => name).sort());
});

test.each(KINDS.map(([name]) => name))('%s', (name) => {
  expect(all.get(name)).toEqual({ ...SOUND, ...SAID[name] });
});

test('warnings alone leave a ledger valid, unless it is looked at strictly', async () => {
  const index = KINDS.findIndex(([name]) => name === 'a run of months ago');
  const branch = `kind-${index}`;
  const { findings, valid } = await verifyIn(folder, { branch, now: NOW, strict: true });
  expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
  expect(valid).toBe(false);
});
