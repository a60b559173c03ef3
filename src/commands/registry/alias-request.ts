import { Faults } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { parseAliases } from '../../core/registry/alias-names.js';
import { requireAlias } from '../../core/registry/uri-names.js';
import { choiceOf } from '../promote/resolve.js';

/** Aliases that are set or taken away, all in one commit. */
export interface AliasRequest {
  model: string;
  /** What those that are set are to name: a number, `latest`, `@alias` or a stage. Null where none is set. */
  version: string | null;
  set: readonly string[];
  remove: readonly string[];
}

/** Where a user has named the aliases. */
export interface AliasPlaces {
  set: string;
  remove: string;
}

export const ALIAS_INPUTS: AliasPlaces = { set: 'input aliases', remove: 'input remove-aliases' };

/** Aliases that a workflow asks for. */
export interface AskedAliases extends AliasRequest {
  kind: 'aliases';
  dry_run: boolean;
}

export interface AliasTexts {
  model: string;
  version: string;
  aliases: string;
  removeAliases: string;
  /** Inputs that aliases have no use for, by their names. */
  unused: Record<string, string>;
  dryRun: boolean;
}

/** Aliases to change, from texts; null where they name none. @throws UserError with every fault */
export async function askedAliasesOf(texts: AliasTexts): Promise<AskedAliases | null> {
  const set = parseAliases(texts.aliases);
  const remove = parseAliases(texts.removeAliases);
  if (set.length + remove.length === 0) return null;
  const { model, version, unused, dryRun } = texts;
  const faults = new Faults();
  if (model === '')
    faults.add({
      code: 'E_INPUT_MISSING',
      what: '`model` is empty',
      where: 'input model',
      mend: 'Name the registered model',
    });
  if (set.length > 0 && version !== '') await faults.catch(() => void choiceOf(version));
  // What a workflow's input is by default says nothing.
  if (set.length === 0 && version !== '' && version !== 'latest')
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `\`version\` is ${shown(version)}, and aliases are taken away from whichever version they name`,
      where: 'input version',
      mend: 'Leave `version` away, or name what is to point to it in `aliases`',
    });
  for (const [name, text] of Object.entries(unused)) {
    if (text === '' || text === 'false') continue;
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `\`${name}\` is given, and a change of aliases has no use for it`,
      where: `input ${name}`,
      mend: `Leave \`${name}\` away, or do it in a step of its own`,
    });
  }
  const asked = aliasRequestOf({ model, version: version || 'latest', set, remove });
  await addAliasFaults(faults, asked, ALIAS_INPUTS);
  faults.throwIfAny();
  return { kind: 'aliases', ...asked, dry_run: dryRun };
}

/** As people write an alias: as they see it in a URI. */
export function aliasRequestOf({ model, version, set, remove }: AliasRequest): AliasRequest {
  const plain = (names: readonly string[]) => [...new Set(names.map((alias) => alias.replace(/^@/, '')))];
  return { model, version: set.length === 0 ? null : version, set: plain(set), remove: plain(remove) };
}

/** What can be told without the ledger. One that is there already may have any name, so that it can be taken away. */
export async function addAliasFaults(
  faults: Faults,
  { set, remove }: AliasRequest,
  where: AliasPlaces,
): Promise<void> {
  for (const alias of set) await faults.catch(() => requireAlias(alias, where.set));
  for (const alias of set.filter((one) => remove.includes(one)))
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `The alias ${shown(alias)} is to be set and to be taken away`,
      where: where.remove,
      mend: 'Name it once',
    });
}
