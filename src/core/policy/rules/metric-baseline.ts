import { samplesOf } from '../../compare/sides.js';
import type { Finding } from '../../generated/types.js';
import { printable } from '../../printable.js';
import { BASELINE_RECALLED } from '../../recall/findings.js';
import { baselineFor, type Judged } from '../judged.js';
import { baselineKind, comparesWithBaseline, directionOf, type MetricRule } from '../metric-rule.js';
import type { RunRule } from '../policy.js';

/** What keeps a metric from being compared, and a comparison that means something else than before. */
export const metricBaseline: RunRule = (policy, judged) => {
  const rules = Object.entries(policy.metrics);
  const compared = rules.filter(([, rule]) => comparesWithBaseline(rule));
  if (judged.baseline === null && judged.other_baseline === null) {
    // Registration compares with nothing unless it is given a baseline; the gate does, and says when it could not.
    return judged.no_baseline === null || compared.length === 0
      ? []
      : [noBaseline(compared, judged, judged.no_baseline)];
  }
  const { missing } = judged;
  const renamed = compared.filter(
    ([, rule]) => missing?.renamed != null && baselineKind(rule) === 'base-branch',
  );
  return [
    ...(renamed.length === 0 ? [] : [noBaseline(renamed, judged, missing?.why ?? '')]),
    ...compared.filter((one) => !renamed.includes(one)).flatMap(([key, rule]) => unusable(judged, key, rule)),
    ...rules.flatMap(([key, rule]) => turned(judged, key, rule)),
  ];
};

function noBaseline(rules: readonly [string, MetricRule][], judged: Judged, reason: string): Finding {
  const keys = rules.map(([key]) => `\`${key}\``);
  const some =
    keys.length > 3 ? `${keys.slice(0, 3).join(', ')} and ${keys.length - 3} more` : keys.join(', ');
  return {
    rule: 'baseline.missing',
    // Else another name would be a way past every limit.
    severity: judged.missing?.renamed == null ? 'notice' : severityOf(rules),
    subject: 'baseline',
    message: `There is nothing to compare ${some} with: ${reason}`,
    mend: mendOf(rules, judged),
  };
}

/** As grave as the gravest of the limits that cannot be held. */
function severityOf(rules: readonly [string, MetricRule][]): Finding['severity'] {
  return rules.some(([, { severity = 'error' }]) => severity === 'error') ? 'error' : 'warning';
}

function mendOf(rules: readonly [string, MetricRule][], judged: Judged): string {
  const {
    missing,
    subject,
    purpose,
    runs: [run],
  } = judged;
  if (missing?.is_recalled === true || judged.no_baseline?.startsWith(BASELINE_RECALLED))
    return 'Train on what is not recalled: the first such run is what later ones are compared with; `min` and `max` hold until then';
  if (purpose === 'promote')
    return 'Nothing is to be done for the first version there: later ones are compared with it';
  if (missing?.renamed != null) {
    const { branch, nearest } = missing.renamed;
    const none = rules.map(([key]) => `${shown(key)}: { baseline: none }`).join(', ');
    const same = `Write \`experiment: ${shown(nearest)}\` in the track step if it is the same model as that one`;
    const other = `if it is a new one, let the policy on \`${shown(branch)}\` say so until it has a run there`;
    return `${same}; ${other}: \`models: { '${shown(subject)}': { metrics: { ${none} } } }\``;
  }
  if (missing?.is_first === true && run?.context.trust === 'trusted')
    return 'Nothing is to be done for a first run: once it is on the base branch, later ones are compared with it';
  return 'Train the base branch too: let the workflow of the training run on `push` to it, with the permission `contents: write`';
}

/** A name from a record or the policy within code of ours. */
function shown(name: string): string {
  return printable(name).replaceAll('`', "'").slice(0, 100);
}

function unusable(judged: Judged, key: string, rule: MetricRule): Finding[] {
  const baseline = baselineFor(judged, rule);
  const complaint = (severity: Finding['severity'], message: string, mend: string): Finding[] => [
    { rule: `metrics.${key}.baseline`, severity, subject: key, message, mend },
  ];
  if (baseline === null) {
    const asked =
      baselineKind(rule) === 'production' ? 'a version in Production' : 'a run of the base branch';
    const message = `The metric \`${key}\` is to be compared with ${asked}, and there is none`;
    return complaint(
      'notice',
      message,
      `${baselineKind(rule) === 'production' ? 'Move a version to Production' : 'Train the base branch'}, or change \`metrics.${key}.baseline\``,
    );
  }
  const sample = samplesOf(baseline.runs, key);
  if (sample === null) {
    // What neither has, the next baseline will not have either.
    if (samplesOf(judged.runs, key) === null) return [];
    const message = `The baseline has no metric \`${key}\`, so it was not compared`;
    return complaint(
      'notice',
      message,
      'Nothing is to be done when the metric is new: the next baseline has it',
    );
  }
  if (sample.mean !== null) return [];
  const message = `The metric \`${key}\` of the baseline is no finite number, so it was not compared`;
  return complaint('warning', message, 'Make a baseline that is sound: record or register a good run');
}

function turned(judged: Judged, key: string, rule: MetricRule): Finding[] {
  const kind = baselineFor(judged, rule)?.kind;
  const earlier = kind === undefined ? undefined : judged.earlier_directions.get(kind);
  const [before, now] = [earlier?.get(key) ?? null, directionOf(rule)];
  if (before === null || now === null || before === now) return [];
  return [
    {
      rule: `metrics.${key}.direction`,
      severity: 'warning',
      subject: key,
      message: `Of \`${key}\` ${now} is better now; when the baseline was made, ${before} was`,
      mend: `Make sure that \`metrics.${key}\` in the policy says what the metric measures today`,
    },
  ];
}
