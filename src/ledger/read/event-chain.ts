import type { ModelEvent } from '../../core/generated/types.js';

/** An event of a model as it lies on the ledger. */
export interface ChainLink {
  path: string;
  /** Of the bytes of its record. */
  digest: string;
  event: ModelEvent;
}

export interface Chain<T extends ChainLink> {
  /** From the event that follows none, each after the one it names. */
  links: T[];
  /** Events that follow the same one as another does; only that other is in the chain. */
  rivals: { link: T; of: T }[];
  /** Events outside of the chain, apart from rivals. */
  loose: T[];
}

/** Each event names the one before it, so that a removed, added or changed one shows. */
export function chainOf<T extends ChainLink>(all: readonly T[]): Chain<T> {
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
