import type { RecalledEvent, RecalledThing } from '../generated/types.js';
import { isSameDataset, isSameSpelling } from '../lineage/spelling.js';
import { isSameRepository } from '../remote-repository.js';

/** The open recall that is of exactly a thing already: asked for again it would add nothing. */
export function sameRecall(open: readonly RecalledEvent[], what: RecalledThing): RecalledEvent | undefined {
  return open.find((event) => isOf(event.what, what));
}

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
