import { sha256 } from '../../core/digest.js';
import type { EndpointEvent } from '../../core/generated/types.js';
import { type DigestOf, foldEndpoint } from '../../core/registry/endpoint.js';
import type { ObjectStore } from '../git/object-store.js';
import { endpointFolder, LARGEST_EVENT } from '../layout.js';
import { recordDecoder } from '../read/json-record.js';
import { type FindVersion, findsVersions } from './any-name.js';
import { judgeChain } from './chains.js';
import { decoded, eachContent } from './contents.js';
import { finding, type LineageFinding } from './findings.js';
import type { ModelAtTip } from './models.js';
import { judgeNames } from './names.js';
import { type Clock, judgeEventTimes } from './times.js';
import type { Placed } from './tip.js';

interface EndpointEventAtTip {
  file: Placed<'endpoint-event'>;
  /** Of the bytes of the record. */
  digest: string;
  /** Undefined when the record cannot be read. */
  event: EndpointEvent | undefined;
}

interface Given {
  files: readonly Placed<'endpoint-event'>[];
  models: readonly ModelAtTip[];
  /** Place of each commit in the history. */
  order: ReadonlyMap<string, number>;
  clock: Clock;
  findings: LineageFinding[];
}

/** Reads all events of endpoints and checks them, by themselves and against the versions that they are about. */
export async function judgeEndpoints(store: ObjectStore, given: Given): Promise<void> {
  const { order, models, findings } = given;
  const digestOf = digestsOf(findsVersions(models));
  const endpoints = new Map<string, EndpointEventAtTip[]>();
  for (const event of await readEvents(store, given)) {
    const { endpoint } = event.file.place;
    endpoints.set(endpoint, [...(endpoints.get(endpoint) ?? []), event]);
  }
  const named = [...endpoints].map(([name, events]) => ({
    name,
    folder: endpointFolder(name),
    commits: events.map(({ file }) => file.commit),
  }));
  findings.push(...judgeNames(named, { order, of: 'endpoint' }));
  for (const events of endpoints.values()) {
    const { links, found } = judgeChain(events, { order });
    findings.push(...found, ...untrue(links, digestOf));
  }
}

async function readEvents(
  store: ObjectStore,
  { files, clock, findings }: Given,
): Promise<EndpointEventAtTip[]> {
  const decode = await recordDecoder('endpointEvent');
  // One that cannot be read may still be the one that another follows.
  const events = new Map<string, EndpointEventAtTip>(
    files.map((file) => [file.path, { file, digest: '', event: undefined }]),
  );
  await eachContent(store, { files, findings, largest: LARGEST_EVENT }, (file, bytes) => {
    const event = decoded(decode, { file, bytes }, findings);
    const { endpoint, event: id } = file.place;
    const isOwn = event?.endpoint === endpoint && event.event_id === id;
    if (event !== undefined && !isOwn)
      findings.push(finding('record-misplaced', file, `is event ${event.event_id} of ${event.endpoint}`));
    if (isOwn) findings.push(...judgeEventTimes(event, file, clock));
    events.set(file.path, { file, digest: sha256(bytes), event: isOwn ? event : undefined });
  });
  return [...events.values()];
}

/** Events that cannot have been made in the state before them. @param links in the order of their chain */
function untrue(
  links: readonly { path: string; commit: string | undefined; event: EndpointEvent }[],
  digestOf: DigestOf,
): LineageFinding[] {
  const { damage } = foldEndpoint(
    links.map(({ event }) => event),
    { digestOf },
  );
  return damage.flatMap(({ event_id, why }) => {
    const link = links.find(({ event }) => event.event_id === event_id);
    if (link === undefined) return [];
    const { event } = link;
    const isThere = event.type !== 'deployed' || digestOf(event) !== undefined;
    return [finding(!isThere ? 'event-without-version' : 'endpoint-untrue', link, why)];
  });
}

function digestsOf(find: FindVersion): DigestOf {
  return (named) => {
    const found = find(named);
    return found === undefined ? undefined : (found.record?.manifest ?? null);
  };
}
