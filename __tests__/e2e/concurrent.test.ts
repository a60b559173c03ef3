import { jest } from '@jest/globals';
import { runPath } from '../../src/ledger/layout.js';
import { GitHubWorld } from '../support/github-world.js';
import { errorsOf, readLedger, TRACK } from './support.js';

jest.setTimeout(120_000);

const WRITERS = 20;

let world: GitHubWorld;

beforeAll(async () => {
  world = await GitHubWorld.start({ delayMs: 30 });
});

afterAll(async () => {
  await world.close();
});

test('twenty track steps that write at the same time all land, byte for byte', async () => {
  const trigger = await world.push();
  const jobs = await Promise.all(
    Array.from({ length: WRITERS }, (_, index) => world.job(trigger, { artifacts: false, jobIndex: index })),
  );
  const reports = await Promise.all(
    jobs.map((job, index) =>
      job.uses(
        TRACK,
        {
          run: 'echo trained',
          'run-name': `writer ${index}`,
          datasets: 'orders=v2.1 data/orders.csv',
          params: `index=${index}`,
          metrics: `score=${index / 100}`,
          tags: `writer=${index}`,
        },
        { timeoutMs: 100_000 },
      ),
    ),
  );
  expect(reports.map((report) => [report.exitCode, errorsOf(report)])).toEqual(reports.map(() => [0, []]));

  // Reads every commit, checks that each only adds files, and that git finds the repository sound.
  const { files, runs, log } = await readLedger(world);
  expect(runs).toHaveLength(WRITERS);
  for (const [index, { outputs }] of reports.entries()) {
    const id = outputs['run-id'] ?? '';
    expect(outputs['record-path']).toBe(runPath(id));
    // What the step reported as its record is what lies there, and in the commit that it named.
    const bytes = files.get(runPath(id));
    const inCommit = await world.repo.readFile(outputs['ledger-commit'] ?? '', runPath(id));
    expect(inCommit?.equals(bytes ?? Buffer.alloc(0))).toBe(true);
    const record = runs.find((run) => run.run_id === id);
    expect(record).toMatchObject({
      run_name: `writer ${index}`,
      status: 'FINISHED',
      inputs: { params: { index } },
    });
    expect(record?.tags).toEqual(JSON.parse(outputs['tags'] ?? ''));
    expect(record?.outputs.metrics['score']?.value).toBe(JSON.parse(outputs['metrics'] ?? '').score);
  }
  const commits = new Set(reports.map((report) => report.outputs['ledger-commit']));
  expect(log.map((entry) => entry.sha)).toEqual(expect.arrayContaining([...commits]));
  // Refs for passing records on must not stay behind.
  expect(Object.keys(await world.repo.refs()).filter((ref) => ref.startsWith('refs/lineage'))).toEqual([]);
  expect(world.github.violations).toEqual([]);
});
