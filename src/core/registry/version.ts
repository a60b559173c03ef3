import { UserError } from '../errors.js';
import type { ModelVersion, VersionRecord } from '../generated/types.js';
import { meantName } from '../meant-name.js';
import { encodeName, isName } from '../names.js';

import { quoted } from '../printable.js';
import { asWord } from '../shell-word.js';
import { hiddenVersion, requireThere, unjudgedVersion } from './absent.js';
import { isOfAnother } from './former-names.js';
import { numberOfVersion, versionPath } from './record-paths.js';
import {
  ARCHIVED,
  foldModel,
  type Held,
  type RegisteredModel,
  type Stray,
  type VersionChoice,
  versionInStage,
  versionOf,
} from './registry.js';

export interface ChosenVersion {
  version: ModelVersion;
  /** What only the ledger vouches for, a sentence without a full stop; null where the URI has the number. */
  note: string | null;
}

const SHOWN = 5;
const UNCONFIRMED = 'as the ledger says; not confirmed with GitHub';
const CONFIRMED = 'and GitHub confirms the events that say so';

/**
 * The version that a URI means.
 * @param options `isConfirmed`: whether GitHub was asked about the events that answer
 * @throws UserError E_VERSION_NOT_FOUND with what there is; E_VERSION_ARCHIVED, E_VERSION_DELETED, E_VERSION_UNJUDGED, E_MODEL_DELETED,
 * E_MODEL_RENAMED
 */
export function chooseVersion(
  name: string,
  model: RegisteredModel,
  {
    choice,
    allowArchived,
    isConfirmed = false,
  }: { choice: VersionChoice; allowArchived: boolean; isConfirmed?: boolean },
): ChosenVersion {
  const chosen = chosenBy(name, model, choice);
  if (isConfirmed && chosen.note !== null) chosen.note = chosen.note.replace(UNCONFIRMED, CONFIRMED);
  const { version } = chosen.version;
  if (foldModel(model).stages.get(version) === ARCHIVED && !allowArchived) {
    throw new UserError({
      code: 'E_VERSION_ARCHIVED',
      what: `Version ${version} of ${quoted(name)} is archived`,
      where: uriOf(name, version),
      mend: 'Take another version, or allow it: input `allow-archived: true` (command line: `--allow-archived`)',
    });
  }
  return chosen;
}

function chosenBy(name: string, model: RegisteredModel, choice: VersionChoice): ChosenVersion {
  // What lies in the place of a folder of records hides them all: nothing that is left is an answer.
  const hiding = model.strays?.find(({ mend }) => mend !== undefined);
  if (hiding?.mend !== undefined) throw strayVersion(hiding, hiding.mend);
  requireThere(name, model, 'model URI');
  switch (choice.by) {
    case 'number':
      return { version: numbered(name, model, choice.number), note: null };
    case 'latest':
      return { version: latestOf(name, model), note: newerNote(name, model) };
    case 'stage':
      return staged(name, model, choice.stage);
    case 'alias':
      return aliased(name, model, choice.aliases);
  }
}

/** A version that is there, judged or not. @throws UserError E_VERSION_NOT_FOUND, E_VERSION_DELETED, E_MODEL_RENAMED, E_LEDGER_RECORD_INVALID */
export function anyVersion(name: string, model: RegisteredModel, number: number): VersionRecord {
  const unjudged = model.unjudged?.find(({ version }) => version === number);
  return unjudged ?? numbered(name, model, number);
}

function numbered(name: string, model: RegisteredModel, number: number): ModelVersion {
  const found = versionOf(model, number);
  if (found !== undefined) return found;
  const stray = model.strays?.find(({ path }) => path.endsWith(`/versions/${number}.json`));
  if (stray !== undefined)
    throw strayVersion(
      stray,
      'Look at the commit that added it; `lineage-gate verify` says what else is wrong',
    );
  const where = uriOf(name, number);
  const unjudged = model.unjudged?.find(({ version }) => version === number);
  if (unjudged !== undefined) throw unjudgedVersion(unjudged, where);
  const by = foldModel(model).deleted.get(number);
  if (by?.type === 'model-renamed' && isOfAnother(name, by))
    throw notFound(`${quoted(name)} has no version ${number}`, {
      where,
      mend: `Under its earlier name ${quoted(by.from)} there was one, which was another model's, by now ${quoted(by.to)}: ${uriOf(by.from, number)} leads to it`,
    });
  if (by !== undefined) throw hiddenVersion(name, number, { by, where });
  const newest = newestOf(model);
  if (newest === 0) throw noVersions(name, model);
  const mend =
    newest === 1
      ? `There is one: ${uriOf(name, 1)}`
      : `The versions are 1 to ${newest}; the newest is ${uriOf(name, newest)}`;
  throw notFound(`${quoted(name)} has no version ${number}`, { where, mend });
}

/** Which one is the newest is not to be told where a record lies above it that does not count: an older version would be no answer. */
function latestOf(name: string, model: RegisteredModel): ModelVersion {
  const newest = newestOf(model);
  const stray = model.strays?.find(({ path }) => numberOfVersion(path) > newest) ?? lostVersion(name, model);
  if (stray === undefined && newest === 0) throw noVersions(name, model);
  if (stray === undefined) return numbered(name, model, newest);
  throw strayVersion(
    stray,
    `Let \`lineage-gate models repair ${asWord(name)}\` say how it is disowned, or name a version by its number; the newest that counts is ${uriOf(name, newest)}`,
  );
}

function newerNote(name: string, { versions, unjudged = [] }: RegisteredModel): string | null {
  const [last] = unjudged.slice(-1);
  if (last === undefined || last.version < (versions.at(-1)?.version ?? 0)) return null;
  return `version ${last.version} of ${name} is newer, and no policy has judged it`;
}

function noVersions(name: string, { unjudged = [] }: RegisteredModel): UserError {
  const [last] = unjudged.slice(-1);
  const where = `models:/${name}`;
  if (last !== undefined) return unjudgedVersion(last, where);
  const mend = `Register one: \`lineage-gate register ${asWord(name)}\``;
  return notFound(`${quoted(name)} has no version`, { where, mend });
}

/** The record of a version above the newest one that was registered and is not there any more. */
function lostVersion(name: string, model: RegisteredModel): Pick<Stray, 'path' | 'why'> | undefined {
  const { disowned } = foldModel(model);
  const { unjudged = [], hidden = [] } = model;
  const there = new Set([...unjudged, ...hidden].map(({ version }) => version));
  const lost = model.events.find(
    ({ type, event_id, version }) =>
      type === 'registered' && version > newestOf(model) && !disowned.has(event_id) && !there.has(version),
  );
  return lost?.version == null
    ? undefined
    : { path: versionPath(name, lost.version), why: `is missing, and event ${lost.event_id} registers it` };
}

function strayVersion({ path, why }: Pick<Stray, 'path' | 'why'>, mend: string): UserError {
  return new UserError({
    code: 'E_LEDGER_RECORD_INVALID',
    what: `The record ${path} ${why}`,
    where: path,
    mend,
  });
}

function staged(name: string, model: RegisteredModel, stage: string): ChosenVersion {
  const version = versionInStage(model, stage);
  requireJudged(model, foldModel(model).holders.get(stage)?.at(-1), `models:/${name}/${stage}`);
  if (version !== undefined) return { version, note: asLedgerSays(`${stage} of ${name}`, version) };
  const stages = [...new Set(foldModel(model).stages.values())];
  const mend =
    stages.length === 0
      ? `No version was ever moved to a stage${newestHint(name, model)}`
      : `Versions are in ${stages.map((one) => quoted(one)).join(', ')}; lineage-gate models show lists them`;
  throw notFound(`No version of ${quoted(name)} is in ${stage}`, { where: `models:/${name}/${stage}`, mend });
}

function aliased(name: string, model: RegisteredModel, wanted: readonly string[]): ChosenVersion {
  const { aliases } = foldModel(model);
  const alias = wanted.find((one) => aliases.has(one));
  const held = aliases.get(alias ?? '');
  requireJudged(model, held, `models:/${name}@${alias}`);
  const version = versionOf(model, held?.version ?? 0);
  if (alias !== undefined && version !== undefined)
    return { version, note: asLedgerSays(`@${alias} of ${name}`, version) };
  const known = [...aliases.keys()];
  const asked = wanted.at(-1) ?? '';
  const meant = meantName(asked, known);
  const some = known.slice(0, SHOWN).map((one) => quoted(one));
  const mend =
    meant !== undefined
      ? `Did you mean \`models:/${name}@${meant.name}\`${meant.differs}?`
      : known.length === 0
        ? `It has none${newestHint(name, model)}`
        : `Its aliases are ${some.join(', ')}${known.length > SHOWN ? ', …' : ''}`;
  throw notFound(`${quoted(name)} has no alias ${quoted(asked)}`, {
    where: `models:/${name}@${asked}`,
    mend,
  });
}

/** What an unjudged version holds is held by nothing that counts, and what was there before it is no answer. @throws UserError E_VERSION_UNJUDGED */
export function requireJudged(
  { unjudged = [] }: RegisteredModel,
  held: Held | undefined,
  where: string,
): void {
  const found = unjudged.find(({ version }) => version === held?.version);
  if (found !== undefined) throw unjudgedVersion(found, where);
}

function newestHint(name: string, model: RegisteredModel): string {
  const newest = newestOf(model);
  return newest === 0 ? '' : `; the newest version is ${uriOf(name, newest)}`;
}

function newestOf({ versions }: RegisteredModel): number {
  return versions.at(-1)?.version ?? 0;
}

function asLedgerSays(what: string, { version }: ModelVersion): string {
  return `${what} is version ${version}, ${UNCONFIRMED}`;
}

/** The URI of a version as a word of any shell: with its name percent-encoded. */
export function fetchableUri({ model, version }: Pick<ModelVersion, 'model' | 'version'>): string {
  return uriOf(isName(model) ? encodeName(model) : model, version);
}

export function uriOf(name: string, version: number): string {
  return `models:/${name}/${version}`;
}

/** @param where as a URI would name it: an input can have named it, too */
function notFound(what: string, { where, mend }: { where: string; mend: string }): UserError {
  return new UserError({ code: 'E_VERSION_NOT_FOUND', what, where, mend });
}
