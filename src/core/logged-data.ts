import type { Fault } from './errors.js';
import type { Problem } from './generated/types.js';
import { isTooLong, TAG_VALUE_LIMIT } from './key-values.js';
import { LOGGED_DATA } from './lineage/data-tags.js';

/**
 * The data sets of `log_input` that the tag `dataset_version` of the record does not name, as a tag of their own: a run that says
 * something else by tag has still read them. What the client says by that tag stays in front.
 * @param names as a tag has them
 * @param said `version`: the tag `dataset_version` of the record; `own`: what the client says by the tag itself
 */
export function loggedDataTag(
  names: readonly string[],
  { version = '', own }: { version?: string | undefined; own?: string | undefined },
): { tag: [key: string, value: string][]; problems: (Fault & Problem)[] } {
  const said = own === undefined || isTooLong(own) ? [] : [own];
  const named = new Set([version, ...said].flatMap((tag) => [tag.trim(), ...partsOf(tag)]));
  let value = said.join('');
  let left = 0;
  for (const name of names.filter((one) => !named.has(one))) {
    const longer = value === '' ? name : `${value}+${name}`;
    if (isTooLong(longer)) left += 1;
    else value = longer;
  }
  return { tag: value === '' ? [] : [[LOGGED_DATA, value]], problems: left === 0 ? [] : [tooMany(left)] };
}

function partsOf(tag: string): string[] {
  return tag.split('+').map((part) => part.trim());
}

function tooMany(left: number): Fault & Problem {
  return {
    code: 'E_TAG_INVALID',
    what: `The tag ${LOGGED_DATA} leaves out ${left} of the data sets that were logged with log_input: it holds ${TAG_VALUE_LIMIT} characters`,
    where: 'mlflow',
    mend: 'Log fewer data sets to one run, or those of one kind as one',
  };
}
