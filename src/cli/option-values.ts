import type { Command } from 'commander';
import { type Fault, UserError } from '../core/errors.js';
import { parseLines, shown } from '../core/key-values.js';

export const DEFAULT_LEDGER_BRANCH = 'lineage';

/**
 * An option that was given and says nothing is most often a variable without a value; passed over, what it was to record would be
 * missing in silence.
 * @throws UserError E_INPUT_INVALID with every such option
 */
export function requireValues(command: Command): void {
  const faults = command.options.flatMap((option) => {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== 'cli') return [];
    return faultOf(option.long ?? name, command.getOptionValue(name));
  });
  if (faults.length > 0) throw new UserError(faults);
}

/** @param value a text, the texts of a repeatable option, or anything else that the parser made */
function faultOf(option: string, value: unknown): Fault[] {
  const code = 'E_INPUT_INVALID';
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  if (texts.some((text) => typeof text === 'string' && text.trim() === '')) {
    const mend = 'Did a variable have no value? Give one, or leave the option away';
    return [{ code, what: `\`${option}\` is empty`, where: option, mend }];
  }
  // The items of a repeatable option are lines, as those of a workflow's input are.
  const comment = Array.isArray(value) ? value.find((text) => parseLines(text).length === 0) : undefined;
  if (comment === undefined) return [];
  const what = `\`${option}\` is only a comment: ${shown(comment)}`;
  return [{ code, what, where: option, mend: 'Take the `#` away, or the option' }];
}
