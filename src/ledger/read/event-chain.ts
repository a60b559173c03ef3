import type { ModelEvent } from '../../core/generated/types.js';
import { invalidRecord } from './json-record.js';

/** An event as it lies on the ledger: of a model, or of what else has a chain of events. */
export interface ChainLink<E extends { previous: string | null } = ModelEvent> {
  path: string;
  /** Of the bytes of its record. */
  digest: string;
  event: E;
}

type AnyLink = ChainLink<{ previous: string | null }>;

export interface Chain<T extends AnyLink> {
  /** From the event that follows none, each after the one it names. */
  links: T[];
  /** Events that follow the same one as another does; only that other is in the chain. */
  rivals: { link: T; of: T }[];
  /** Events outside of the chain, apart from rivals. */
  loose: T[];
}

/**
 * Each event names the one before it, so that a removed, added or changed one shows. Where several follow the same one, the chain
 * goes on with one that counts, and of those with the one that most others follow.
 * @param isOut whether an event does not count
 */
export function chainOf<T extends AnyLink>(
  all: readonly T[],
  isOut: (link: T) => boolean = () => false,
): Chain<T> {
  const followers = followersOf(all);
  const lengths = all.length === followers.size ? new Map<T, number>() : lengthsOf(followers);
  const links: T[] = [];
  const rivals: Chain<T>['rivals'] = [];
  const counts = (link: T) => Number(!isOut(link));
  for (let after = followers.get(null); after !== undefined; ) {
    const [of, ...others] = [...after].sort(
      (a, b) => counts(b) - counts(a) || (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0),
    );
    if (of === undefined) break;
    links.push(of);
    rivals.push(...others.map((link) => ({ link, of })));
    after = followers.get(of.digest);
  }
  const placed = new Set<T>([...links, ...rivals.map(({ link }) => link)]);
  return { links, rivals, loose: all.filter((link) => !placed.has(link)) };
}

function followersOf<T extends AnyLink>(all: readonly T[]): Map<string | null, T[]> {
  const followers = new Map<string | null, T[]>();
  for (const link of all) {
    const { previous } = link.event;
    const known = followers.get(previous);
    if (known === undefined) followers.set(previous, [link]);
    else known.push(link);
  }
  return followers;
}

/** How many events follow each other from each one on, by the longest way. There are no circles: an event names a digest. */
function lengthsOf<T extends AnyLink>(followers: ReadonlyMap<string | null, readonly T[]>): Map<T, number> {
  const ordered = [...(followers.get(null) ?? [])];
  for (const link of ordered) ordered.push(...(followers.get(link.digest) ?? []));
  const lengths = new Map<T, number>();
  for (const link of ordered.reverse()) {
    const after = (followers.get(link.digest) ?? []).map((next) => lengths.get(next) ?? 0);
    lengths.set(link, 1 + after.reduce((a, b) => Math.max(a, b), 0));
  }
  return lengths;
}

/** The events in the order of their chain. @throws UserError E_LEDGER_RECORD_INVALID when they make none */
export function inChainOrder<E extends { previous: string | null }>(all: readonly ChainLink<E>[]): E[] {
  const { links, rivals, loose } = chainOf(all);
  const [rival] = rivals;
  if (rival !== undefined) throw invalidRecord(rival.link.path, `follows the same event as ${rival.of.path}`);
  const [first] = loose;
  if (first !== undefined) throw invalidRecord(first.path, 'follows an event that is not in the ledger');
  return links.map((link) => link.event);
}
