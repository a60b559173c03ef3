import { chart } from '../../src/report/charts.js';
import { curves, pictures } from '../../src/report/figures.js';
import { currentRun, gateView, judgement } from './gate/views.js';
import { faultsOf } from './page.js';

const points = (values: readonly number[]) =>
  values.map((value, step) => ({ key: 'loss', step, value, at: null }));
const OURS = 'https://github.com/octo/models/raw/lineage';

test('a curve that is shorter ends where it ends: the browser draws it up to the first point without a place', () => {
  const text = chart({ name: 'loss', current: points([4, 3]), baseline: points([5, 4, 3, 2]) }) ?? '';
  const [, drawn = ''] = /line "current" \[(.*)\]/.exec(text) ?? [];
  const values = drawn.split(', ').map(Number);
  expect(values).toEqual([4, 3, Number.POSITIVE_INFINITY, 0]);
  expect(text).toContain('line "baseline" [5, 4, 3, 2]');
  expect(text).toMatch(/y-axis 1\.85 --> 5\.15/);
  expect(faultsOf(text)).toEqual([]);
});

test('the axis has the name of the column that counts the steps, where Mermaid can take it', () => {
  const axis = (name?: string) =>
    /x-axis "(.*?)"/.exec(
      chart({ name: 'loss', current: points([1, 2]), baseline: [], axis: name }) ?? '',
    )?.[1];
  expect([
    axis(),
    axis('epoch'),
    axis('trainer/global_step'),
    axis('e"] \n click'),
    axis('a'.repeat(41)),
  ]).toEqual(['step', 'epoch', 'trainer/global_step', 'step', 'step']);
});

test('curves and pictures are open where the verdict is red', () => {
  const [run] = judgement().runs;
  const view = gateView({ series: new Map([[run?.run_id ?? '', points([2, 1])]]) });
  const detail = { rows: 10, text: 100, charts: 3, values: true };
  expect(curves(judgement({ verdict: 'fail' }), view, detail)).toMatch(
    /^<details open><summary>1 training curve \(loss\)/,
  );
  expect(curves(judgement(), view, detail)).toMatch(/^<details><summary>/);
});

test('a picture stands beside the one that the baseline has under its name', () => {
  const [current, baseline] = [currentRun(1), currentRun(2)];
  const all = new Map([
    [current.run_id, ['roc', 'new'].map((name) => ({ name, url: `${OURS}/1/${name}.png` }))],
    [baseline.run_id, ['roc', 'old'].map((name) => ({ name, url: `${OURS}/2/${name}.png` }))],
  ]);
  const text = pictures({ current, baseline }, gateView({ pictures: all }), true);
  expect(text).toContain('<details open><summary>2 pictures (roc, new)</summary>');
  expect(text).toContain(
    `| baseline | current |\n|---|---|\n| ![roc](${OURS}/2/roc.png) | ![roc](${OURS}/1/roc.png) |`,
  );
  expect(text).toContain(`\`new\`\n\n![new](${OURS}/1/new.png)`);
  expect(text).not.toContain('old');
  // One that must not be shown leaves the other alone.
  const elsewhere = new Map([...all, [baseline.run_id, [{ name: 'roc', url: 'https://evil.test/roc.png' }]]]);
  expect(pictures({ current, baseline }, gateView({ pictures: elsewhere }))).not.toMatch(/baseline|evil/);
});
