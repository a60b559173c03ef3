import type { ModelEvent, VersionRecord } from '../../core/generated/types.js';
import { disownedBy } from '../../core/registry/disowned.js';
import { foldModel } from '../../core/registry/registry.js';
import { isTime } from '../../core/times.js';
import { versionPath } from '../layout.js';
import { earlierNames, lineOf } from '../read/model-line.js';
import { digestOfOdd } from '../read/unreadable.js';
import { judgeChain } from './chains.js';
import { finding, type LineageFinding, type Rule, readable } from './findings.js';
import { folderOf, halfRenames, keyAtTip } from './renames.js';
import type { Placed, TipFile } from './tip.js';

export interface VersionAtTip {
  file: Placed<'version'>;
  /** Of the bytes of the record. */
  digest: string;
  /** Undefined when the record cannot be read. */
  record:
    | (Pick<VersionRecord, 'run_id' | 'run_path'> & {
        /** Its digest. */
        manifest: string | null;
        tookClaimed: boolean;
        /** What it says of the model, by the fields of the manifest, and its tags: digests. */
        said: ReadonlyMap<string, string>;
        tags: ReadonlyMap<string, string>;
      })
    | undefined;
}

export interface EventAtTip {
  file: Placed<'event'>;
  /** Of the bytes of the record. */
  digest: string;
  /** Undefined when the record cannot be read. */
  event: ModelEvent | undefined;
}

/** All records of one registered model at the tip. */
export interface ModelAtTip {
  name: string;
  versions: VersionAtTip[];
  events: EventAtTip[];
  /** Files among its records that are named like none, by their mode and id: they are not read. */
  misplaced: { file: TipFile; digest: string }[];
}

/** Groups versions and events by their model, in the order of names. */
export function byModel(
  versions: readonly VersionAtTip[],
  events: readonly EventAtTip[],
  misplaced: readonly Placed<'misplaced'>[],
): ModelAtTip[] {
  const models = new Map<string, ModelAtTip>();
  const of = (name: string) => {
    const model = models.get(name) ?? { name, versions: [], events: [], misplaced: [] };
    models.set(name, model);
    return model;
  };
  for (const version of versions) of(version.file.place.model).versions.push(version);
  for (const event of events) of(event.file.place.model).events.push(event);
  // Alone they are no model.
  for (const file of misplaced)
    models.get(file.place.model ?? '')?.misplaced.push({ file, digest: digestOfOdd(file) });
  return [...models.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What speaks against models, by their own records and those of earlier names. @param order place of each commit in the history */
export function judgeModels(
  models: readonly ModelAtTip[],
  order: ReadonlyMap<string, number>,
): LineageFinding[] {
  const folders = new Map(models.map((model) => [model.name, folderOf(model)]));
  return models.flatMap((model) => {
    const line = lineOf(model.name, folders);
    const disowned = disownedBy(model.events.flatMap(({ event }) => event ?? []));
    const given = { disowned, line, earlier: new Set(earlierNames(model.name, line).keys()), order };
    return [
      ...gaps(model, given),
      ...registrations(model, given),
      ...chainFaults(model, given),
      ...halfRenames(model, { disowned, folders }),
    ];
  });
}

/** By what a model is judged. */
interface Given {
  /** Keys of records that do not count. */
  disowned: ReadonlyMap<string, unknown>;
  /** Its events, with those under earlier names. */
  line: readonly ModelEvent[];
  /** Numbers of versions that were registered under earlier names. */
  earlier: ReadonlySet<number>;
  order: ReadonlyMap<string, number>;
}

/**
 * Findings about the records that events disown, each as one that says so instead: whoever disowned them has seen what is wrong.
 * What the history tells of a record stays.
 */
export function settleDisowned(
  models: readonly ModelAtTip[],
  findings: readonly LineageFinding[],
): LineageFinding[] {
  const settled = new Map<string, LineageFinding>();
  for (const { events, versions, misplaced } of models) {
    const disowned = disownedBy(events.flatMap(({ event }) => event ?? []));
    for (const { file, digest } of [...events, ...versions, ...misplaced]) {
      const by = disowned.get(keyAtTip({ file, digest }));
      if (by === undefined) continue;
      const what = `is disowned by event ${by.event_id}: ${by.reason}`;
      settled.set(readable(file.path), finding('record-disowned', file, what));
    }
  }
  const rest = findings.filter(({ path, rule }) => OF_HISTORY.has(rule) || !settled.has(path ?? ''));
  return [...rest, ...settled.values()];
}

/** What the commits say of a file, whatever is in it. */
const OF_HISTORY: ReadonlySet<Rule> = new Set<Rule>([
  'record-edited',
  'record-removed',
  'record-renamed',
  'not-plain-file',
  'path-twice',
  'folder-malformed',
]);

/** A record that does not count leaves no gap before it, whatever its number. */
function gaps(
  { name, versions }: ModelAtTip,
  { disowned, earlier }: Pick<Given, 'disowned' | 'earlier'>,
): LineageFinding[] {
  const sorted = [...versions].sort((a, b) => a.file.place.version - b.file.place.version);
  const passedOver = new Set([
    ...earlier,
    ...versions.filter((one) => disowned.has(keyAtTip(one))).map(({ file }) => file.place.version),
  ]);
  let expected = 1;
  return sorted.flatMap(({ file }) => {
    const number = file.place.version;
    if (passedOver.has(number)) return [];
    while (passedOver.has(expected) && expected < number) expected += 1;
    const from = expected;
    const to = number - 1;
    expected = number + 1;
    if (to < from) return [];
    const missing = from === to ? `version ${from} is` : `versions ${from} to ${to} are`;
    const at = { path: versionPath(name, from), commit: file.commit };
    return [finding('version-gap', at, `is not there: ${missing} missing before version ${to + 1}`)];
  });
}

/** Every version has one event that registers it, and every event a version. */
function registrations(
  { versions, events: all }: ModelAtTip,
  { disowned, earlier }: Pick<Given, 'disowned' | 'earlier'>,
): LineageFinding[] {
  const events = all.filter((one) => !disowned.has(keyAtTip(one)));
  const byNumber = new Map(versions.map((version) => [version.file.place.version, version]));
  const registered = new Set<number>();
  const found: LineageFinding[] = [];
  for (const { file, event } of events) {
    if (event === undefined) continue;
    const version = byNumber.get(event.version ?? 0);
    if (event.version !== null && version === undefined && !earlier.has(event.version)) {
      found.push(
        finding('event-without-version', file, `is about version ${event.version}, which is not there`),
      );
    }
    if (event.type !== 'registered') continue;
    if (registered.has(event.version))
      found.push(finding('version-mismatch', file, `registers version ${event.version} once more`));
    registered.add(event.version);
    const record = version?.record;
    if (record === undefined) continue;
    if (record.manifest !== event.manifest_digest)
      found.push(
        finding(
          'version-mismatch',
          version?.file ?? file,
          `has manifest ${record.manifest}, and ${event.manifest_digest} was registered`,
        ),
      );
    if (record.run_id !== event.run_id)
      found.push(
        finding(
          'version-mismatch',
          version?.file ?? file,
          `names run ${record.run_id}, and it was registered of run ${event.run_id}`,
        ),
      );
  }
  // An event that cannot be read may be the one that is missed, and is told itself.
  if (events.some(({ event }) => event === undefined)) return found;
  for (const { file } of versions) {
    if (!registered.has(file.place.version))
      found.push(finding('version-unregistered', file, 'has no event that registers it'));
  }
  return found;
}

function chainFaults({ events, versions }: ModelAtTip, given: Given): LineageFinding[] {
  const { links, found } = judgeChain(events, given);
  return [...found, ...untrueStages(links, versions, given)];
}

/**
 * Changes that cannot have been made in the state before them.
 * @param links in the order of their chain
 */
function untrueStages(
  links: readonly { path: string; commit: string | undefined; event: ModelEvent }[],
  versions: readonly VersionAtTip[],
  { line, earlier }: Pick<Given, 'line' | 'earlier'>,
): LineageFinding[] {
  const numbers = [...versions.map(({ file }) => file.place.version), ...earlier].map((version) => ({
    version,
  }));
  const { damage } = foldModel({ versions: numbers, events: line });
  return damage.flatMap(({ event_id, why }) => {
    const link = links.find(({ event }) => event.event_id === event_id);
    // An event of a version that is not there is told itself, and so is one that registers a version once more.
    if (link === undefined || !isAbout(link.event, numbers)) return [];
    if (link.event.type === 'registered' && isTime(link.event.at)) return [];
    return [finding(link.event.type === 'model-renamed' ? 'rename-half' : 'stage-untrue', link, why)];
  });
}

function isAbout({ version }: ModelEvent, versions: readonly { version: number }[]): boolean {
  return version === null || versions.some((known) => known.version === version);
}
