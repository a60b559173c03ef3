import type { DisownedRecords } from '../../core/generated/types.js';
import { recordKey } from '../../core/registry/record-paths.js';
import type { RequestState } from '../../core/registry/registry.js';
import { type RegisteredModel, versionOf } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readModelFiles } from '../../ledger/read/model.js';
import { readRunsOf } from '../../ledger/read/records.js';
import { shorten } from '../../report/markdown.js';
import type { RequestView } from '../../report/promote/request-issue.js';
import { whoOf, wordsOf } from '../../report/registry/event-words.js';

/** What the issue of a request is made of, from the ledger alone. */
export async function requestView(
  request: RequestState,
  { view, state }: { view: LedgerView; state: RegisteredModel },
  urls: RequestView['urls'],
): Promise<RequestView> {
  const { event } = request;
  if (event.change.type === 'disown')
    return { request, records: await recordsIn(event.model, event.change.records, view), urls };
  const version = versionOf(state, event.version ?? 0);
  if (version === undefined) throw new Error(`request ${event.event_id} is about no version`);
  const serving = event.change.type === 'stage' ? versionOf(state, event.change.serves ?? 0) : undefined;
  const versions = serving === undefined ? [version] : [version, serving];
  const [run, other] = await readRunsOf(view, versions, state);
  if (run === undefined) throw new Error(`version ${version.version} has no run`);
  const serves = serving === undefined || other === undefined ? null : { version: serving, run: other };
  return { request, asked: { version, run }, serves, urls };
}

/** What the records of a model say that are to be disowned: by their bytes alone, so that it stays the same. */
async function recordsIn(model: string, records: DisownedRecords, view: LedgerView) {
  const { versions, events, unreadable, odd, misplaced } = await readModelFiles(view, model);
  const words = new Map([
    ...[...unreadable, ...odd, ...misplaced].map((one) => [recordKey(one), shorten(one.why, 200)] as const),
    ...versions.map((one) => [recordKey(one), `version ${one.number}`] as const),
    ...events.map(({ path, digest, event }) => {
      const what = `${shorten(wordsOf(event), 200)}; by ${whoOf(event)} at ${event.at}`;
      return [recordKey({ path, digest }), what] as const;
    }),
  ]);
  return records.map(({ path, digest }) => {
    const what = words.get(recordKey({ path, digest })) ?? 'is not there, or is another one by now';
    return { path, digest, what };
  });
}
