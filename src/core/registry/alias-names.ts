import { UserError } from '../errors.js';
import { parseLines } from '../key-values.js';
import { modelNameClash } from '../model-names.js';
import { quoted } from '../printable.js';
import { STAGES } from './state.js';

/** The aliases that an input names: one a line, or separated by commas. */
export function parseAliases(text: string): string[] {
  return parseLines(text.replaceAll(',', '\n')).map((line) => line.text);
}

/**
 * Of new aliases only: one that a model has already goes on moving, whatever another one beside it looks like.
 * @param held aliases that the model has @throws UserError E_NAME_INVALID for one that people would take for another, or for a stage
 */
export function requireNewAliases(
  aliases: readonly string[],
  { held, where }: { held: Iterable<string>; where: string },
): void {
  const known = [...held];
  for (const alias of aliases) {
    if (known.includes(alias)) continue;
    const stage = STAGES.find((one) => one === alias || modelNameClash(alias, [one]) !== undefined);
    if (stage !== undefined) {
      throw new UserError({
        code: 'E_NAME_INVALID',
        what: `The alias ${quoted(alias)} would be taken for the stage ${stage}`,
        where,
        mend: `Choose another word, e.g. \`champion\`; a version is moved to a stage with \`lineage-gate promote\``,
      });
    }
    const clash = modelNameClash(alias, known);
    if (clash !== undefined) {
      throw new UserError({
        code: 'E_NAME_INVALID',
        what: `There is an alias ${quoted(clash.name)}, which differs from ${quoted(alias)} ${clash.why}`,
        where,
        mend: `Use ${quoted(clash.name)} as it is, take it away first (\`lineage-gate models unalias\`), or choose a word that differs in more than that`,
      });
    }
    known.push(alias);
  }
}
