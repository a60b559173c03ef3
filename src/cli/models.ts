import {
  askedOfHidden,
  askedOfJudged,
  askedOfUnjudged,
  recalledVersions,
} from '../commands/recalled/of-versions.js';
import { type Fault, UserError } from '../core/errors.js';
import { howToFetch } from '../core/fetch/how-to.js';
import type { VersionRecord } from '../core/generated/types.js';
import { isAnyRunId } from '../core/ids.js';
import { printable } from '../core/printable.js';
import type { SaidRecalled } from '../core/recall/findings.js';
import {
  ARCHIVED,
  everyVersion,
  FIRST_STAGE,
  foldModel,
  type Gone,
  type ModelState,
  type RegisteredModel,
} from '../core/registry/registry.js';
import type { LedgerView } from '../ledger/ledger.js';
import { damageLines, damageOf, requireWhole } from '../ledger/read/damage.js';
import { readKnownModel } from '../ledger/read/known-model.js';
import { findModels, readModel, readRunsOf } from '../ledger/read/records.js';
import { goneWords } from '../report/registry/event-words.js';
import { count, formatBytes } from '../report/units.js';
import { nothingYet } from './host.js';
import { jsonText } from './json.js';
import { type AllLabels, allLabels, type Labels } from './labels.js';
import { openReader, type ReadOptions } from './reader.js';
import { recalledVersionLines } from './recalled-nodes.js';
import { sameServer } from './remote.js';
import { cut, fields, minute, shortIds, textTable } from './tables.js';
import { unreadablePlaces } from './unreadable.js';

type Options = ReadOptions & { json?: boolean; all?: boolean };

interface Listed extends AllLabels {
  model: string;
  versions: number;
  latest: number | null;
  /** The newest of those that nobody judged, where there are any. */
  newest_unjudged?: Pick<VersionRecord, 'version' | 'registered_at'>;
  registered_at: string | null;
  stages: Record<string, number[]>;
  aliases: Record<string, number>;
  damage?: ReturnType<typeof damageOf>;
  /** The event after which there is no such model, where there is one. */
  gone?: Gone;
}

/** A model whose records cannot be read. */
interface Unreadable {
  model: string;
  errors: readonly Fault[];
}

/** `lineage-gate models ls`. @throws UserError after the list, for what of it cannot be read */
export async function modelsList(options: Options): Promise<number> {
  const { ledger, log } = await openReader(options);
  const view = await ledger.view();
  const { names, faults } = await findModels(view);
  const all = await Promise.all(names.map((name) => listed(view, name)));
  const models = all.filter((one) => options.all === true || 'errors' in one || one.gone === undefined);
  const hidden = unreadablePlaces(faults).map(({ name: model, errors }) => ({ model, errors }));
  printModels([...models, ...hidden], view, options);
  for (const line of await recalledVersionLines(view, models.flatMap(inUse), log)) log.warning(`${line}.`);
  const left = all.length - models.length;
  if (left > 0) log.info(`${count(left, 'more model')} deleted or renamed: --all lists them.`);
  const errors = [
    ...faults.flatMap((error) => error.faults),
    ...models.flatMap((model) => ('errors' in model ? model.errors : [])),
  ];
  if (errors.length > 0) throw new UserError(errors);
  return 0;
}

/** What is got by a stage or an alias, and the version that is shown as the latest. */
function inUse(one: Listed | Unreadable): { model: string; version: number }[] {
  if ('errors' in one || one.gone !== undefined) return [];
  const { model, stages, aliases, newest_unjudged } = one;
  const latest = one.latest ?? newest_unjudged?.version ?? null;
  const held = [...Object.values(stages).flat(), ...Object.values(aliases)];
  return [...held, ...(latest === null ? [] : [latest])].map((version) => ({ model, version }));
}

async function listed(view: LedgerView, name: string): Promise<Listed | Unreadable> {
  try {
    const model = await readModel(view, name);
    // One whose records are all disowned is no reason to complain; one of which nothing can be read is.
    const state = foldModel(model);
    if (model.versions.length === 0 && !state.isThere) requireWhole(name, model);
    const latest = model.versions.at(-1);
    return {
      model: name,
      versions: model.versions.length,
      latest: latest?.version ?? null,
      registered_at: latest?.registered_at ?? null,
      // What a model held when it was renamed is under its new name, and may be another one by now.
      stages: state.gone === undefined ? Object.fromEntries(heldStages(state)) : {},
      aliases: state.gone === undefined ? heldAliases(state) : {},
      ...allLabels(model, state),
      ...toldDamage(name, model),
      ...newestUnjudged(model),
      ...(state.gone === undefined ? {} : { gone: state.gone }),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { model: name, errors: error.faults };
  }
}

function printModels(models: readonly (Listed | Unreadable)[], view: LedgerView, options: Options): void {
  if (options.json) process.stdout.write(`${jsonText(models)}\n`);
  else if (models.length === 0)
    process.stdout.write(nothingYet('models', view, options, 'Register one: lineage-gate register MODEL'));
  else {
    const rows = models.map(rowOf);
    const isNoted = models.some((one) => !('errors' in one) && latestText(one).endsWith('*'));
    const table = textTable(['MODEL', 'LATEST', 'REGISTERED', 'STAGES', 'ALIASES'], rows);
    process.stdout.write(`${table}${isNoted ? UNJUDGED : ''}`);
  }
}

const UNJUDGED =
  '* unjudged: nobody has judged it; it counts once lineage-gate register has judged its run\n';

function rowOf(model: Listed | Unreadable): string[] {
  if ('errors' in model) return [model.model, '–', 'cannot be read', '', ''];
  return [
    model.model,
    latestText(model),
    registeredText(model),
    model.damage === undefined
      ? Object.entries(model.stages)
          .map(([stage, versions]) => `${stage}=${versions.join(',')}`)
          .join(' ')
      : 'damaged: see models repair',
    model.damage === undefined
      ? Object.entries(model.aliases)
          .map(([alias, version]) => `@${alias}=${version}`)
          .join(' ')
      : '',
  ];
}

function newestUnjudged({ unjudged = [] }: RegisteredModel): Pick<Listed, 'newest_unjudged'> {
  const newest = unjudged.at(-1);
  if (newest === undefined) return {};
  const { version, registered_at } = newest;
  return { newest_unjudged: { version, registered_at } };
}

function latestText({ latest, newest_unjudged }: Listed): string {
  return String(latest ?? (newest_unjudged === undefined ? '–' : `${newest_unjudged.version}*`));
}

function registeredText({ gone, registered_at, newest_unjudged }: Listed): string {
  if (gone !== undefined) return goneWords(gone);
  const at = registered_at ?? newest_unjudged?.registered_at;
  return at === undefined ? 'no version counts' : minute(at);
}

function heldAliases({ aliases }: ModelState): Record<string, number> {
  return Object.fromEntries([...aliases].map(([alias, { version }]) => [alias, version]));
}

/** Stages that serve something, each with its versions, the newest there first. */
function heldStages(state: ModelState): [string, number[]][] {
  return [...state.holders].flatMap(([stage, held]): [string, number[]][] =>
    stage === FIRST_STAGE || stage === ARCHIVED || held.length === 0
      ? []
      : [[stage, held.map(({ version }) => version).reverse()]],
  );
}

/** Records that cannot be true: what the others come to is not to be relied on. */
function toldDamage(name: string, model: RegisteredModel): Pick<Listed, 'damage'> {
  const damage = damageOf(name, model);
  return damage.length === 0 ? {} : { damage };
}

/** `lineage-gate models show MODEL` */
export async function modelsShow(name: string, options: Options): Promise<number> {
  const { ledger, log } = await openReader(options);
  const view = await ledger.view();
  const model = await readKnownModel(view, name);
  const { versions, unjudged = [], events } = model;
  // What is shown of a version is held against the run that it names.
  const runs = await readRunsOf(view, versions, model);
  const judged = versions.map((one, index) => askedOfJudged(one, runs[index]));
  const others = [...(await askedOfHidden(view, model)), ...(await askedOfUnjudged(view, model))];
  const recalled = await recalledVersions(view, [...judged, ...others], log);
  const state = foldModel(model);
  for (const line of damageLines(name, damageOf(name, model))) log.warning(line);
  if (options.json) {
    if (state.gone !== undefined) log.warning(`${name} was ${goneWords(state.gone)}.`);
    const { hidden = [] } = model;
    const stages = Object.fromEntries(
      [...versions, ...unjudged].map(({ version }) => [version, state.stages.get(version) ?? FIRST_STAGE]),
    );
    const deleted = hidden.map((one) => ({ ...one, deleted: state.deleted.get(one.version) }));
    const told = {
      ...toldDamage(name, model),
      ...(state.gone === undefined ? {} : { gone: state.gone }),
      ...(unjudged.length === 0 ? {} : { unjudged }),
      ...(deleted.length === 0 ? {} : { deleted }),
      ...recalledJson(recalled),
    };
    process.stdout.write(
      `${jsonText({ model: name, stages, ...allLabels(model, state), ...told, versions, events })}\n`,
    );
    return 0;
  }
  // Who reads the table alone must not take what was for what is.
  if (state.gone !== undefined)
    process.stdout.write(`${printable(`${name} was ${goneWords(state.gone)}. What it was by then:`)}\n\n`);
  process.stdout.write(versionTable(model, state));
  for (const [version, { sentences }] of recalled)
    for (const sentence of sentences) process.stdout.write(`Version ${version} ${sentence}\n`);
  process.stdout.write(labelsText(model, state));
  const latest = versions.at(-1);
  if (latest === undefined || state.gone !== undefined) return 0;
  process.stdout.write(tagsText(`Tags of version ${latest.version}`, latest.tags));
  const { version } = latest;
  const how = howToFetch(latest, { stage: state.stages.get(version), options: sameServer(options) });
  process.stdout.write(`\nGet the files of version ${version} with: ${how}\n`);
  return 0;
}

/** By version: ids of the open recalls that it comes from, and of those that it may come from. */
function recalledJson(said: ReadonlyMap<number, SaidRecalled>) {
  const of = (name: 'recalled' | 'may_be_recalled') => {
    const all = [...said].flatMap(([version, one]) => (one[name].length === 0 ? [] : [[version, one[name]]]));
    return all.length === 0 ? {} : { [name]: Object.fromEntries(all) };
  };
  return { ...of('recalled'), ...of('may_be_recalled') };
}

function labelsText(model: RegisteredModel, state: ModelState): string {
  const { registry_labels, ...ofModel } = allLabels(model, state);
  const all: [string, Labels][] = [
    ['the model', ofModel],
    ...Object.entries(registry_labels).map(([version, one]): [string, Labels] => [`version ${version}`, one]),
  ];
  return all
    .map(([what, { description, tags }]) => {
      const text = description === null ? '' : `\nDescription of ${what}\n${indented(description)}`;
      return `${text}${tagsText(`Tags that the registry gave ${what}`, tags)}`;
    })
    .join('');
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${printable(line)}\n`)
    .join('');
}

function versionTable(model: RegisteredModel, state: ModelState): string {
  const aliases = [...state.aliases];
  const all = everyVersion(model);
  const runs = all.flatMap((version) => runOf(version) ?? []);
  const ids = shortIds(runs);
  const short = new Map(runs.map((run, index) => [run, ids[index] ?? run]));
  const isNoted = all.some(({ run_id }) => run_id === null);
  const rows = all.map((version) => [
    `${version.version}${version.run_id === null ? '*' : ''}`,
    stageText(version, state),
    minute(version.registered_at),
    cut((version.registered_by ?? '').replace(/ <[^<>]*>$/, ''), 30),
    short.get(runOf(version) ?? '') ?? '–',
    version.manifest === null ? '–' : formatBytes(version.manifest.size_bytes),
    aliases.flatMap(([alias, at]) => (at.version === version.version ? [`@${alias}`] : [])).join(' '),
  ]);
  const table = textTable(['VERSION', 'STAGE', 'REGISTERED', 'BY', 'RUN', 'SIZE', 'ALIASES'], rows);
  return `${table}${isNoted ? UNJUDGED : ''}`;
}

/** Of one that nobody judged, the run that its client said, where that can be one. */
function runOf(version: VersionRecord): string | null {
  if (version.run_id !== null) return version.run_id;
  const { claimed_run_id: claimed = '' } = version;
  return isAnyRunId(claimed) ? claimed : null;
}

/** The stage; of what is hidden, who hid it and when. */
function stageText({ version }: VersionRecord, { stages, deleted }: ModelState): string {
  const by = deleted.get(version);
  return by === undefined ? (stages.get(version) ?? FIRST_STAGE) : goneWords(by);
}

function tagsText(title: string, tags: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(tags).map(([key, value]): [string, string] => [`  ${key}`, value]);
  return pairs.length === 0 ? '' : `\n${title}\n${fields(pairs)}`;
}
