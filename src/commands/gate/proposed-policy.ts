import { UserError } from '../../core/errors.js';
import type { Judgement } from '../../core/judgement.js';
import type { Log } from '../../core/log.js';
import { BUILT_IN_POLICY, type Policy, policyDigest } from '../../core/policy/policy.js';
import { readFileAtRef } from '../../github/contents.js';
import { parsePolicy } from '../../policy-file/policy-file.js';
import { DEFAULT_POLICY_PATH } from '../policy/policy.js';
import { quoted } from './own-runs.js';
import type { GateDeps } from './request.js';
import type { GateTarget } from './target.js';

/** Faults or findings that are told. */
const TOLD = 3;
const LONGEST = 300;
/** Milliseconds after which judging by a policy that decides nothing is given up: whoever opens a pull request writes it. */
const PATIENCE = 20_000;

/** The policy as a pull request would have it. */
export interface Proposal {
  path: string;
  /** Null when it cannot be used. */
  policy: Policy | null;
  /** Why it cannot; sentences without a full stop. */
  faults: readonly string[];
}

/**
 * The policy of a pull request's head, read as hostile input; null when it is that of the base, when there is no pull request, or
 * when it cannot be asked for. It decides nothing.
 */
export async function proposedPolicy(target: GateTarget, deps: GateDeps): Promise<Proposal | null> {
  const { pull, sha, isQueue } = target;
  const { policy_file: file, log } = deps;
  if (pull === null || isQueue || file === undefined) return null;
  const { path } = file;
  try {
    const text = await textAt(sha, path, deps);
    if (text === file.text) return null;
    const policy = await policyOf(text, { path, sha }, deps);
    return policyDigest(policy) === policyDigest(deps.policy) ? null : { path, policy, faults: [] };
  } catch (error) {
    if (error instanceof UserError && error.has('E_GITHUB_API')) {
      log.debug(`whether the pull request changes the policy is not known: ${error.message}`);
      return null;
    }
    const faults =
      error instanceof UserError
        ? error.faults.map(({ what, where }) => `${what}${where === undefined ? '' : ` (${quoted(where)})`}`)
        : ['it cannot be read'];
    return { path, policy: null, faults };
  }
}

async function textAt(ref: string, path: string, { github, repository }: GateDeps): Promise<string | null> {
  return readFileAtRef(await github(), { ...repository, path, ref });
}

async function policyOf(
  text: string | null,
  { path, sha }: { path: string; sha: string },
  deps: GateDeps,
): Promise<Policy> {
  if (text !== null) return parsePolicy(text, { path, ref: sha, read: (name) => textAt(sha, name, deps) });
  if (path === DEFAULT_POLICY_PATH) return BUILT_IN_POLICY;
  throw new UserError({
    code: 'E_PATH_MISSING',
    what: 'The file is gone, and gates that name it would stop',
    where: path,
    mend: 'Keep the file',
  });
}

/** What would be judged by it, one after the other. */
export type JudgeBy = (policy: Policy, log: Log) => AsyncIterable<Judgement>;

/**
 * What a pull request that changes the policy is told: that it was seen, when it counts, and both verdicts.
 * @param verdict by the policy that counts; null when nothing was judged
 * @returns a sentence without a full stop, foreign values between backticks
 */
export async function proposalNote(
  { path, policy, faults }: Proposal,
  { verdict, judgeBy, now }: { verdict: 'pass' | 'fail' | null; judgeBy: JudgeBy; now(): number },
): Promise<string> {
  const seen = `This pull request changes the policy ${quoted(path)}, which counts once it is merged`;
  if (policy === null) {
    return `${seen}. It is not valid, so that no gate could judge then: ${listed(faults)}`;
  }
  if (verdict === null) return seen;
  const found = await findingsBy(policy, { judgeBy, now });
  if (found === null) return `${seen}. What it would say of this commit took too long to tell`;
  const by = `By the policy of the base branch this commit ${verdict === 'pass' ? 'passes' : 'does not pass'}`;
  const same = (found.length === 0) === (verdict === 'pass');
  const would = found.length === 0 ? 'would pass' : `would not pass: ${listed(found)}`;
  return `${seen}. ${by}; by the changed one it ${same ? 'also ' : ''}${would}`;
}

/** Errors by the changed policy; null when that took too long. */
async function findingsBy(
  policy: Policy,
  { judgeBy, now }: { judgeBy: JudgeBy; now(): number },
): Promise<string[] | null> {
  const start = now();
  const found: string[] = [];
  for await (const { findings } of judgeBy(policy, SILENT)) {
    found.push(...findings.filter(({ severity }) => severity === 'error').map(({ message }) => message));
    if (now() - start > PATIENCE) return null;
  }
  return [...new Set(found)];
}

/** What is said of the verdict that counts is said once. */
const SILENT: Log = { info() {}, warning() {}, debug() {}, group() {} };

function listed(texts: readonly string[]): string {
  const shown = texts
    .slice(0, TOLD)
    .map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
  const more = texts.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ');
}
