import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import type { EndpointEvent } from '../../core/generated/types.js';
import { isName } from '../../core/names.js';
import { type DigestOf, type EndpointState, foldEndpoint } from '../../core/registry/endpoint.js';
import { ENDPOINTS, endpointEventPath, endpointFolder, LARGEST_EVENT, versionPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { type ChainLink, inChainOrder } from './event-chain.js';
import { invalidRecord, recordDecoder } from './json-record.js';
import { readModel } from './model.js';
import { earlierNames } from './model-line.js';
import { namedFolders, readSound } from './records.js';

/** Names of all endpoints, sorted, and an E_LEDGER_RECORD_INVALID for each folder that is named like none. */
export function findEndpoints(view: LedgerView): Promise<{ names: string[]; faults: UserError[] }> {
  return namedFolders(view, { folder: ENDPOINTS, of: 'endpoint' });
}

export interface EndpointRecords {
  /** In the order of their chain; none for an endpoint that is not there. */
  events: EndpointEvent[];
  /** @param at RFC 3339; default: all that happened */
  stateAt(at?: string): EndpointState;
}

/** @throws UserError E_LEDGER_RECORD_INVALID when an event cannot be read or they make no chain */
export async function readEndpoint(view: LedgerView, name: string): Promise<EndpointRecords> {
  const folder = endpointFolder(name);
  await view.bring([folder]);
  const paths = (await view.list(folder)).filter((path) =>
    /^\/events\/[0-9a-f]{32}\.json$/.test(path.slice(folder.length)),
  );
  const decode = await recordDecoder('endpointEvent');
  const links: ChainLink<EndpointEvent>[] = [];
  const take = (path: string, bytes: Buffer) => {
    const event = decode(path, bytes);
    if (event.endpoint !== name || endpointEventPath(name, event.event_id) !== path)
      throw invalidRecord(path, 'is the record of another event');
    links.push({ path, digest: sha256(bytes), event });
  };
  await view.each(paths, take, { largest: LARGEST_EVENT });
  const events = inChainOrder(links);
  const digests = await digestsOf(view, events);
  return { events, stateAt: (at) => foldEndpoint(events, { digestOf: digests, at }) };
}

/** Looks up the versions that events are about: one that cannot be read stops none of the others. */
async function digestsOf(view: LedgerView, events: readonly EndpointEvent[]): Promise<DigestOf> {
  // A model may have any name in an event that somebody wrote past the registry.
  const about = events.filter((event) => event.type === 'deployed').filter(({ model }) => isName(model));
  const files = await readSound(view, about.map(pathOf));
  const found = new Map<string, ReturnType<DigestOf>>();
  for (const version of about) {
    const path = pathOf(version);
    if (found.has(path)) continue;
    try {
      found.set(path, await digestIn(files.get(path), version, view));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      found.set(path, null);
    }
  }
  return (version) => (isName(version.model) ? found.get(pathOf(version)) : undefined);
}

type Named = Parameters<DigestOf>[0];

function pathOf({ model, version }: Named): string {
  return versionPath(model, version);
}

/** @param bytes of the record in the folder of the name; null where it cannot be read */
async function digestIn(
  bytes: Buffer | null | undefined,
  named: Named,
  view: LedgerView,
): Promise<ReturnType<DigestOf>> {
  if (bytes === undefined) return digestUnderEarlier(named, view);
  const decode = await recordDecoder('modelVersion');
  const record = bytes === null ? undefined : decode(pathOf(named), bytes);
  const isOwn = record?.model === named.model && record.version === named.version;
  return isOwn ? (record.manifest?.digest ?? null) : null;
}

/** Of a version that was registered under an earlier name of its model, and so lies elsewhere; undefined where there is none. */
async function digestUnderEarlier(
  { model, version }: Named,
  view: LedgerView,
): Promise<ReturnType<DigestOf>> {
  const { events } = await readModel(view, model);
  const earlier = earlierNames(model, events).get(version);
  if (earlier === undefined) return undefined;
  const named = { model: earlier, version };
  const bytes = (await readSound(view, [pathOf(named)])).get(pathOf(named));
  return bytes === undefined ? undefined : digestIn(bytes, named, view);
}
