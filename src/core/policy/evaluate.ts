import type { Finding } from '../generated/types.js';
import type { Judged } from './judged.js';
import type { Policy, PolicyFacts, Rule, RunRule, Verdict } from './policy.js';
import { codeDirty } from './rules/code-dirty.js';
import { dataTag } from './rules/data-tag.js';
import { datasetsImmutable } from './rules/datasets-immutable.js';
import { datasetsRoles } from './rules/datasets-roles.js';
import { inputsChanged } from './rules/inputs-changed.js';
import { metricBaseline } from './rules/metric-baseline.js';
import { metricBounds } from './rules/metric-bounds.js';
import { metricLimits } from './rules/metric-limits.js';
import { metricPresent } from './rules/metric-present.js';
import { metricRegression } from './rules/metric-regression.js';
import { metricSource } from './rules/metric-source.js';
import { modelKnown } from './rules/model-known.js';
import { recordSchema } from './rules/record-schema.js';
import { requiredTags } from './rules/required-tags.js';
import { runComplete } from './rules/run-complete.js';
import { runFresh } from './rules/run-fresh.js';
import { hasFinished, runStatus } from './rules/run-status.js';
import { tagPatterns } from './rules/tag-patterns.js';
import { trust } from './rules/trust.js';

const TAG_RULES: readonly Rule[] = [requiredTags, tagPatterns, dataTag];
const RUN_RULES: readonly RunRule[] = [
  runStatus,
  trust,
  modelKnown,
  inputsChanged,
  codeDirty,
  datasetsImmutable,
  datasetsRoles,
];
/** What a run left behind says something where it has finished. */
const OUTPUT_RULES: readonly RunRule[] = [
  runComplete,
  runFresh,
  metricPresent,
  metricBounds,
  metricRegression,
  metricBaseline,
  metricLimits,
  metricSource,
  recordSchema,
];

/**
 * Every finding of every rule; the verdict fails when one of them is an error. Pure: same policy and facts, same verdict.
 * What `models` and `waivers` say is not in it: {@link judge} has both.
 */
export function evaluate(policy: Policy, facts: PolicyFacts): Verdict {
  const { judged } = facts;
  const findings = [
    ...(judged === undefined ? [] : runFindings(policy, judged)),
    ...TAG_RULES.flatMap((rule) => rule(policy, facts)),
  ];
  return { verdict: verdictOf(findings), findings };
}

function runFindings(policy: Policy, judged: Judged): Finding[] {
  const runs = judged.runs.filter(hasFinished);
  const ids = new Set(runs.map(({ run_id }) => run_id));
  const record_problems = judged.record_problems?.filter(({ run_id }) => ids.has(run_id)) ?? null;
  return [
    ...RUN_RULES.flatMap((rule) => rule(policy, judged)),
    ...(runs.length === 0
      ? []
      : OUTPUT_RULES.flatMap((rule) => rule(policy, { ...judged, runs, record_problems }))),
  ];
}

export function verdictOf(findings: readonly Finding[]): Verdict['verdict'] {
  return findings.some(({ severity }) => severity === 'error') ? 'fail' : 'pass';
}

/** Keys of the lineage tags that findings complain of as missing. */
export function missingTags(findings: readonly Finding[]): string[] {
  return findings.filter(({ rule }) => rule.startsWith('required_tags.')).map(({ subject }) => subject);
}
