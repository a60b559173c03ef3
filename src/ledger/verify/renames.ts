import type { ModelEvent } from '../../core/generated/types.js';
import { disownedBy } from '../../core/registry/disowned.js';
import { isPair } from '../../core/registry/fold/lifecycle.js';
import { recordKey } from '../../core/registry/record-paths.js';
import { type ChainLink, chainOf } from '../read/event-chain.js';
import type { FolderEvents } from '../read/model-line.js';
import { finding, type LineageFinding, readable } from './findings.js';
import type { TipFile } from './tip.js';

/** A model's folder, of which the events matter here. */
interface FolderAtTip {
  name: string;
  events: readonly { file: TipFile; digest: string; event: ModelEvent | undefined }[];
}

export function keyAtTip({ file, digest }: { file: TipFile; digest: string }): string {
  return recordKey({ path: readable(file.path), digest });
}

/** The events of a model's folder, as they are put together with those of earlier names. */
export function folderOf({ events }: FolderAtTip): FolderEvents {
  const legible = events.flatMap(({ file, digest, event }): ChainLink[] =>
    event === undefined ? [] : [{ path: readable(file.path), digest, event }],
  );
  const out = new Set(disownedBy(legible.map(({ event }) => event)).keys());
  const isOut = (record: { path: string; digest: string }) => out.has(recordKey(record));
  return { links: chainOf(legible, isOut).links, isOut, out };
}

/** A name that is given away and taken over by nobody. The other way round the state cannot be. */
export function halfRenames(
  { name, events }: FolderAtTip,
  {
    disowned,
    folders,
  }: { disowned: ReadonlyMap<string, unknown>; folders: ReadonlyMap<string, FolderEvents> },
): LineageFinding[] {
  return events.flatMap(({ file, digest, event }) => {
    if (event?.type !== 'model-renamed' || event.from !== name || disowned.has(keyAtTip({ file, digest })))
      return [];
    const others = folders.get(event.to)?.links ?? [];
    const isTaken = others.some((link) => link.event.type === 'model-renamed' && isPair(event, link.event));
    return isTaken
      ? []
      : [finding('rename-half', file, `renames ${name} to ${event.to}, and no event there says so`)];
  });
}
