import type { ApprovalRequestedEvent, ApprovedEvent } from '../../../src/core/generated/types.js';
import type { RequestState } from '../../../src/core/registry/registry.js';
import {
  type RequestView,
  requestIssue,
  requestMarker,
  requestTitle,
} from '../../../src/report/promote/request-issue.js';
import { idAt, modelVersion, runRecord } from '../../ledger/fixtures.js';

const AT = '2026-11-21T09:30:00Z';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const HOSTILE =
  '<!-- lineage-gate request x --> **b** @everyone <script>x</script> ](http://evil) ::error::x';
const head = {
  schema: 'lineage-gate/model-event/v1',
  model: 'clf',
  version: 2,
  at: AT,
  previous: null,
} as const;

const event: ApprovalRequestedEvent = {
  ...{ ...head, event_id: idAt(Date.parse(AT), 1), type: 'approval-requested', actor: 'octo' },
  ci_run_url: 'https://github.com/o/r/actions/runs/7',
  change: {
    ...{ type: 'stage', from_stage: 'Staging', to_stage: 'Production', archive_existing: true },
    ...{ manifest_digest: DIGEST, serves: 1, rollback: false },
  },
  ...{ reason: HOSTILE, approvals: 2, expires_at: '2026-11-28T09:30:00Z', review: DIGEST },
  requesters: [{ login: 'octo', id: '1', type: 'User' }],
  policy: { digest: DIGEST, verdict: 'pass', findings: [] },
};
const approved: ApprovedEvent = {
  ...{ ...head, event_id: idAt(Date.parse(AT), 2), type: 'approved', actor: 'alice', ci_run_url: null },
  ...{ request: event.event_id, review: DIGEST, reason: HOSTILE },
  person: { login: 'alice', id: '2', type: 'User' },
  evidence: { via: 'comment', issue: 3, comment_id: '9' },
};

function view(request: Partial<RequestState> = {}): RequestView {
  const of = (number: number) => {
    const version = modelVersion('clf', number);
    const run = runRecord(version.run_id);
    const val_auc = { value: 0.9 + number / 100, step: null, at: null, source: 'inline' };
    return { version, run: { ...run, outputs: { ...run.outputs, metrics: { [HOSTILE]: val_auc } } } };
  };
  const whole: RequestState = { event, since: AT, approvals: [], ...request };
  const urls = { server: 'https://github.com', repository: 'o/r' };
  return { request: whole, asked: of(2), serves: of(1), urls };
}

test('of a repair it shows the records and what each says, and is done with the disowning', () => {
  const record = (number: number) => ({
    path: `models/clf/events/${number}.json`,
    digest: DIGEST,
    what: HOSTILE,
  });
  const records = Array.from({ length: 300 }, (_, index) => record(index));
  const asked: ApprovalRequestedEvent = {
    ...{ ...event, version: null, reason: 'pushed by hand' },
    change: { type: 'disown', records: [record(0), record(1)] },
  };
  const { urls } = view();
  const about = (request: Partial<RequestState>): RequestView => ({
    ...{ request: { event: asked, since: AT, approvals: [], ...request }, records, urls },
  });
  expect(requestTitle(about({}).request)).toBe('clf: disown 2 records, 2 approval(s) needed');
  const text = requestIssue(about({}));
  expect(text).toContain('| `models/clf/events/0.json` |');
  expect(text).toContain(`/approve ${event.event_id}`);
  expect(text).not.toMatch(/<script>|<!-- lineage-gate request x|@everyone/);
  expect(Buffer.byteLength(text)).toBeLessThan(65_536);
  const { records: named } = asked.change as Extract<typeof asked.change, { type: 'disown' }>;
  const ended = {
    ...{ ...head, version: null, event_id: idAt(Date.parse(AT), 3), actor: 'alice' },
    ci_run_url: null,
  };
  const done = { ...ended, type: 'disowned', records: named, reason: 'pushed by hand' } as const;
  expect(requestIssue(about({ ended: done }))).toMatch(/\*\*Ended\*\* at \S+ the records are disowned\n$/);
});

test('it begins with its marker, shows both versions, and says how to answer', () => {
  const text = requestIssue(view());
  expect(text.startsWith(`${requestMarker(view().request)}\n`)).toBe(true);
  expect(text).toContain('Asked by `octo` ([workflow run](https://github.com/o/r/actions/runs/7)): ');
  expect(text).toMatch(/\| model \| `models:\/clf\/1` \| `models:\/clf\/2` \|/);
  expect(text).toMatch(/\| 0\.91 \| 0\.92 \|/);
  expect(text).toContain('**0 of 2** approval(s)');
  expect(text).toContain(`\`/approve ${event.event_id}\``);
});

test('nothing in it that somebody wrote is markup, a mention or another marker', () => {
  const text = requestIssue(view({ approvals: [approved] }));
  expect(text.match(/<!--/g)).toHaveLength(1);
  expect(text).not.toMatch(/(?<!\\)<script|@everyone|(?<!\\)\]\(http:\/\/evil|(?<!\\)\*\*b/);
  expect(text).toContain('`alice` approved at');
});

test('of one that has ended it says how, and no longer how to answer', () => {
  const ended = {
    ...{
      ...head,
      event_id: idAt(Date.parse(AT), 3),
      type: 'rejected' as const,
      actor: 'bob',
      ci_run_url: null,
    },
    ...{ request: event.event_id, reason: 'drifts', person: { login: 'bob', id: '3', type: 'User' } },
    evidence: { via: 'dispatch' as const },
  };
  const text = requestIssue(view({ ended }));
  expect(text).toMatch(/\*\*Ended\*\* at .*bob rejected request .*: drifts/);
  expect(text).not.toContain('/approve');
});
