import { recordKey } from '../../core/registry/record-paths.js';
import { chainOf } from '../read/event-chain.js';
import { finding, type LineageFinding } from './findings.js';
import { judgeChainTimes } from './times.js';
import type { TipFile } from './tip.js';

interface EventAtTip<E> {
  file: TipFile;
  /** Of the bytes of the record. */
  digest: string;
  /** Undefined when the record cannot be read. */
  event: E | undefined;
}

export interface Link<E> {
  path: string;
  commit: string | undefined;
  digest: string;
  event: E;
}

/** The events that are a chain, in its order, and what is wrong with it. @param given place of each commit in the history, and the keys of events that do not count */
export function judgeChain<E extends { previous: string | null; at: string }>(
  events: readonly EventAtTip<E>[],
  {
    order,
    disowned = new Map(),
  }: { order: ReadonlyMap<string, number>; disowned?: ReadonlyMap<string, unknown> },
): { links: Link<E>[]; found: LineageFinding[] } {
  const legible = events.flatMap(({ file, digest, event }): Link<E>[] =>
    event === undefined ? [] : [{ path: file.path, digest, event, commit: file.commit }],
  );
  const { links, rivals, loose } = chainOf(legible, (link) => disowned.has(recordKey(link)));
  const present = new Set(events.map(({ digest }) => digest));
  const place = (commit: string | undefined) => order.get(commit ?? '') ?? 0;
  const early = links.filter((link, index) => place(link.commit) < place(links[index - 1]?.commit));
  const found = [
    ...judgeChainTimes(links),
    ...rivals.map(({ link, of }) => finding('event-chain', link, `follows the same event as ${of.path}`)),
    // The events behind the first that is cut off still follow each other.
    ...loose
      .filter((link) => !present.has(link.event.previous ?? ''))
      .map((link) => finding('event-chain', link, 'follows an event that is not in the ledger')),
    ...early.map((link) => finding('event-chain', link, 'was there before the event that it follows')),
  ];
  return { links, found };
}
