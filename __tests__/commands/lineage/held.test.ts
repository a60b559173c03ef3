// What comes from a stage, an alias or an endpoint comes from the version that it holds.
import { jest } from '@jest/globals';
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { traceLineage } from '../../../src/commands/lineage/trace.js';
import { sha256 } from '../../../src/core/digest.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { checkIndex } from '../../../src/ledger/index/check.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import { endpointEventPath, eventPath, versionPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { openLineageEvents } from '../../../src/report/lineage/openlineage.js';
import { run } from '../../core/lineage/world.js';
import { adding, Folders, idAt, modelVersion, RecordingLog, registered } from '../../ledger/fixtures.js';
import { add, at, ledgerOf } from '../../ledger/index/fixtures.js';

jest.setTimeout(60_000);

const folders = new Folders();
afterAll(() => folders.remove());

const HELD = ['models:/base/Production', 'models:/base@stable', 'endpoint:/predict'];
const place = { cwd: '/', env: {} };
const log = new RecordingLog();

function made(day: number, more: Parameters<typeof run>[1]): RunRecord {
  const [run_id, time] = [idAt(at(day), day), new Date(at(day)).toISOString()];
  return { ...run('r', more), run_id, started_at: time, ended_at: time };
}

/** A version of it is in Production, has an alias and serves. */
async function hold(
  ledger: Ledger,
  { run_id, outputs }: RunRecord,
  tags: Record<string, string> = {},
): Promise<void> {
  const manifest = outputs.models[0]?.manifest;
  if (manifest === undefined) throw new Error('a run without a model');
  const first = { ...registered('base', 1, null), run_id, manifest_digest: manifest.digest };
  const events: [path: string, bytes: Buffer][] = [];
  const next = async (more: object, index: number) => {
    const previous = events.at(-1);
    const event = {
      ...{ ...first, event_id: idAt(at(9), index), ...more },
      previous: previous === undefined ? null : sha256(previous[1]),
    };
    events.push([eventPath('base', event.event_id), await encodeRecord('modelEvent', event as never)]);
  };
  const own = { run_id: undefined, manifest_digest: undefined };
  await next({}, 0);
  const moved = { type: 'stage-changed', from_stage: 'None', to_stage: 'Production', reason: null };
  await next({ ...own, ...moved }, 1);
  await next({ ...own, type: 'alias-set', alias: 'stable' }, 2);
  const served = {
    ...{ schema: 'lineage-gate/endpoint-event/v1', event_id: idAt(at(9), 3), endpoint: '/predict' },
    ...{ type: 'deployed', model: 'base', version: 1, manifest_digest: manifest.digest, at: first.at },
    ...{ actor: null, ci_run_url: null, reason: null, previous: null },
  };
  const version = { ...modelVersion('base', 1), run_id, run_path: 'out/m', manifest, tags };
  await ledger.write(
    adding(
      { path: versionPath('base', 1), bytes: await encodeRecord('modelVersion', version) },
      ...events.map(([path, bytes]) => ({ path, bytes })),
      { path: endpointEventPath('/predict', served.event_id), bytes: Buffer.from(canonicalJson(served)) },
    ),
  );
}

test.each([false, true])('with what comes from it (look-ups: %s)', async (isIndexed) => {
  const { ledger } = await ledgerOf(folders);
  const base = made(1, { models: [{ path: 'out/m', files: { w: 'w' } }] });
  const adapter = made(3, { began: [{ uri: 'models:/base/1', version: '1' }] });
  const later = made(12, { began: [{ uri: 'models:/base@stable' }] });
  await add(ledger, base, adapter, later);
  await hold(ledger, base);
  if (isIndexed) await reindex(ledger, { log });
  const deps = { view: await ledger.view(), log, ...place };
  const wanted = await findImpact({ reference: 'models:/base/1', most: 9 }, deps);
  expect(wanted).toMatchObject({ isHit: true, impact: { versions: [{ version: 1 }] } });
  // The alias was set after the first of them had begun.
  expect(wanted.impact.runs.map(({ run_id }) => run_id)).toEqual([adapter.run_id]);
  for (const reference of HELD) {
    const { roots, impact, isHit } = await findImpact({ reference, most: 9 }, deps);
    expect({ reference, roots, impact, isHit }).toEqual({
      ...{ reference, isHit: true },
      ...{ roots: wanted.roots, impact: wanted.impact },
    });
    const down = (await traceLineage({ reference, direction: 'down' }, deps)).trace;
    expect(down.nodes.filter(({ kind }) => kind === 'run')).toHaveLength(1);
    // Upwards it is what was asked about.
    const up = (await traceLineage({ reference, direction: 'up' }, deps)).trace;
    expect(up.roots).not.toEqual(wanted.roots);
    expect(up.nodes).toContainEqual({ kind: 'run', run_id: base.run_id });
  }
});

test('a version that nothing comes from is in the registry: something is hit', async () => {
  const { ledger } = await ledgerOf(folders);
  const base = made(1, { models: [{ path: 'out/m', files: { w: 'w' } }] });
  await add(ledger, base);
  await hold(ledger, base);
  const deps = { view: await ledger.view(), log, ...place };
  const hit = async (reference: string) => (await findImpact({ reference, most: 9 }, deps)).isHit;
  for (const reference of ['models:/base/1', ...HELD, sha256('w')])
    expect([reference, await hit(reference)]).toEqual([reference, true]);
});

test('a base model of the ledger has one name for other tools, whichever way is asked', async () => {
  const { ledger } = await ledgerOf(folders);
  const base = made(1, { models: [{ path: 'out/m', files: { w: 'w' } }] });
  const adapter = made(3, { began: [{ uri: 'models:/base/1', version: '1' }], reads: [{}] });
  await add(ledger, base, adapter);
  await hold(ledger, base);
  const deps = { view: await ledger.view(), log, ...place };
  const inputs = async (reference: string, direction: 'up' | 'down') => {
    const { trace, graph, commit } = await traceLineage({ reference, direction }, deps);
    const events = openLineageEvents(trace, graph, { commit }) as {
      run: { runId: string };
      inputs: object[];
    }[];
    return events.find(({ run: { runId } }) => runId.replaceAll('-', '') === adapter.run_id)?.inputs;
  };
  const up = await inputs(`runs:/${adapter.run_id}`, 'up');
  expect(up).toContainEqual(expect.objectContaining({ name: `${base.experiment}/out/m` }));
  expect(await inputs('dataset:orders@v1', 'down')).toEqual(up);
});

test.each([false, true])('data that a registration alone names (look-ups: %s)', async (isIndexed) => {
  const { ledger } = await ledgerOf(folders);
  const base = made(1, { models: [{ path: 'out/m', files: { w: 'w' } }] });
  const adapter = made(3, { began: [{ uri: 'models:/base/1', version: '1' }] });
  const reader = made(4, { reads: [{ version: 'v2' }] });
  await add(ledger, base, adapter, reader);
  await hold(ledger, base, { dataset_version: 'orders_v2+users_v3' });
  if (isIndexed) await reindex(ledger, { log });
  const deps = { view: await ledger.view(), log, ...place };
  expect((await checkIndex(deps.view)).problems).toEqual([]);
  for (const [reference, runs] of [
    ['dataset:orders@v2', [adapter, reader]],
    // Nothing else has that name.
    ['dataset:users@v3', [adapter]],
  ] as const) {
    const { impact, isHit } = await findImpact({ reference, most: 9 }, deps);
    expect(impact).toMatchObject({ versions: [{ model: 'base', version: 1 }] });
    expect(impact.runs.map(({ run_id }) => run_id)).toEqual(runs.map(({ run_id }) => run_id));
    expect(isHit).toBe(true);
  }
  const up = await traceLineage({ reference: 'models:/base/1', direction: 'up' }, deps);
  expect(up.trace.nodes).toContainEqual(expect.objectContaining({ name: 'orders', version: 'v2' }));
});
