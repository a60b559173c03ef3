import { UserError } from '../errors.js';
import { parseModelUri } from '../fetch/uri.js';
import { isId } from '../ids.js';
import { type Folded, foldModel, type VersionChoice } from '../registry/registry.js';

/** A registered version by every name that a URI can mean. */
export interface NamedVersion {
  names: readonly string[];
  choice: VersionChoice;
  /** RFC 3339: when the run began that read it, where what names it names another one at other times; null for a number. */
  at: string | null;
}

/** What of a model tells which version a stage, an alias or `latest` meant at a time. */
export type DatedModel = Omit<Folded, 'versions' | 'hidden'> & {
  versions: readonly { version: number; registered_at: string }[];
  /** `run_id`: null for those that nobody judged. */
  hidden?: readonly { version: number; registered_at: string; run_id: string | null }[];
};

/**
 * What a base model's URI names.
 * @param version as it was recorded, which a stage or an alias had then; most often it was not
 * @param at when the run began, RFC 3339
 */
export function namedIn(
  uri: string,
  version: string | null,
  at: string,
): { run_id: string | null; paths: readonly string[]; version: NamedVersion | null } {
  const none = { run_id: null, paths: [], version: null };
  try {
    const parsed = parseModelUri(uri);
    if (parsed.kind === 'run')
      return isId(parsed.run) ? { ...none, run_id: parsed.run, paths: parsed.paths } : none;
    if (parsed.kind !== 'version') return none;
    const { names, choice } = parsed;
    const number = Number(version ?? Number.NaN);
    const isKnown = choice.by !== 'number' && Number.isSafeInteger(number) && number > 0;
    const named: VersionChoice = isKnown ? { by: 'number', number } : choice;
    return { ...none, version: { names, choice: named, at: named.by === 'number' ? null : at } };
  } catch (error) {
    // A path, or a model of a hub.
    if (error instanceof UserError) return none;
    throw error;
  }
}

/** The number that is named, or that of the version which a stage, an alias or `latest` named at that time. */
export function numberThen(
  model: DatedModel,
  { choice, at }: Pick<NamedVersion, 'choice' | 'at'>,
): number | undefined {
  if (choice.by === 'number') return choice.number;
  const { aliases, deleted, holders } = foldModel(model, at ?? undefined);
  if (choice.by === 'latest') {
    // What was deleted since, or went to another name, was there then.
    const judged = [...model.versions, ...(model.hidden ?? []).filter(({ run_id }) => run_id !== null)];
    const there = judged.filter((one) => isBefore(one.registered_at, at) && !deleted.has(one.version));
    return there.length === 0 ? undefined : Math.max(...there.map(({ version }) => version));
  }
  return choice.by === 'stage'
    ? holders.get(choice.stage)?.at(-1)?.version
    : choice.aliases.flatMap((alias) => aliases.get(alias)?.version ?? [])[0];
}

function isBefore(time: string, at: string | null): boolean {
  return at === null || Date.parse(time) <= Date.parse(at);
}
