import type { JobSearch } from '../../../src/core/lost-job.js';
import { annotationsOf } from '../../../src/report/gate/annotations.js';
import { gateSummary } from '../../../src/report/gate/summary.js';
import type { GateView } from '../../../src/report/gate/view.js';
import { gateView } from './views.js';

const EXAMPLE = '- uses: octo/lineage-gate@v1\n  with:';
const JOB = {
  name: 'train',
  ending: 'failed',
  step: 'x',
  reasons: ['`metric` is no input'],
  url: 'https://github.com/octo/models/actions/runs/3/job/7#step:4:1',
} as const;

function view(search: Partial<JobSearch>): GateView {
  const none = { jobs: [], more: 0, recorder: 'unknown', lacking: [] } as const;
  return gateView({ case: 'no-runs', judgements: [], search: { ...none, ...search } });
}

test('the step to add is shown only where no job has it', () => {
  expect(gateSummary(view({ recorder: 'missing' }))).toContain(EXAMPLE);
  expect(gateSummary(view({ recorder: 'missing', jobs: [JOB] }))).toMatch(/`train` failed[\s\S]*- uses:/);
  for (const search of [{}, { recorder: 'there' as const }, { jobs: [JOB] }]) {
    expect(gateSummary(view(search))).not.toContain(EXAMPLE);
  }
  expect(gateSummary(gateView({ case: 'no-runs', judgements: [] }))).not.toContain(EXAMPLE);
});

test('a job is named with its step, what it says, what to do, and its log', () => {
  const said = "`train` failed at the step `x`: `'metric' is no input`. Mend what it says";
  expect(gateSummary(view({ jobs: [JOB] }))).toContain(`- ❌ ${said}`);
  expect(gateSummary(view({ jobs: [JOB] }))).toContain(`[Log](${JOB.url}).`);
  expect(annotationsOf(view({ jobs: [JOB] }))[0]?.message).toContain(said);
  const elsewhere = { ...JOB, url: 'https://github.com/evil/repo/actions/runs/3' };
  expect(gateSummary(view({ jobs: [elsewhere] }))).not.toMatch(/evil|Log/);
});

test.each([
  [['actions: read'], ['actions: read', 'checks: read']],
  [['checks: read'], ['checks: read']],
] as const)('what %j would tell, with the lines to add', (lacking, lines) => {
  const text = gateSummary(view({ jobs: [JOB], lacking }));
  const block = /```yaml\n([\s\S]*?)\n```/.exec(text)?.[1]?.split('\n') ?? [];
  expect(block.map((line) => line.split(' # ')[0])).toEqual([
    'permissions:',
    ...lines.map((one) => `  ${one}`),
  ]);
});
