import { samplesOf } from '../../compare/sides.js';
import type { Finding, RunRecord } from '../../generated/types.js';
import { nearest } from '../../nearest.js';
import type { RunRule } from '../policy.js';
import { inSome } from './some-runs.js';

const LISTED = 10;

/** A metric that the policy has a rule for and that a run lacks, or that is no finite number. */
export const metricPresent: RunRule = (policy, { runs }) =>
  Object.entries(policy.metrics).flatMap(([key, rule]): Finding[] => {
    const { severity = 'error', required = true } = rule;
    const values = samplesOf(runs, key)?.values ?? [];
    const lacking = runs.length - values.length;
    const odd = values.find((value) => typeof value === 'string' || !Number.isFinite(value));
    const findings: Finding[] = [];
    if (lacking > 0 && required) {
      findings.push({
        rule: `metrics.${key}.required`,
        severity,
        subject: key,
        message: `The metric \`${key}\` is missing${inSome(lacking, runs.length)}`,
        mend: mendOf(key, runs),
      });
    }
    if (odd !== undefined) {
      findings.push({
        rule: `metrics.${key}.finite`,
        severity,
        subject: key,
        message: `The metric \`${key}\` is ${odd}, which no limit can be held against`,
        mend: 'Find out where the training or the evaluation went wrong, and train again',
      });
    }
    return findings;
  });

function mendOf(key: string, runs: readonly RunRecord[]): string {
  const known = [...new Set(runs.flatMap(({ outputs }) => Object.keys(outputs.metrics)))].sort();
  const near = nearestTo(key, known);
  const names = near.length > 0 ? near : known;
  const some = names.slice(0, LISTED).map((name) => `\`${cut(name)}\``);
  const listed = names.length > LISTED ? [...some, '…'] : some;
  const has = listed.length === 0 ? 'no metrics' : listed.join(', ');
  return `Write it to a file of \`metrics\` of the track step; the run has ${has}`;
}

/** The same name under another prefix (`eval/loss` for `loss`, and the other way round), else the one that is spelled most alike. */
function nearestTo(key: string, known: readonly string[]): string[] {
  const ends = (long: string, short: string) => long.endsWith(`/${short}`) || long.endsWith(`.${short}`);
  const kin = known.filter((name) => ends(name, key) || ends(key, name));
  if (kin.length > 0) return kin;
  const last = (name: string) => name.split('/').at(-1) ?? '';
  const meant = nearest(key, known) ?? nearest(last(key), known.map(last));
  return meant === undefined ? [] : known.filter((name) => name === meant || last(name) === meant);
}

/** Ten names as long as they may be would not fit into a record's message. */
function cut(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
