import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Audit, audit, writeAudit } from '../../../src/commands/registry/audit.js';
import { createModel } from '../../../src/commands/registry/create.js';
import { deleteFromRegistry } from '../../../src/commands/registry/delete.js';
import { renameModel } from '../../../src/commands/registry/rename.js';
import { sha256 } from '../../../src/core/digest.js';
import { runPath, versionPath } from '../../../src/ledger/layout.js';
import { addedBy } from '../../../src/ledger/verify/added.js';
import { finding } from '../../../src/ledger/verify/findings.js';
import { Folders, RecordingLog } from '../../ledger/fixtures.js';
import { bareEnvironment, execOk } from '../../support/exec.js';
import { MODEL, RegistryWorld, setAlias, unjudgedVersion } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

const untrue = { type: 'stage-changed', version: 2, from_stage: 'Staging', to_stage: 'None', reason: '<b>' };

async function auditOf(
  world: RegistryWorld,
  model = MODEL,
  verify = () => world.verify(),
): Promise<Audit & { records: Map<string, Buffer> }> {
  const { folder, ledger } = world;
  const place = { folder, branch: 'lineage', env: bareEnvironment(folder) };
  const made = await audit(model, {
    ...{ view: await ledger.view(), branch: 'lineage', now: new Date().toISOString(), tool_version: '0.0.0' },
    verify,
    log: new RecordingLog(),
    addedBy: (paths) => addedBy(place, paths),
  });
  const records = new Map<string, Buffer>();
  await made.eachRecord((name, bytes) => {
    records.set(name, Buffer.from(bytes));
  });
  return { ...made, records };
}

test('the report says all of a model, and each record with the commit that added it', async () => {
  const world = await RegistryWorld.served(folders);
  await setAlias({ model: MODEL, alias: 'champion', version: '2' }, world.deps());
  const { report, records } = await auditOf(world);
  const { versions, events } = await world.state();
  expect(report).toMatch(/^# Audit of the model `clf`\n/);
  expect(report).toMatch(
    /✅ Valid: `lineage-gate verify` read \d+ commits and \d+ records up to `[0-9a-f]{40}`/,
  );
  for (const title of ['Production', '@​champion']) expect(report).toContain(`| ${title} | 2 | 20`);
  for (const { manifest, run_id, policy } of versions)
    for (const text of [manifest.digest, manifest.files[0]?.digest, run_id, policy.digest])
      expect(report).toContain(`\`${text}\``);
  expect(report.match(/^### Version \d: .*$/gm)).toEqual([
    '### Version 1: None',
    '### Version 2: Production',
  ]);
  expect(report).toContain('**What the policy said when it was registered**');
  expect(report).toMatch(/None → Production \| octo \| {2}\| because \|/);
  expect([...records.keys()].filter((name) => name.includes('/events/'))).toHaveLength(events.length);
  const path2 = versionPath(MODEL, 2);
  const env = bareEnvironment(world.folder);
  const log = ['log', '--format=%H', '--diff-filter=A', 'lineage', '--', path2];
  const commit = (await execOk('git', log, { cwd: world.folder, env })).toString('utf8').trim();
  const digest = sha256(records.get(path2) ?? Buffer.of());
  expect(report).toContain(`| \`${path2}\` | \`${digest}\` | \`${commit}\` |`);
  expect(records.has(runPath(versions[0]?.run_id ?? ''))).toBe(true);
  await expect(auditOf(world, 'clv')).rejects.toThrow('Did you mean "clf"?');
});

const headings = (report: string) =>
  [...report.matchAll(/^### Version (\d: .+?)(?: at \S+Z by octo)?$/gm)].map(([, title]) => title);

test('what was deleted since, or nobody judged, is in the report as that, with the records behind it', async () => {
  const world = await RegistryWorld.served(folders);
  const { versions } = await world.state();
  const remove = (version: number | null) =>
    deleteFromRegistry({ model: MODEL, version, reason: 'wrong <week>', isGated: false }, world.deps());
  await remove(2);
  await world.pushUnjudged(unjudgedVersion(3, world.newId()));
  const deleted = await auditOf(world);
  expect(deleted.report).toContain('| versions | 3, of which 1 deleted, 1 unjudged |');
  expect(headings(deleted.report)).toEqual(['1: None', '2: deleted', '3: None']);
  expect(deleted.report).toMatch(/no policy has judged it/);
  expect(deleted.report).toContain('No version is in a stage');
  for (const { run_id, manifest } of versions) {
    expect(deleted.records.has(runPath(run_id))).toBe(true);
    for (const text of [run_id, manifest.digest, manifest.files[0]?.digest, runPath(run_id)])
      expect(deleted.report).toContain(`\`${text}\``);
  }
  await remove(null);
  const { report, records } = await auditOf(world);
  expect(report).toMatch(/^# Audit .*\n\n⚠️ This model was deleted at \S+Z by octo \(wrong \\<week\\>\)\.\n/);
  expect(headings(report)).toEqual(['1: deleted', '2: deleted', '3: deleted']);
  expect([...records.keys()].filter((name) => name.startsWith('runs/'))).toHaveLength(2);
});

test('under a name that the model had the report says so, and what is held as what was', async () => {
  const world = await RegistryWorld.served(folders);
  await renameModel({ from: MODEL, to: 'orders', reason: 'naming' }, world.deps());
  const then = (await auditOf(world)).report;
  expect(then).toMatch(
    /^# Audit of the model `clf`\n\n⚠️ This model was renamed to orders at \S+Z by octo \(naming\)\. What follows is what it was by then: `lineage-gate models audit` of `orders` /,
  );
  expect(then.match(/^## .*was renamed$/gm)).toEqual([
    '## What was in which stage, and what the aliases meant, when it was renamed',
    '## Versions, as they were when it was renamed',
  ]);
  expect(headings(then)).toEqual(['1: None', '2: Production']);
  const now = (await auditOf(world, 'orders')).report;
  expect(now).not.toContain('⚠️');
  expect(headings(now)).toEqual(['1: None', '2: Production']);
  // Made anew, the name has another model; what it had is under the new one.
  await createModel({ model: MODEL, description: null, tags: [] }, world.deps());
  const anew = (await auditOf(world)).report;
  expect(anew).toContain('| versions | 2, of which 2 under another name |');
  expect(headings(anew)).toEqual(['1: renamed to orders', '2: renamed to orders']);
});

test('what two other models are called makes no audit invalid, and its own name does', async () => {
  const world = await RegistryWorld.served(folders);
  const found = await world.verify();
  const clash = (path: string, other: string) => async () => ({
    ...{ ...found, valid: false },
    findings: [
      ...found.findings,
      ...[finding('model-name-clash', { path, commit: found.tip }, `differs from ${other} only in case`)],
    ],
  });
  const others = await auditOf(world, MODEL, clash('models/fraud', 'models/Fraud'));
  expect(others.report).toContain('✅ Valid');
  expect(others.report).toContain('⚠️ `model-name-clash` `models/fraud`');
  for (const own of [clash('models/CLF', `models/${MODEL}`), clash(`models/${MODEL}`, 'models/CLF')])
    expect((await auditOf(world, MODEL, own)).report).toContain('❌ Not valid');
});

test('a damaged model is told as it is, and a disowned event is struck through', async () => {
  const world = await RegistryWorld.served(folders);
  const [forged = ''] = await world.forge([untrue]);
  const damaged = await auditOf(world);
  expect(damaged.report).toContain('❌ Not valid');
  expect(damaged.report).toContain(`- ❌ \`${forged}\` moves version 2 from Staging`);
  await world.repair();
  const { report, records } = await auditOf(world);
  expect(report).toMatch(/✅ Valid.*\n\n- ⚠️ `record-disowned`/);
  expect(report).toMatch(
    /~~Staging → None~~ .* ~~\\<b\\>~~ \| does not count: is disowned by [0-9a-f]{32} \|/,
  );
  expect(report).toContain('### Version 2: Production');
  expect(records.has(forged)).toBe(true);
  expect(report).not.toContain('<b>');
});

test('a version whose run is not there is told, and does not end the report', async () => {
  const world = await RegistryWorld.served(folders);
  const run_id = world.newId();
  const [first] = (await world.state()).versions;
  await world.forgeVersion(3, { run_id });
  const manifest_digest = first?.manifest.digest;
  await world.forge([{ type: 'registered', version: 3, run_id, manifest_digest }]);
  const { report } = await auditOf(world);
  const fault = /### Version 3: None\n\n❌ The record models\/clf\/versions\/3\.json .* which is not there/;
  expect(report).toMatch(fault);
  // Where it lies, whatever the model is called.
  await renameModel({ from: MODEL, to: 'orders', reason: null }, world.deps());
  expect((await auditOf(world, 'orders')).report).toMatch(fault);
});

test('the folder appears with the report and the records as they are, or not at all', async () => {
  const world = await RegistryWorld.served(folders);
  const made = await auditOf(world);
  const parent = await folders.make();
  const target = { path: path.join(parent, 'a', 'audit'), shown: 'audit' };
  await writeAudit(made, target);
  expect((await readdir(target.path)).sort()).toEqual(['records', 'report.md']);
  expect(await readFile(path.join(target.path, 'report.md'), 'utf8')).toBe(made.report);
  for (const [name, bytes] of made.records)
    expect(await readFile(path.join(target.path, 'records', name))).toEqual(bytes);
  expect(await readdir(path.dirname(target.path))).toEqual(['audit']);

  await expect(writeAudit(made, target)).rejects.toThrow('E_FETCH_PATH');
  const empty = { path: path.join(parent, 'empty'), shown: 'empty' };
  await mkdir(empty.path);
  await writeAudit(made, empty);
  expect((await readdir(empty.path)).sort()).toEqual(['records', 'report.md']);
  const file = { path: path.join(parent, 'file'), shown: 'file' };
  await writeFile(file.path, 'mine');
  await expect(writeAudit(made, file)).rejects.toThrow('E_FETCH_PATH');
  expect(await readFile(file.path, 'utf8')).toBe('mine');
});
