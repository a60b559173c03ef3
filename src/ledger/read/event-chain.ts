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

/** Each event names the one before it, so that a removed, added or changed one shows. */
export function chainOf<T extends AnyLink>(all: readonly T[]): Chain<T> {
  const after = new Map<string | null, T>();
  const rivals: Chain<T>['rivals'] = [];
  for (const link of all) {
    const of = after.get(link.event.previous);
    if (of === undefined) after.set(link.event.previous, link);
    else rivals.push({ link, of });
  }
  const links: T[] = [];
  let next = after.get(null);
  while (next !== undefined) {
    links.push(next);
    after.delete(next.event.previous);
    next = after.get(next.digest);
  }
  return { links, rivals, loose: [...after.values()] };
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
