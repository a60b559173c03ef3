import type { Finding, RecalledEvent } from '../generated/types.js';
import { quoted } from '../printable.js';
import type { Severity } from './hit.js';

/** The rule of all findings about recalls. Their subject is the id of the recall, by which a waiver names them. */
export const RECALLED_RULE = 'recalled';

/** Where the only thing to compare with is recalled, the reason begins with this. */
export const BASELINE_RECALLED = 'baseline: recalled';

/** What {@link recalledFindings} is told of one recall. */
export interface Told {
  recall: RecalledEvent | { id: string; path: string; why: string };
  severity: Severity;
  /** From what is recalled to the run; foreign names stand between backticks. */
  path: readonly string[];
}

/** Steps that a message names at either end of a path. */
const STEPS_SHOWN = 4;
const LOST_SHOWN = 3;
const UNREADABLE_SHOWN = 20;
const REASON_SHOWN = 300;

/** What is to be said of a run that comes from what is recalled, or of which nobody can tell. @param subject the model, or the experiment */
export function recalledFindings(
  told: readonly Told[],
  { lost, subject }: { lost: readonly string[]; subject: string },
): Finding[] {
  const unreadable = told.filter(({ recall }) => 'why' in recall);
  const left = new Set(unreadable.slice(UNREADABLE_SHOWN));
  const shown = told.filter((one) => !left.has(one));
  const findings = [...shown.map(findingOf), ...(left.size === 0 ? [] : [tooMany(left.size)])];
  if (lost.length === 0) return findings;
  const some = lost.slice(0, LOST_SHOWN).join(', ');
  const more = lost.length > LOST_SHOWN ? ` and ${lost.length - LOST_SHOWN} more` : '';
  return [
    ...findings,
    {
      rule: RECALLED_RULE,
      severity: 'notice',
      subject,
      message: `Whether it comes from what is recalled is not known as far as it comes from ${some}${more}: the ledger has no such record that can be read`,
      mend: 'Nothing, where that is known to be sound; `lineage-gate trace` shows what it comes from',
    },
  ];
}

/** The id by which a recall is named, and cleared. */
export function idOfRecall(recall: Told['recall']): string {
  return 'event_id' in recall ? recall.event_id : recall.id;
}

/** No waiver lets these pass: one that nobody has seen names none of them. */
function tooMany(count: number): Finding {
  return {
    rule: RECALLED_RULE,
    severity: 'error',
    subject: 'recalls',
    message: `And ${count} more records of recalls of which nobody can tell what they are about`,
    mend: 'Look at who pushed them (`git log --stat -- recalls` on the ledger branch), and take them out with a commit',
  };
}

function findingOf({ recall, severity, path }: Told): Finding {
  const id = idOfRecall(recall);
  const finding = { rule: RECALLED_RULE, subject: id } as const;
  if ('why' in recall)
    return {
      ...finding,
      severity: 'error',
      message: `What the recall ${quoted(recall.path)} is about nobody can tell: the record ${recall.why}`,
      mend: mendUnreadable(id),
    };
  const which = `recall \`${id}\`: ${quoted(recall.reason, REASON_SHOWN)}`;
  const way = wayOf(path);
  switch (severity) {
    case 'refuse':
      return {
        ...finding,
        severity: 'error',
        message: `It comes from what is recalled (${which}): ${way}`,
        mend: `Train again without it; ${waiverOf(id)} lets this pass all the same`,
      };
    case 'warn':
      return {
        ...finding,
        severity: 'warning',
        message: `It may come from what is recalled (${which}), and it is not known that it does: ${way}`,
        mend: 'Find out which it was, and train again if it was that',
      };
    case 'judged-on':
      return {
        ...finding,
        severity: 'warning',
        message: `It was judged on recalled data (${which}): ${way}`,
        mend: 'Its weights do not come from it, and its metrics say nothing: evaluate it anew on other data, and take that run',
      };
  }
}

/** What a list or a line says of a run or a version. */
export interface SaidRecalled {
  /** Ids of recalls that it comes from. */
  recalled: readonly string[];
  /** Of those that it may come from. */
  may_be_recalled: readonly string[];
  /** The ends of sentences about it; foreign names stand between backticks. */
  sentences: readonly string[];
}

export function saidRecalled(told: readonly Told[]): SaidRecalled {
  const ids = (wanted: Severity) =>
    told.filter(({ severity }) => severity === wanted).map(({ recall }) => idOfRecall(recall));
  const sentence = (words: string, wanted: Severity) => {
    const all = told.filter(({ severity }) => severity === wanted).map(withWay);
    return all.length === 0 ? [] : [`${words}: ${all.join(', ')}`];
  };
  return {
    recalled: ids('refuse'),
    may_be_recalled: ids('warn'),
    sentences: [
      ...sentence('comes from what is recalled', 'refuse'),
      ...sentence('may come from what is recalled, and it is not known that it does', 'warn'),
    ],
  };
}

function withWay({ recall, path }: Told): string {
  const id = idOfRecall(recall);
  return path.length === 0 ? id : `${id} (${wayOf(path)})`;
}

/** What to do about a record of a recall that nobody can read. */
export function mendUnreadable(id: string): string {
  return `Look at who pushed it. If no newer version of Lineage Gate wrote it, take the file out of the ledger with a commit (\`verify\` then says that it never was a record); until then ${waiverOf(id)} lets pass what it refuses. Nothing is refused that moves to None or Archived`;
}

function waiverOf(id: string): string {
  return `\`{ rule: ${RECALLED_RULE}, recall: ${id}, reason: …, by: …, expires: … }\` below \`waivers\` of the policy`;
}

/** In a line, from what is recalled to what comes from it. */
export function wayOf(path: readonly string[]): string {
  const left = path.length - 2 * STEPS_SHOWN;
  const shown =
    left <= 1
      ? path
      : [...path.slice(0, STEPS_SHOWN), `… (${left} steps)`, ...path.slice(path.length - STEPS_SHOWN)];
  return shown.join(' → ');
}
