import { UserError } from '../../core/errors.js';
import type { ModelVersion } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import { noneNamesNone } from '../../core/registry/none.js';
import {
  FIRST_STAGE,
  type RegisteredModel,
  STAGES,
  stageNamed,
  type VersionChoice,
} from '../../core/registry/registry.js';
import { chooseVersion } from '../../core/registry/version.js';

/**
 * The version that a number, `latest`, `@alias` or a stage names.
 * @throws UserError E_VERSION_NOT_FOUND with what there is, E_INPUT_INVALID
 */
export function versionNamed(name: string, model: string, state: RegisteredModel): ModelVersion {
  return chooseVersion(model, state, { choice: choiceOf(name), allowArchived: true }).version;
}

/** @throws UserError E_INPUT_INVALID for what can name no version */
export function choiceOf(name: string): VersionChoice {
  const stage = stageNamed(name);
  if (name === 'latest') return { by: 'latest' };
  if (/^[1-9]\d{0,8}$/.test(name)) return { by: 'number', number: Number(name) };
  if (name.startsWith('@')) return { by: 'alias', aliases: [name.slice(1)] };
  if (stage === FIRST_STAGE) throw noneNamesNone('input version');
  if (stage !== undefined) return { by: 'stage', stage };
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `\`version\` is ${shown(name)}`,
    where: 'input version',
    mend: `Use a number from 1, \`latest\`, \`@alias\` or one of ${STAGES.filter((one) => one !== FIRST_STAGE).join(', ')}`,
  });
}
