import type { RecalledEvent, RecalledThing } from '../generated/types.js';
import type { RunFacts } from '../lineage/run-facts.js';
import { isSameDataset, isSameSpelling } from '../lineage/spelling.js';
import { isSameRepository } from '../remote-repository.js';
import { firstMade } from './affected.js';

/**
 * The open recall that refuses already all that another one would: to write that would add nothing.
 * @param since the earliest that a recall may be of to stand for it, milliseconds since 1970
 */
export function sameRecall(
  open: readonly RecalledEvent[],
  draft: Pick<RecalledEvent, 'what' | 'severity' | 'affected'>,
  since = Number.NEGATIVE_INFINITY,
): RecalledEvent | undefined {
  return open.find(
    (event) => isOf(event.what, draft.what) && isAsStrict(event, draft) && Date.parse(event.at) >= since,
  );
}

/**
 * When the last was made of it before a recall, milliseconds since 1970. Copies of what was made before a recall are refused whichever
 * times their runs claim: one that says it is older than that refuses less.
 * @param runs what made it
 */
export function lastMade(runs: readonly RunFacts[], { at }: Pick<RecalledEvent, 'at'>): number {
  const until = Date.parse(at);
  let last = Number.NEGATIVE_INFINITY;
  for (const made of firstMade(runs).values()) if (made <= until && made > last) last = made;
  return last;
}

/** Whoever may push can write one that lets pass what comes by way of a run of his own, or that alarms nobody. */
function isAsStrict(
  event: Pick<RecalledEvent, 'severity' | 'affected'>,
  draft: Pick<RecalledEvent, 'severity' | 'affected'>,
): boolean {
  const others = [event, draft].map(({ affected }) => affected.other_makers ?? []);
  return (
    SEVERITIES.indexOf(event.severity) >= SEVERITIES.indexOf(draft.severity) &&
    isWithin(others[0] ?? [], others[1] ?? [])
  );
}

const SEVERITIES: readonly RecalledEvent['severity'][] = [null, 'low', 'medium', 'high', 'critical'];

function isOf(known: RecalledThing, what: RecalledThing): boolean {
  switch (what.kind) {
    case 'dataset':
      return (
        known.kind === 'dataset' &&
        isSameDataset(known, what) &&
        isSameOwner(known.repository, what.repository) &&
        isWithin(what.contents, known.contents) &&
        isWithin(known.contents, what.contents)
      );
    case 'commit':
      return (
        known.kind === 'commit' &&
        isSameCode(known.asked, what.asked) &&
        isWithin(what.commits, known.commits)
      );
    case 'run':
      return known.kind === 'run' && known.run_id === what.run_id;
    case 'package':
      return known.kind === 'package' && known.name === what.name && known.range === what.range;
  }
}

/** Whether two name the same, whatever a dataset held and whichever commits there were by then. */
export function isSameName(one: RecalledThing, other: RecalledThing): boolean {
  if (one.kind === 'commit' && other.kind === 'commit') return isSameCode(one.asked, other.asked);
  return isSameSpelling(recalledWords(one), recalledWords(other));
}

/** Whether two ask for the same commits: records have whole ids, a title the digits that somebody typed. */
export function isSameCode(one: string, other: string): boolean {
  const [ours = [], theirs = []] = [one, other].map((text) => text.split(/(=|\.\.)/));
  const isSame = (part: string, at: number) =>
    part === theirs[at] || isBeginning(part, theirs[at]) || isBeginning(theirs[at], part);
  return ours.length === theirs.length && ours.every(isSame);
}

function isBeginning(digits = '', id = ''): boolean {
  return /^[0-9a-f]{4,64}$/.test(digits) && id.startsWith(digits);
}

function isSameOwner(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && isSameRepository(one, other));
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  const known = new Set(all);
  return some.every((one) => known.has(one));
}

/** In a line, for people; what is foreign in it is not made safe. */
export function recalledWords(what: RecalledThing): string {
  switch (what.kind) {
    case 'dataset': {
      const owner = what.repository === null ? '' : `${what.repository}:`;
      return `dataset:${owner}${what.name}@${what.version}`;
    }
    case 'commit':
      return `commit:${what.asked.replace(/([0-9a-f]{12})[0-9a-f]+/g, '$1')}`;
    case 'run':
      return `run:${what.run_id}`;
    case 'package':
      return `package:${what.name}${what.range}`;
  }
}

const DIGESTS_SHOWN = 2;
/** Enough of a digest to compare by eye. */
const DIGITS = 'sha256:'.length + 12;

/** What tells recalls of one dataset's name apart, behind {@link recalledWords}; empty for all else. */
export function contentsWords(what: RecalledThing): string {
  if (what.kind !== 'dataset') return '';
  const digests = [...new Set(what.contents.map((content) => content.replace(/^\S+ /, '')))];
  if (digests.length === 0) return ' (by its name alone)';
  const more = digests.length - DIGESTS_SHOWN;
  const told = digests.slice(0, DIGESTS_SHOWN).map((digest) => digest.slice(0, DIGITS));
  return ` (${told.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
}
