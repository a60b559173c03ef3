import type { ClearedEvent, RecallEvent } from '../../core/generated/types.js';
import { askersOf } from '../../core/recall/authority.js';
import { baselessFaults, timeFaults } from '../../core/recall/baseless.js';
import { isSamePerson, oncePerPerson } from '../../core/registry/fold/requests.js';
import type { ObjectStore } from '../git/object-store.js';
import { isFile } from '../git/objects.js';
import { LARGEST_EVENT, recallPath } from '../layout.js';
import { recordDecoder } from '../read/json-record.js';
import { decoded, eachContent } from './contents.js';
import { finding, type LineageFinding } from './findings.js';
import { type Clock, judgeEventTimes } from './times.js';
import type { Placed } from './tip.js';
import type { Gone } from './walk.js';

export interface RecallAtTip {
  file: Placed<'recall'>;
  event: RecallEvent;
}

interface Given {
  files: readonly Placed<'recall'>[];
  clock: Clock;
  findings: LineageFinding[];
}

/** Reads all events of recalls and checks them, by themselves and against those that they name. @returns those that can be read */
export async function judgeRecalls(
  store: ObjectStore,
  { files, clock, findings }: Given,
): Promise<RecallAtTip[]> {
  const decode = await recordDecoder('recallEvent');
  const read: RecallAtTip[] = [];
  const options = { files: files.filter(isFile), findings, largest: LARGEST_EVENT };
  await eachContent(store, options, (file, bytes) => {
    const event = decoded(decode, { file, bytes }, findings);
    if (event === undefined) return;
    if (event.event_id !== file.place.event) {
      findings.push(finding('record-misplaced', file, `is event ${event.event_id} of a recall`));
      return;
    }
    findings.push(...judgeEventTimes(event, file, clock));
    read.push({ file, event });
  });
  const events = read.map(({ event }) => event);
  const byId = new Map(events.map((event) => [event.event_id, event]));
  for (const { file, event } of read)
    for (const what of new Set([...timeFaults(event), ...untrue(event, byId, events)]))
      findings.push(finding('recall-untrue', file, what));
  return read;
}

/** What nobody could read recalled nothing: to take it out with a commit is how it is mended. */
export async function forgiveRemoved(store: ObjectStore, gone: readonly Gone[]): Promise<void> {
  const decode = await recordDecoder('recallEvent');
  const records = new Set<Gone['file']>();
  const options = { files: gone.map(({ file }) => file), findings: [], largest: LARGEST_EVENT };
  await eachContent(store, options, (file, bytes) => {
    const event = decoded(decode, { file, bytes }, []);
    if (event !== undefined && recallPath(event.event_id) === file.path) records.add(file);
  });
  for (const { file, finding: told } of gone) {
    if (records.has(file)) continue;
    told.severity = 'warning';
    told.what += '; it never was a record of a recall: nobody could read it';
    told.mend = 'Nothing, now that it is gone; look at the commit that had added it, and at who pushed that';
  }
}

/** What an event names has to be there. */
function untrue(
  event: RecallEvent,
  byId: ReadonlyMap<string, RecallEvent>,
  events: readonly RecallEvent[],
): string[] {
  switch (event.type) {
    case 'recalled':
      return [];
    case 'clear-requested':
      return strangers(event.recalls, byId);
    case 'clear-approved':
    case 'clear-rejected':
    case 'clear-cancelled':
      return byId.get(event.request)?.type === 'clear-requested'
        ? []
        : [
            `${event.type === 'clear-approved' ? 'approves' : 'answers'} the request ${event.request}, which there is not`,
          ];
    case 'cleared':
      return [...strangers(event.recalls, byId), ...baselessFaults(event, events), ...unfounded(event, byId)];
  }
}

function strangers(recalls: readonly string[], byId: ReadonlyMap<string, RecallEvent>): string[] {
  return recalls
    .filter((id) => byId.get(id)?.type !== 'recalled')
    .map((id) => `is about the recall ${id}, which there is not`);
}

/** Somebody else than who asked has to have approved it. */
function unfounded(
  { request: id, approvals }: ClearedEvent,
  byId: ReadonlyMap<string, RecallEvent>,
): string[] {
  const request = byId.get(id ?? '');
  if (request?.type !== 'clear-requested') return [];
  const given = approvals.flatMap((one) => {
    const approval = byId.get(one);
    return approval?.type === 'clear-approved' && approval.request === id ? [approval] : [];
  });
  const people = oncePerPerson(given);
  const asked = askersOf(request);
  const own = people.filter(({ person }) => asked.some((one) => isSamePerson(one, person)));
  return own.length > 0 && people.length - own.length < 1 ? ['rests on nobody but who asked for it'] : [];
}
