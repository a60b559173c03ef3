import type { Finding, Waiver } from '../generated/types.js';
import type { WaivedFinding } from '../judgement.js';
import { RECALLED_RULE } from '../recall/findings.js';
import { findingText, remarksAmong } from '../remarks.js';
import { matchesName } from './globs.js';

/** Findings that no policy lets pass: that there is no run, that it failed, whose it is, that the policy cannot be read, or who may promote. */
const NEVER =
  /^(?:run\.(?:recorded|status|trust)$|policy\.|stages\.\w+\.(?:allowed_actors|allowed_refs|approvals|override|rollback|review)$)/;

export interface Sorted {
  findings: Finding[];
  waived: WaivedFinding[];
}

/**
 * Takes out what the policy lets pass. Of several waivers for one finding the first counts.
 * @param options `now`: RFC 3339, UTC; `version`: the model version that is judged, or would be made; null or left out: none
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  options: { subject: string; now: string; version?: number | null },
): Sorted {
  const valid = waivers.filter(
    (waiver) =>
      !isExpired(waiver, options.now) &&
      (waiver.model === undefined || matchesName(waiver.model, options.subject)),
  );
  const sorted: Sorted = { findings: [], waived: [] };
  for (const finding of findings) {
    const waiver = canBeWaived(finding)
      ? valid.find((one) => covers(one, finding, options.version ?? null))
      : undefined;
    if (waiver === undefined) sorted.findings.push(finding);
    else {
      const { rule, model = null, reason, by, expires } = waiver;
      sorted.waived.push({ finding, waiver: { rule, model, reason, by, expires } });
    }
  }
  return sorted;
}

/** A recall is let pass by its id and never by a pattern, so that the next one is not let pass with it. */
function covers({ rule, recall, version }: Waiver, finding: Finding, judged: number | null): boolean {
  if (finding.rule === RECALLED_RULE)
    return (
      rule === RECALLED_RULE && recall === finding.subject && (version === undefined || version === judged)
    );
  if (recall !== undefined || version !== undefined) return false;
  return idsOf(finding).some((id) => matchesName(rule, id));
}

/** What a waiver may call a finding by: its rule, and of datasets each `name=version` as well. */
function idsOf({ rule, subject }: Finding): string[] {
  return rule === 'datasets.immutable' ? [rule, `${rule}/${subject}`] : [rule];
}

/** A waiver counts to the end of its day, UTC. @param now RFC 3339, UTC */
export function isExpired(waiver: Waiver, now: string): boolean {
  return now.slice(0, 'YYYY-MM-DD'.length) > waiver.expires;
}

/** Whether any finding with this id may be let pass. */
export function isWaivable(rule: string): boolean {
  return !NEVER.test(rule);
}

/** A notice needs no leave to pass. */
function canBeWaived({ rule, severity }: Finding): boolean {
  return severity !== 'notice' && isWaivable(rule);
}

/** One sentence for people, without a full stop: what was let pass, by whom, how long and why. */
export function waivedText({ finding, waiver }: WaivedFinding): string {
  return `Waived by ${waiver.by} until ${waiver.expires} (${waiver.reason}): ${finding.message}`;
}

/** What is to be said where nothing is refused, sentences: what keeps nobody from anything, and what was let pass. */
export function remarksOf({
  findings,
  waived = [],
}: {
  findings: readonly Finding[];
  waived?: readonly WaivedFinding[];
}): string[] {
  return [...remarksAmong(findings).map(findingText), ...waived.map((one) => `${waivedText(one)}.`)];
}
