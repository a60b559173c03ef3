import { parseLines, shown } from '../../core/key-values.js';

/**
 * A variable, or what a command or an expression of a workflow gives, as it is written where something replaces it. Within bounds, or
 * each of many that are never closed would be read to the end of the text.
 */
const VARIABLE =
  /\$\{([a-z_]\w*)\}|\$env:([a-z_]\w*)|\$([a-z_]\w*)|(?<!\w)%([a-z_]\w*)%|\$\{\{[^}]{0,1000}\}\}|\$\([^)]{1,1000}\)/i;

/**
 * What was written for a shell to replace, in inputs that no shell reads: it is recorded as it is. Sentences without a full stop.
 * @param inputs text of several lines by the name of its input
 */
export function unexpanded(inputs: Readonly<Record<string, string>>): string[] {
  return Object.entries(inputs).flatMap(([input, text]) =>
    parseLines(text).flatMap(({ text: item, line }) => {
      const [variable, ...names] = VARIABLE.exec(item) ?? [];
      if (variable === undefined) return [];
      const name = names.find((one) => one !== undefined);
      const mend = name === undefined ? '' : `; in a workflow write \`\${{ env.${name} }}\``;
      return [
        `${shown(variable)} (${input}, line ${line}) is recorded as it is written, since no shell reads it${mend}`,
      ];
    }),
  );
}
