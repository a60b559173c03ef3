import { Faults, UserError } from '../../core/errors.js';
import { shown, splitKeyValue, tagFaults } from '../../core/key-values.js';
import { addSecretNames, type Redaction, redacted } from './secrets.js';

/** Characters of a description and of a reason, as their records take them. */
const LONGEST_DESCRIPTION = 20_000;
const LONGEST_REASON = 2000;

/** A description as it is kept; null for none. @throws UserError E_INPUT_INVALID when it is too long */
export function descriptionText(given: string | null, deps: Redaction): string | null {
  const where = 'option --text, --file or --description';
  return keptText(given, { what: 'the description', where, longest: LONGEST_DESCRIPTION }, deps);
}

/** Why somebody does it, as it is kept; null for none. @throws UserError E_INPUT_INVALID when it is too long */
export function redactedReason(given: string | null, deps: Redaction): string | null {
  return keptText(given, { what: 'the reason', where: 'option --reason', longest: LONGEST_REASON }, deps);
}

function keptText(
  given: string | null,
  { what, where, longest }: { what: string; where: string; longest: number },
  deps: Redaction,
): string | null {
  const trimmed = given?.trim() || null;
  const text = trimmed === null ? null : redacted(trimmed, { what, key: null }, deps);
  if ((text?.length ?? 0) <= longest) return text;
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `${what.replace('the', 'The')} has ${text?.length} characters, and there is room for ${longest}`,
    where,
    mend: 'Shorten it, and link to what says more',
  });
}

export function redactedTags(tags: ReadonlyMap<string, string>, deps: Redaction): Map<string, string> {
  return new Map(
    [...tags].map(([key, value]) => [key, redacted(value, { what: `the tag ${shown(key)}`, key }, deps)]),
  );
}

/** @param texts each `key=value` @throws UserError E_TAG_INVALID, E_SECRET_IN_NAME with every fault */
export function parseTags(texts: readonly string[], deps: Redaction): Map<string, string> {
  const faults = new Faults();
  const tags = new Map<string, string>();
  for (const text of texts) {
    const where = `argument ${shown(deps.redactor.text(text))}`;
    const pair = splitKeyValue(text);
    if (pair === undefined) {
      const what = 'The tag has no "="';
      faults.add({ code: 'E_TAG_INVALID', what, where, mend: 'Write it as KEY=VALUE' });
      continue;
    }
    const [key, value] = pair;
    for (const fault of tagFaults(key, value, where)) faults.add(fault);
    if (tags.has(key) && tags.get(key) !== value) {
      const what = `The key ${shown(key)} has two values`;
      faults.add({ code: 'E_TAG_INVALID', what, where, mend: 'Keep one of the two' });
    }
    tags.set(key, value);
  }
  addSecretNames(
    faults,
    [...tags.keys()].map((name) => ({ where: 'argument KEY=VALUE', name })),
    deps,
  );
  faults.throwIfAny();
  return tags;
}
