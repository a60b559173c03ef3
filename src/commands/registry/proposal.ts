import { UserError } from '../../core/errors.js';
import type { DisownedEvent } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import { nearest } from '../../core/nearest.js';
import { disownedBy } from '../../core/registry/disowned.js';
import { recordKey } from '../../core/registry/record-paths.js';
import { aheadOf, damageOf, type Told } from '../../ledger/read/damage.js';
import { chainOf } from '../../ledger/read/event-chain.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import { without } from '../../ledger/read/requests.js';

/** A record that is not to count any more. */
export interface ProposedRecord {
  path: string;
  digest: string;
  /** The end of a sentence about the record. */
  why: string;
  /** The record that counts in its place, for now, where two follow the same event: it may be that one that is forged. */
  rival_of?: string;
  /** Set where it follows an event that is not there: that one may have been removed or changed, and this one be true. */
  follows_missing?: true;
}

/** How a model could be whole again. */
export interface Proposal {
  model: string;
  /** What is wrong with it as it is. */
  damage: Told[];
  /** What to disown: none where the model is whole, and nothing was named. */
  records: ProposedRecord[];
  /** Paths of the events that disown records by now: a forged one among them can be what makes true records look untrue. */
  earlier: string[];
}

const NAMED = 'was named';

/**
 * The records that were named, or else those that cannot be true; then those that cannot be true without them, until nothing is left.
 * @param about `named`: paths of records; `unfit`: versions that their runs do not vouch for; `now`: of the clock here, RFC 3339
 * @throws UserError E_INPUT_INVALID for each path that is no record of the model
 */
export function propose(
  model: string,
  files: ModelFiles,
  { named, unfit, now }: { named: readonly string[]; unfit: Proposal['damage']; now: string },
): Proposal {
  const digests = digestsOf(files);
  requireKnown(model, named, [...digests.keys()]);
  const picked = new Map<string, ProposedRecord>();
  const pick = ({ path, why }: Told, { gone, rivals, cut }: Look) => {
    const digest = digests.get(path);
    if (digest === undefined || gone.has(recordKey({ path, digest })) || picked.has(path)) return;
    const rival_of = rivals.get(path);
    picked.set(path, {
      path,
      digest,
      why,
      ...(cut.has(path) ? { follows_missing: true as const } : {}),
      ...(rival_of === undefined ? {} : { rival_of }),
    });
  };
  // What only an event that is named as well disowns counts again without that one.
  const asNamed = lookAt(
    files,
    named.map((path) => ({ path, digest: digests.get(path) ?? '' })),
  );
  for (const path of named) pick({ path, why: NAMED }, asNamed);
  const first = lookAt(files, []);
  const { gone } = first;
  const misplaced = files.misplaced.filter((one) => !gone.has(recordKey(one)));
  // What hides records makes the others look untrue, and no event can mend that.
  const isHidden = files.odd.some(({ mend }) => mend !== undefined);
  const whole = assembleModel(files);
  const ahead = aheadOf(whole, now);
  // Before anything else: they make a true version look untrue, and all events about it with it.
  if (named.length === 0 && !isHidden)
    for (const one of [
      ...otherRegistrations(files, gone),
      ...halfRemovals(files, gone),
      ...unfit,
      ...ahead,
      ...misplaced,
    ])
      pick(one, first);
  for (let before = -1; before < picked.size; ) {
    before = picked.size;
    // What is named may be what makes the others look untrue.
    if (isHidden || (named.length > 0 && picked.size === 0)) break;
    const look = lookAt(files, [...picked.values()]);
    for (const one of damageOf(model, without(files, picked.values()))) pick(one, look);
  }
  const claims = new Set([...gone.values()].map(({ event_id }) => event_id));
  return {
    model,
    damage: [...damageOf(model, whole), ...(isHidden ? [] : [...ahead, ...unfit]), ...misplaced],
    records: [...picked.values()],
    earlier: files.events.flatMap(({ path, event }) => (claims.has(event.event_id) ? [path] : [])),
  };
}

/** How the events of a model hang together without some records. */
interface Look {
  /** By the key of a record: what disowns it. */
  gone: ReadonlyMap<string, DisownedEvent>;
  /** By path: the path of the one that counts in its place. */
  rivals: ReadonlyMap<string, string>;
  /** Paths of those that follow an event which is not there. */
  cut: ReadonlySet<string>;
}

function lookAt(files: ModelFiles, left: readonly { path: string; digest: string }[]): Look {
  const isLeft = new Set(left.map(recordKey));
  const gone = disownedBy(
    files.events.map(({ event }) => event),
    isLeft,
  );
  const chain = chainOf(files.events, (link) => isLeft.has(recordKey(link)) || gone.has(recordKey(link)));
  const present = new Set(digestsOf(files).values());
  const isCut = ({ event }: ModelFiles['events'][number]) =>
    event.type !== 'disowned' && !present.has(event.previous ?? '');
  return {
    gone,
    rivals: new Map(chain.rivals.map(({ link, of }) => [link.path, of.path])),
    cut: new Set(chain.loose.filter(isCut).map(({ path }) => path)),
  };
}

/** Events that register a version as something else than its record is, where another one registers it as that. */
function otherRegistrations(
  { versions, events }: ModelFiles,
  gone: { has(key: string): boolean },
): Proposal['damage'] {
  const counted = events.filter((one) => !gone.has(recordKey(one)));
  return versions.flatMap(({ version }) => {
    const registered = counted.flatMap(({ path, event }) =>
      event.type === 'registered' && event.version === version.version ? [{ path, event }] : [],
    );
    const others = registered.filter(
      ({ event }) =>
        event.manifest_digest !== (version.manifest?.digest ?? null) || event.run_id !== version.run_id,
    );
    if (others.length === registered.length) return [];
    const why = `registers version ${version.version} as something else than its record and another event say`;
    return others.map(({ path }) => ({ path, why }));
  });
}

/** Events that disown a version's registration and not its record, or the other way round: `repair` writes none that leaves a half. */
function halfRemovals(
  { versions, events }: ModelFiles,
  gone: ReadonlyMap<string, DisownedEvent>,
): Proposal['damage'] {
  const paths = new Map(events.map(({ event, path }) => [event.event_id, path]));
  return versions.flatMap((version) => {
    const { number } = version;
    const key = recordKey(version);
    const registered = events.filter(({ event }) => event.type === 'registered' && event.version === number);
    const isRegistered = registered.some((one) => !gone.has(recordKey(one)));
    if (isRegistered !== gone.has(key)) return [];
    const claims = [key, ...registered.map(recordKey)].flatMap((one) => gone.get(one) ?? []);
    const why = `disowns a half of version ${number}: its record or its registration`;
    return claims.map(({ event_id }) => ({ path: paths.get(event_id) ?? '', why }));
  });
}

/** Only what was named; all of a proposal where nothing was. */
export function chosenOf({ records }: Proposal, named: readonly string[]): ProposedRecord[] {
  return named.length === 0 ? records : records.filter(({ why }) => why === NAMED);
}

function digestsOf({ versions, events, unreadable, odd, misplaced }: ModelFiles): Map<string, string> {
  const plain = [...versions, ...events, ...unreadable, ...misplaced];
  const records = [...plain, ...odd.filter(({ mend }) => mend === undefined)];
  return new Map(records.map(({ path, digest }) => [path, digest]));
}

function requireKnown(model: string, named: readonly string[], known: readonly string[]): void {
  const unknown = named.filter((path) => !known.includes(path));
  if (unknown.length === 0) return;
  throw new UserError(
    unknown.map((path) => {
      const meant = nearest(path, known);
      return {
        code: 'E_INPUT_INVALID',
        what: `${shown(path)} is no record of the model ${shown(model)}`,
        where: 'records',
        mend:
          meant === undefined
            ? 'Name a version or an event by its path on the ledger branch: models/MODEL/events/ID.json'
            : `Did you mean ${shown(meant)}?`,
      };
    }),
  );
}
