import { type PromotionView, promotionSummary } from '../../../src/report/promote/summary.js';
import { modelVersion, runRecord } from '../../ledger/fixtures.js';

function view(more: Partial<PromotionView> = {}): PromotionView {
  const version = modelVersion('clf', 2);
  return {
    ...{ state: 'done', dry_run: false, override: false, rollback: false, version },
    ...{ run: runRecord(version.run_id), from: 'Archived', to: 'Production', replaced: null, archived: [3] },
    ...{ reason: 'predicts <b>zeros</b>', request: null, issue: null, actor: 'alice' },
    ...{ judgement: { findings: [], waived: [] }, metrics: [], baseline: null, is_there: false },
    ...{ endpoint: null, url: null, urls: { server: 'https://github.com', repository: 'o/r' } },
    ...more,
  };
}

test('a promotion by override, and a rollback, are marked above their reason', () => {
  expect(promotionSummary(view())).not.toMatch(/Override|Rollback/);
  const override = promotionSummary(view({ override: true }));
  expect(override).toMatch(/\*\*Override\*\*: without .*\n\nAsked by `alice`: predicts/);
  expect(override).not.toContain('<b>');
  expect(promotionSummary(view({ rollback: true, dry_run: true }))).toMatch(
    /\*\*Rollback\*\*: Production goes back .*\n\nAsked by `alice`: predicts/,
  );
});
