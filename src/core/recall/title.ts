import { UserError } from '../errors.js';
import type { RecalledEvent } from '../generated/types.js';
import { packageName, type parsePackageRange } from '../lineage/package-range.js';
import { quoted } from '../printable.js';
import { isSameRepository } from '../remote-repository.js';
import { parseRecallReference } from './reference.js';
import { isSameCode } from './same.js';

/** A title as `run-name` of examples/workflows/recall.yml makes it. */
export type RecallTitle =
  | { decision: 'recall'; what: string }
  /** Ids of recalls, or their first digits. */
  | { decision: 'clear'; ids: readonly string[] }
  /** A try, which decides nothing. */
  | { decision: 'try' };

/** Null for a title that is of another form. */
export function recallTitle(title: string): RecallTitle | null {
  const text = title.trim();
  if (/^try (?:recall|clear recall) /s.test(text)) return { decision: 'try' };
  const cleared = /^clear recall ((?:[0-9a-fA-F]{4,32}[\s,]+)*[0-9a-fA-F]{4,32}[\s,]*)$/.exec(text)?.[1];
  if (cleared !== undefined)
    return {
      decision: 'clear',
      ids: cleared
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((id) => id !== ''),
    };
  const what = /^recall (\S.{0,999})$/s.exec(text)?.[1];
  return what === undefined ? null : { decision: 'recall', what };
}

/** What a title says to be recalled and the event does not, ends of sentences about the event. One that cannot be read says nothing. */
export function recalledTitleFaults(event: RecalledEvent, what: string): string[] {
  let isSame: boolean;
  try {
    isSame = means(what, event.what);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [];
  }
  return isSame ? [] : [`recalls something else than the title of its workflow run names: ${quoted(what)}`];
}

function means(text: string, what: RecalledEvent['what']): boolean {
  const reference = parseRecallReference(text);
  switch (reference.kind) {
    case 'dataset':
      return (
        what.kind === 'dataset' &&
        reference.asked.cuts.some(
          ({ name, version }) =>
            version === what.version &&
            (name === what.name ||
              name.toLowerCase() === `${what.repository ?? ''}:${what.name}`.toLowerCase()),
        )
      );
    case 'commit':
    case 'commits':
      return (
        what.kind === 'commit' &&
        isSameCode(what.asked, reference.asked) &&
        (reference.repository === null ||
          (what.repository !== null && isSameRepository(what.repository, reference.repository)))
      );
    case 'run':
      return what.kind === 'run' && what.run_id.startsWith(reference.digits);
    case 'package':
      return (
        what.kind === 'package' &&
        packageName(what.name) === reference.range.name &&
        what.range === rangeText(reference.range)
      );
  }
}

/** The clauses of a range, as a record has them: `>=1.2,<1.4`. */
export function rangeText({ clauses }: ReturnType<typeof parsePackageRange>): string {
  return clauses.map(({ text }) => text.replace(/\s+/g, '')).join(',');
}
