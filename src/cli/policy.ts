import path from 'node:path';
import { DEFAULT_POLICY_PATH, type loadPolicyFile } from '../commands/policy/policy.js';
import {
  type PolicyTestResult,
  type Trial,
  type Trials,
  testPolicy,
} from '../commands/policy/policy-test.js';
import { UserError } from '../core/errors.js';
import type { Finding } from '../core/generated/types.js';
import { shown } from '../core/key-values.js';
import { describePolicy } from '../core/policy/describe.js';
import { comparesWithBaseline } from '../core/policy/metric-rule.js';
import { type Policy, policyDigest } from '../core/policy/policy.js';
import type { Remark } from '../core/policy/remark.js';
import { remarksOn } from '../core/policy/remarks.js';
import { printable } from '../core/printable.js';
import { Git } from '../ledger/git/git.js';
import { ruleLine } from '../policy-file/lines.js';
import { policyAt } from './committed-policy.js';
import { type CliHost, type CommonOptions, openCliHost } from './host.js';
import { jsonText } from './json.js';
import { namedCommit } from './named-commit.js';
import { openReadCache } from './read-cache.js';
import { fields, shortDigest } from './tables.js';
import { workTreePolicy } from './work-tree-policy.js';

export interface PolicyCheckOptions extends CommonOptions {
  json?: boolean;
}

export interface PolicyTestOptions extends CommonOptions {
  experiment?: string;
  against?: string;
  limit: number;
  json?: boolean;
}

/** `lineage-gate policy check [FILE]`. @returns 1 when there are faults */
export async function policyCheck(file: string | undefined, options: PolicyCheckOptions): Promise<number> {
  const host = await openCliHost(options);
  if (!options.json) {
    const { policy, remarks } = await checked(host, file, options);
    process.stdout.write(summary(policy, remarks, host));
    return 0;
  }
  try {
    const { policy, remarks } = await checked(host, file, options);
    const { source, ...rules } = policy;
    print({ valid: true, source, digest: policyDigest(policy), faults: [], remarks, rules });
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    print({ valid: false, faults: error.faults });
    return 1;
  }
}

type PlacedAt = Remark & { where: string };

/** A policy, and what is to be said of it, each with its line. */
async function checked(
  host: CliHost,
  file: string | undefined,
  options: CommonOptions,
): Promise<{ policy: Policy; remarks: PlacedAt[] }> {
  const { policy, policy_file } = await policyOfFile(host, file, options);
  const remarks = remarksOn(policy).map(async ({ glob, ...remark }) => {
    const line = await ruleLine(policy_file.text ?? '', remark.rule, (one) => one === glob);
    return { ...remark, where: line === null ? policy.source : `${policy.source}:${line}` };
  });
  return { policy, remarks: await Promise.all(remarks) };
}

/** `lineage-gate policy test [FILE]` */
export async function policyTest(file: string | undefined, options: PolicyTestOptions): Promise<number> {
  const host = await openCliHost(options);
  const { policy: changed } = await policyOfFile(host, file, options);
  const inForce = await policyInForce(host, options);
  const request = {
    changed,
    inForce,
    limit: options.limit,
    now: new Date(host.now()).toISOString(),
    ...(options.experiment === undefined ? {} : { experiment: options.experiment }),
  };
  const cache = await openReadCache(host);
  const result = await testPolicy(await host.ledger.view(), request, { log: host.log, cache });
  const named = (policy: Policy) => ({ source: policy.source, digest: policyDigest(policy) });
  if (options.json) print({ changed: named(changed), in_force: named(inForce), ...result });
  else process.stdout.write(report(result, { changed, inForce }));
  return 0;
}

function print(value: unknown): void {
  process.stdout.write(`${jsonText(value)}\n`);
}

/** @param file as the user names it, from the folder that he stands in; else the policy of this repository */
async function policyOfFile(
  { root, cwd, env }: CliHost,
  file: string | undefined,
  options: CommonOptions,
): ReturnType<typeof loadPolicyFile> {
  const name =
    file === undefined
      ? options.policy
      : path.relative(root, path.resolve(cwd, file)).split(path.sep).join('/');
  const loaded = await workTreePolicy({ root, env, policy: name });
  if (file === undefined || loaded.policy.source !== 'built-in') return loaded;
  throw new UserError({
    code: 'E_PATH_MISSING',
    what: `There is no policy file ${shown(file)}`,
    where: 'argument FILE',
    mend: 'Correct the path',
  });
}

/** The policy that is committed; where there is none under that name, the one that applies without it. */
async function policyInForce(host: CliHost, { against, policy }: PolicyTestOptions): Promise<Policy> {
  const git = new Git({ folder: host.root, env: host.env });
  const named = await namedCommit(git, against ?? 'HEAD');
  if (named === null && against !== undefined) {
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: `${shown(against)} is no commit of this repository`,
      where: '--against',
      mend: 'Give a branch, tag or commit, e.g. origin/main, and fetch it first',
    });
  }
  if (named === null) return policyAt(null, { git, policy, ref: 'HEAD' });
  const { commit, ref, other } = named;
  if (other !== null)
    host.log.warning(
      `${shown(against ?? '')} may be the tag ${shown(other)} as well: ${shown(ref ?? commit)} was taken.`,
    );
  const id = commit.slice(0, 12);
  return policyAt(commit, { git, policy, ref: ref === null ? id : `${id}, ${ref}` });
}

function summary(policy: Policy, remarks: readonly PlacedAt[], { now }: CliHost): string {
  const lines = describePolicy(policy, new Date(now()).toISOString()).flatMap(([title, all]) =>
    all.map((line, index): [string, string] => [`  ${index === 0 ? title : ''}`, line]),
  );
  const about =
    policy.source === 'built-in'
      ? `There is no ${DEFAULT_POLICY_PATH}; the built-in policy applies`
      : `${policy.source} is valid`;
  const told = remarks.map(({ severity, message, where, mend }) =>
    printable(`${severity === 'warning' ? 'Warning' : 'Note'}: ${message} (${where}). ${mend}.`),
  );
  const head = `${printable(about)} (${shortDigest(policyDigest(policy))})\n${fields(lines)}`;
  return `${head}${told.map((line) => `${line}\n`).join('')}`;
}

const KINDS = [
  ['newly_failing', 'Newly failing', ({ after }: Trial) => after],
  ['newly_passing', 'Newly passing', ({ before }: Trial) => before],
  ['failing_in_both', 'Failing in both', ({ after }: Trial) => after],
] as const;

function report(
  { runs, models, unfinished }: PolicyTestResult,
  { changed, inForce }: { changed: Policy; inForce: Policy },
): string {
  const sections = KINDS.flatMap(([kind, title, findingsOf]) => {
    const trials = [...models[kind], ...runs[kind]];
    return trials.length === 0
      ? []
      : [title, ...trials.flatMap((one) => trialLines(one, findingsOf(one))), ''];
  });
  const isCompared = Object.values(changed.metrics).some(comparesWithBaseline);
  const lines = [
    `Policy ${named(changed)} instead of ${named(inForce)}`,
    '',
    ...sections,
    `Models: ${counts(models)}`,
    `Runs: ${counts(runs)}${unfinished === 0 ? '' : `; ${unfinished} that did not finish are left out`}`,
    ...(isCompared ? ['Limits on drops and increases are not tested here: they need a baseline.'] : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function named(policy: Policy): string {
  return `${policy.source} (${shortDigest(policyDigest(policy))})`;
}

function trialLines({ subject, version, run_id }: Trial, findings: readonly Finding[]): string[] {
  const what = version === null ? `run ${run_id} of ${subject}` : `model ${subject} version ${version}`;
  return [`  ${what}`, ...findings.map(({ rule, message }) => `    ${rule}: ${message}`)];
}

function counts({ newly_failing, newly_passing, failing_in_both, passing }: Trials): string {
  return `${newly_failing.length} newly failing, ${newly_passing.length} newly passing, ${failing_in_both.length} failing in both, ${passing} passing in both`;
}
