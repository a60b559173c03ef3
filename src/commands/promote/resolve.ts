import { UserError } from '../../core/errors.js';
import type { ModelVersion } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import { nearest } from '../../core/nearest.js';
import { foldModel, type RegisteredModel, STAGES, stageNamed } from '../../core/registry/registry.js';

/**
 * The version that a number, `latest`, `@alias` or a stage names.
 * @throws UserError E_MODEL_NOT_FOUND with what there is
 */
export function versionNamed(name: string, model: string, state: RegisteredModel): ModelVersion {
  const { versions } = state;
  const fold = foldModel(state);
  const pick = (number: number | undefined, what: string, mend: string): ModelVersion => {
    const version = number === undefined ? undefined : versions[number - 1];
    if (version !== undefined) return version;
    throw new UserError({ code: 'E_MODEL_NOT_FOUND', what, where: 'input version', mend });
  };
  const last = versions.length;
  if (name === 'latest') return pick(last, `${shown(model)} has no version`, 'Register one first');
  if (/^[1-9]\d{0,8}$/.test(name)) {
    const what = `${shown(model)} has no version ${name}`;
    return pick(Number(name), what, `Its versions are 1 to ${last}`);
  }
  if (name.startsWith('@')) {
    const alias = name.slice(1);
    const known = [...fold.aliases.keys()];
    const meant = nearest(alias, known);
    const all =
      known.length === 0 ? 'It has none yet' : `It has ${known.map((one) => `\`@${one}\``).join(', ')}`;
    const mend = meant === undefined ? all : `Did you mean \`@${meant}\`?`;
    return pick(fold.aliases.get(alias)?.version, `${shown(model)} has no alias ${shown(alias)}`, mend);
  }
  const stage = stageNamed(name);
  if (stage !== undefined) {
    const held = fold.holders.get(stage)?.at(-1)?.version;
    return pick(held, `${shown(model)} has no version in ${stage}`, 'Name the version by its number');
  }
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `\`version\` is ${shown(name)}`,
    where: 'input version',
    mend: `Use a number from 1, \`latest\`, \`@alias\` or one of ${STAGES.join(', ')}`,
  });
}
