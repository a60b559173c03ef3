import { posix } from 'node:path';
import { type Fault, Faults } from '../../core/errors.js';
import { isId } from '../../core/ids.js';
import { parseKeyValues, tagFaults } from '../../core/key-values.js';
import { parseAliases } from '../../core/registry/alias-names.js';
import { requireAlias, requireModelName } from '../../core/registry/uri-names.js';
import { withoutTrailing } from '../../core/without-trailing.js';
import type { RegisterRequest } from './register.js';

const MAX_DESCRIPTION = 100_000;

export interface RegisterTexts {
  model: string;
  runId: string;
  modelPath: string;
  description: string;
  aliases: string;
  tags: string;
}

/** A request from texts, of the workflow or the command line. @throws UserError with every fault */
export async function registerRequestOf(texts: RegisterTexts): Promise<RegisterRequest> {
  const faults = new Faults();
  const aliases = parseAliases(texts.aliases);
  await faults.catch(() => requireModelName(texts.model, 'input model'));
  for (const alias of aliases) await faults.catch(() => requireAlias(alias, 'input aliases'));
  const tags = await faults.catch(() => parseKeyValues(texts.tags, 'tags'));
  if (texts.runId === '') {
    faults.add({
      code: 'E_RUN_NOT_TRACKED',
      what: 'No run was tracked earlier in this job',
      where: 'input run-id',
      mend: 'Put the track step before this one in the same job, or name the run in `run-id`',
    });
  } else if (!isId(texts.runId)) {
    faults.add({
      code: 'E_INPUT_INVALID',
      what: '`run-id` is no run id',
      where: 'input run-id',
      mend: 'Use the output `run-id` of the track step: 32 hex digits',
    });
  }
  for (const fault of descriptionFaults(texts.description)) faults.add(fault);
  faults.throwIfAny();
  return {
    model: texts.model,
    run_id: texts.runId,
    model_path: modelPathOf(texts.modelPath),
    description: texts.description || null,
    aliases,
    tags: Object.fromEntries(tags ?? []),
  };
}

/** A request that no texts of a user were read for. @throws UserError with every fault of its names */
export async function checkRequest({ model, aliases, tags, description }: RegisterRequest): Promise<void> {
  const faults = new Faults();
  await faults.catch(() => requireModelName(model, 'input model'));
  for (const alias of aliases) await faults.catch(() => requireAlias(alias, 'input aliases'));
  for (const [key, value] of Object.entries(tags))
    for (const fault of tagFaults(key, value, 'tags')) faults.add(fault);
  for (const fault of descriptionFaults(description ?? '')) faults.add(fault);
  faults.throwIfAny();
}

function descriptionFaults({ length }: string): Fault[] {
  if (length <= MAX_DESCRIPTION) return [];
  const what = `\`description\` is longer than ${MAX_DESCRIPTION} characters`;
  return [{ code: 'E_INPUT_INVALID', what, where: 'input description', mend: 'Shorten it' }];
}

/** As a record writes the path of a model: neither `./` before it nor `/` behind it. */
function modelPathOf(text: string): string | null {
  return text === '' ? null : withoutTrailing(posix.normalize(text), '/') || null;
}
