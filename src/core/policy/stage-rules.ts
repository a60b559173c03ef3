import type { Finding, ModelVersion } from '../generated/types.js';
import { quoted } from '../printable.js';
import { type Account, isListed } from './accounts.js';
import { policyFor } from './overrides.js';
import type { Policy } from './policy.js';

/** What somebody asks of the registry, and where from. */
export interface StageMove {
  version: ModelVersion;
  from: string;
  to: string;
  /** Whether it goes back to a version that the stage held before. */
  rollback?: boolean;
  /** Who asks, and behind them who started this attempt of the workflow: whoever may write can re-run what another asked for. */
  asking: readonly Account[];
  /** Ref that the job runs from, and the repository's default branch; null on a laptop, where there is no such thing. */
  job: { ref: string | null; default_branch: string } | null;
}

/** What the policy's rules for a stage complain about. */
export function stageFindings(policy: Policy, move: StageMove): Finding[] {
  const { version, to } = move;
  const { stages } = policyFor(policy, version.model);
  const rule = Object.hasOwn(stages, to) ? stages[to] : undefined;
  const found = (setting: string, message: string, mend: string): Finding => ({
    rule: `stages.${to}.${setting}`,
    severity: 'error',
    subject: version.model,
    message,
    mend,
  });
  const subject = `Version ${version.version} of ${quoted(version.model)}`;
  const findings: Finding[] = [];
  // Production archives what it replaces, so that no version could come back by a rule that says where versions come from.
  if (rule?.from !== undefined && !move.rollback && !rule.from.some((stage) => stage === move.from)) {
    const from = rule.from.join(' or ');
    findings.push(
      found(
        'from',
        `${subject} is in ${move.from}, and ${to} takes versions from ${from} only`,
        `Promote it to ${from} first`,
      ),
    );
  }
  const stranger = rule?.allowed_actors === undefined ? undefined : strangerAsks(move, rule.allowed_actors);
  if (stranger !== undefined) {
    const message = `${stranger}, and only ${rule?.allowed_actors?.join(', ')} may move a version to ${to}`;
    const mend = 'Let one of these accounts start the promotion anew';
    findings.push(found('allowed_actors', message, mend));
  }
  for (const key of rule?.required_tags ?? []) {
    if (Object.hasOwn(version.tags, key) && version.tags[key] !== '') continue;
    const mend = `A version keeps the tags that it was registered with: train again, and register that run with \`tags: ${key}=…\``;
    findings.push(found(`required_tags.${key}`, `${subject} has no tag \`${key}\`, which ${to} needs`, mend));
  }
  const refs = refFault('promotions', move.job, rule?.allowed_refs);
  if (refs !== undefined)
    findings.push(
      found(
        'allowed_refs',
        refs,
        'Start the workflow from the default branch, or name the ref in `allowed_refs`',
      ),
    );
  return findings;
}

/** A re-run keeps the actor of the first attempt, so who started it again counts as well. */
function strangerAsks(move: StageMove, listed: readonly string[]): string | undefined {
  const [actor, ...others] = move.asking;
  if (actor === undefined) return 'Nobody is known to ask';
  const name = ({ person }: Account) => quoted(person.login);
  if (!isListed(actor, listed)) return `${name(actor)} asks`;
  const other = others.find((one) => !isListed(one, listed));
  return other === undefined ? undefined : `${name(other)} has re-run what ${name(actor)} asked for`;
}

/** A workflow of another branch is not what was reviewed. @param what is decided, in the plural */
export function refFault(
  what: string,
  job: StageMove['job'],
  allowed: readonly string[] | undefined,
): string | undefined {
  if (job === null) return undefined;
  const names = allowed ?? [job.default_branch];
  const refs = names.map((name) => (name.startsWith('refs/') ? name : `refs/heads/${name}`));
  if (job.ref !== null && refs.includes(job.ref)) return undefined;
  const from = job.ref === null ? 'no ref that is known' : quoted(job.ref);
  return `The workflow runs from ${from}, and ${what} come from ${names.join(', ')}`;
}
