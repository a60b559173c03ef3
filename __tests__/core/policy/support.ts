import type { PolicyFile, RunRecord } from '../../../src/core/generated/types.js';
import type { Baseline, Judgement } from '../../../src/core/judgement.js';
import { type JudgeFacts, judge } from '../../../src/core/policy/judge.js';
import { type Matches, type Policy, policyOf } from '../../../src/core/policy/policy.js';
import { runRecord } from '../../ledger/fixtures.js';

export const TAGS = { dataset_version: 'orders_v2.1', git_commit: 'abc', triggered_by: 'local' };
export const NOW = '2026-11-21T09:30:00Z';

/** Without a limit of time, which these tests do not need. */
export const matches: Matches = (pattern, text) => new RegExp(pattern, 'u').test(text);

/** A policy as a file would make it. */
export function policy(file: Omit<PolicyFile, 'version'>): Policy {
  return policyOf({ version: 1, ...file }, 'p.yml');
}

/** A sound run with these metrics. */
export function run(
  metrics: Record<string, number | 'NaN' | 'Infinity' | '-Infinity'> = {},
  changes: Partial<RunRecord> = {},
): RunRecord {
  const record = runRecord('0'.repeat(32), { tags: TAGS, ...changes });
  const values = Object.entries(metrics).map(([key, value]) => [key, { value, step: null, at: null }]);
  return { ...record, outputs: { ...record.outputs, metrics: Object.fromEntries(values) } };
}

/** Runs of one metric that differ in their seed. */
export function seeds(key: string, values: readonly number[]): RunRecord[] {
  return values.map((value) => run({ [key]: value }));
}

export function production(runs: readonly RunRecord[]): Baseline {
  const model = { name: 'clf_orders', version: 3 };
  return { kind: 'production', runs, model, reason: 'Production version 3 of clf_orders' };
}

export function baseBranch(runs: readonly RunRecord[]): Baseline {
  return { kind: 'base-branch', runs, model: null, reason: 'newest finished run on main' };
}

export function judged(rules: Policy, changes: Partial<JudgeFacts>): Judgement {
  return judge(rules, {
    purpose: 'gate',
    subject: 'clf_orders',
    experiment: 'orders',
    runs: [run()],
    baseline: null,
    no_baseline: null,
    record_problems: null,
    matches,
    now: NOW,
    ...changes,
  });
}

/** `id severity` of all findings. */
export function told({ findings }: Judgement): string[] {
  return findings.map(({ rule, severity }) => `${rule} ${severity}`);
}
