import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { traceLineage } from '../../../src/commands/lineage/trace.js';
import { Recalled } from '../../../src/commands/recalled/recalled.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { Folders, RecordingLog } from '../../ledger/fixtures.js';
import { add, ledgerOf, someRun } from '../../ledger/index/fixtures.js';
import { bareEnvironment, execOk } from '../../support/exec.js';
import { recalled as recall } from '../recall/setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

let env: Record<string, string>;
/** The clone of the repository above, and that of the library which is its submodule. */
let outer: string;
let library: string;
let ledger: Ledger;
/** Ids of commits. */
let c: Record<'start' | 'moved' | 'good' | 'bad' | 'fix', string>;
/** Ids of runs. */
const ids: Record<string, string> = {};

async function commit(repository: string, name: string): Promise<string> {
  const git = (...args: string[]) => execOk('git', args, { cwd: repository, env });
  await git('commit', '-q', '--allow-empty', '-m', name);
  return String(await git('rev-parse', 'HEAD')).trim();
}

async function train(name: string, day: number, code: { commit: string; inner?: string | null }) {
  const seed = Object.keys(ids).length;
  const record = someRun({ time: Date.UTC(2026, 10, day, 9), seed, commit: code.commit });
  const { inner = null } = code;
  const submodule = { path: 'ml', repository: 'octo/lib', commit: inner, tree: null, dirty: false };
  const inputs: RunRecord['inputs'] = {
    ...record.inputs,
    code: record.inputs.code && {
      ...record.inputs.code,
      repository: inner === null ? 'octo/lib' : 'octo/clf',
      ...(inner === null ? {} : { submodule }),
    },
  };
  ids[name] = record.run_id;
  await add(ledger, { ...record, inputs });
}

/** A library trains itself, and others train with it as their submodule. */
beforeAll(async () => {
  const home = await folders.make();
  env = {
    ...bareEnvironment(home),
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' },
    ...{ GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' },
  };
  [outer, library] = [join(home, 'outer'), join(home, 'library')];
  for (const repository of [outer, library]) {
    await mkdir(repository);
    await execOk('git', ['init', '-q', '--template=', repository], { env });
  }
  c = {
    ...{ start: await commit(outer, 'start'), moved: await commit(outer, 'moved') },
    ...{ good: await commit(library, 'good'), bad: await commit(library, 'bad') },
    fix: await commit(library, 'fix'),
  };
  ({ ledger } = await ledgerOf(folders));
  await train('old', 1, { commit: c.start, inner: c.good });
  await train('broken', 1, { commit: c.start, inner: c.bad });
  await train('own', 2, { commit: c.bad });
  await train('mended', 2, { commit: c.moved, inner: c.fix });
  await reindex(ledger, { log: new RecordingLog() });
});

const named = (all: readonly string[]) =>
  all.map((id) => Object.keys(ids).find((name) => ids[name] === id) ?? id).sort();

async function impact(reference: string, cwd = library) {
  const deps = { view: await ledger.view(), log: new RecordingLog(), cwd, env };
  const found = await findImpact({ reference, most: 9 }, deps);
  const lost = found.unjudged.filter(({ why }) => why.includes('commits'));
  return {
    runs: named(found.impact.runs.map(({ run_id }) => run_id)),
    lost: named(lost.flatMap((one) => one.ids)),
  };
}

test('runs of a submodule are not hidden behind those of the library that it is', async () => {
  for (const digits of [c.bad, c.bad.slice(0, 9)])
    for (const reference of [`commit:${digits}`, `commit:octo/lib@${digits}`, digits])
      expect((await impact(reference)).runs).toEqual(['broken', 'own']);
  expect((await impact(`commit:${c.start}`)).runs).toEqual(['broken', 'old']);
  await expect(impact(`commit:octo/clf@${c.bad}`)).rejects.toThrow('E_LINEAGE_NOT_FOUND');
});

test('a trace has both commits, each of its repository', async () => {
  const deps = { view: await ledger.view(), log: new RecordingLog(), cwd: library, env };
  const up = await traceLineage({ reference: `runs:/${ids['broken']}`, direction: 'up' }, deps);
  const codes = up.trace.edges.filter(({ kind }) => kind === 'code').map(({ from }) => from);
  expect(codes).toEqual(
    expect.arrayContaining([
      { kind: 'commit', repository: 'octo/clf', commit: c.start },
      { kind: 'commit', repository: 'octo/lib', commit: c.bad },
    ]),
  );
  expect(codes).toHaveLength(2);
  const down = await traceLineage({ reference: `commit:${c.bad}`, direction: 'down' }, deps);
  const runs = down.trace.nodes.flatMap((node) => (node.kind === 'run' ? node.run_id : []));
  expect(named(runs)).toEqual(['broken', 'own']);
});

test('a range is of the repository that one stands in, and nothing is lost for the code of the other', async () => {
  expect(await impact(`commit:${c.bad}..${c.fix}`)).toEqual({ runs: ['broken', 'own'], lost: [] });
  expect(await impact(`commit:${c.bad}..`)).toEqual({ runs: ['broken', 'mended', 'own'], lost: [] });
  // Of the library's own run this clone cannot tell.
  expect(await impact(`commit:${c.start}..${c.moved}`, outer)).toEqual({
    ...{ runs: ['broken', 'old'], lost: ['own'] },
  });
  expect(await impact(`commit:octo/clf@${c.moved}..`, outer)).toEqual({ runs: ['mended'], lost: [] });
  await expect(impact(`commit:${c.bad}..`, outer)).rejects.toThrow('of a submodule in its folder');
});

test.each([
  ['that commit alone', () => `commit:=${c.bad.slice(0, 12)}`, ['broken', 'own']],
  ['that commit of a repository', () => `commit:octo/lib@=${c.bad}`, ['broken', 'own']],
  ['a range', () => `commit:${c.bad}..${c.fix}`, ['broken', 'own']],
  ['all that has it', () => `commit:${c.bad}`, ['broken', 'mended', 'own']],
])('a recall of a submodule’s commit hits what was trained with it: %s', async (_, reference, hit) => {
  const dry = { place: { cwd: library, env } };
  const { event, affected } = await recall(ledger, reference(), {}, dry);
  expect(event.what).toMatchObject({ kind: 'commit', repository: 'octo/lib' });
  expect(named(affected.impact.runs.map(({ run_id }) => run_id))).toEqual(hit);
});

test('who registers such a run is refused, and who trained with another commit is not', async () => {
  const recalls = new Recalled(await ledger.view(), { log: new RecordingLog() });
  const found = async (inner: string, seed: number) => {
    const run = someRun({ time: Date.UTC(2026, 10, 3, 9), seed, commit: c.start });
    const submodule = { path: 'ml', repository: null, commit: inner, tree: null, dirty: false };
    const code = run.inputs.code && { ...run.inputs.code, submodule };
    const findings = await recalls.findings({ ...run, inputs: { ...run.inputs, code } }, { subject: 'It' });
    return findings.map(({ rule, severity }) => `${rule} ${severity}`);
  };
  expect(new Set(await found(c.bad, 8))).toEqual(new Set(['recalled error']));
  expect(await found(c.good, 9)).toEqual([]);
});
