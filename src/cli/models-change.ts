import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { eventOrigin } from '../collect/ci/origin.js';
import type { AliasRequest } from '../commands/registry/alias-request.js';
import { changeAliases } from '../commands/registry/aliases.js';
import { type Changed, subjectOf } from '../commands/registry/change.js';
import { deleteTags, describeModel, setTags } from '../commands/registry/labels.js';
import { type Fault, UserError } from '../core/errors.js';
import { shown } from '../core/key-values.js';
import { printable } from '../core/printable.js';
import type { EventFacts } from '../core/registry/event-chain.js';
import { wordsOf } from '../report/registry/event-words.js';
import { formatBytes } from '../report/units.js';
import { type CliHost, type CommonOptions, openCliHost } from './host.js';
import { jsonText } from './json.js';
import type { PromoteRemoteOptions } from './promote-remote.js';
import { ofRemote, requireRemote } from './remote.js';

export type ChangeOptions = CommonOptions & { of?: string; json?: boolean };

/** Bytes of a file with a description: more than any text that is taken has. */
const LARGEST_TEXT = 1024 * 1024;

export type AliasOptions = ChangeOptions & PromoteRemoteOptions;

/** `lineage-gate models alias MODEL ALIAS VERSION` */
export function modelsAlias(
  { model, alias, version }: { model: string; alias: string; version: string },
  options: AliasOptions,
): Promise<number> {
  return changed({ model, version, set: [alias], remove: [] }, options);
}

/** `lineage-gate models unalias MODEL ALIAS` */
export function modelsUnalias(
  { model, alias }: { model: string; alias: string },
  options: AliasOptions,
): Promise<number> {
  return changed({ model, version: null, set: [], remove: [alias] }, options);
}

async function changed(asked: AliasRequest, options: AliasOptions): Promise<number> {
  requireRemote(options, ofRemote(options));
  if (options.remote === true) return (await import('./alias-remote.js')).aliasesOnServer(asked, options);
  const host = await openCliHost(options);
  const deps = { ...(await changeDeps(host)), rules: () => host.policy() };
  return tell(await changeAliases(asked, deps), options);
}

export type DescribeOptions = ChangeOptions & { text?: string; file?: string; remove?: boolean };

/** `lineage-gate models describe MODEL [--of VERSION] --text TEXT | --file FILE | --remove` */
export async function modelsDescribe(model: string, options: DescribeOptions): Promise<number> {
  const host = await openCliHost(options);
  const description = await descriptionOf(options, host);
  const asked = { model, version: options.of ?? null, description };
  return tell(await describeModel(asked, await changeDeps(host)), options);
}

/** `lineage-gate models tag MODEL KEY=VALUE… [--of VERSION]` */
export async function modelsTag(
  asked: { model: string; tags: readonly string[] },
  options: ChangeOptions,
): Promise<number> {
  const host = await openCliHost(options);
  return tell(await setTags({ ...asked, version: options.of ?? null }, await changeDeps(host)), options);
}

/** `lineage-gate models untag MODEL KEY… [--of VERSION]` */
export async function modelsUntag(
  asked: { model: string; keys: readonly string[] },
  options: ChangeOptions,
): Promise<number> {
  const host = await openCliHost(options);
  return tell(await deleteTags({ ...asked, version: options.of ?? null }, await changeDeps(host)), options);
}

export async function changeDeps(host: CliHost) {
  return { ...host, facts: await factsOf(host) };
}

/** Who writes an event on this machine, and when. */
export async function factsOf(host: CliHost): Promise<EventFacts> {
  const ci = await host.ci();
  const { actor, ci_run_url } = ci.context;
  const by = eventOrigin(ci);
  const facts = { at: new Date(host.now()).toISOString(), actor, ci_run_url, newId: host.newId };
  return by === undefined ? facts : { ...facts, by };
}

/** Prints what was changed. */
export function tell({ model, version, events, commit }: Changed, { json }: ChangeOptions): number {
  const subject = subjectOf(model, version);
  const lines =
    events.length === 0
      ? [`${subject} is so already; nothing was written`]
      : events.map((event) => `${subjectOf(event.model, event.version)}: ${wordsOf(event)}`);
  const text = json ? jsonText({ model, version, events, commit }) : lines.map(printable).join('\n');
  process.stdout.write(`${text}\n`);
  return 0;
}

/** @returns null where it is to be taken away @throws UserError E_INPUT_MISSING, E_INPUT_INVALID, E_PATH_MISSING */
async function descriptionOf({ text, file, remove }: DescribeOptions, { cwd }: CliHost) {
  if (remove === true) return null;
  if (text !== undefined) return text;
  if (file !== undefined) return textOf(path.resolve(cwd, file), file);
  throw new UserError({
    code: 'E_INPUT_MISSING',
    what: 'There is no description',
    where: '--text',
    mend: 'Give it with `--text TEXT` or `--file FILE`, or take it away with `--remove`',
  });
}

async function textOf(absolute: string, named: string): Promise<string> {
  const stats = await stat(absolute).catch(() => undefined);
  if (stats === undefined) throw unusable('E_PATH_MISSING', `There is no file ${shown(named)}`);
  if (!stats.isFile()) throw unusable('E_FILE_UNREADABLE', `${shown(named)} is no file`);
  if (stats.size > LARGEST_TEXT)
    throw unusable(
      'E_INPUT_INVALID',
      `${shown(named)} has ${formatBytes(stats.size)}, and a description is a short text`,
    );
  const bytes = await readFile(absolute).catch((error: NodeJS.ErrnoException) => {
    throw unusable('E_FILE_UNREADABLE', `${shown(named)} cannot be read: ${error.code ?? error.message}`);
  });
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (!isUtf8(bytes) || text.includes('\0'))
    throw unusable('E_INPUT_INVALID', `${shown(named)} is binary, or no UTF-8 text`);
  if (text.trim() === '') throw unusable('E_INPUT_INVALID', `${shown(named)} is empty`);
  return text;
}

function unusable(code: Fault['code'], what: string): UserError {
  return new UserError({ code, what, where: '--file', mend: 'Name a text file in UTF-8' });
}
