import { type Fault, Faults, UserError } from '../../core/errors.js';
import { shown, splitKeyValue, tagFaults, tagsFaults } from '../../core/key-values.js';
import { nearest } from '../../core/nearest.js';
import { descriptionOf } from '../../core/registry/description.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { versionNamed } from '../promote/resolve.js';
import { type ChangeDeps, type Changed, changeModel, subjectOf } from './change.js';
import { addSecretNames, type Redaction, redacted } from './secrets.js';

/** Characters of a description, as its record takes them. */
const LONGEST_DESCRIPTION = 20_000;

/** What is described or tagged. */
export interface Labelled {
  model: string;
  /** A number, `latest`, `@alias` or a stage; null: the model as a whole. */
  version: string | null;
}

/** @param description null takes it away @throws UserError E_INPUT_INVALID, E_VERSION_NOT_FOUND; as {@link changeModel} */
export async function describeModel(
  { model, version, ...asked }: Labelled & { description: string | null },
  deps: ChangeDeps & Redaction,
): Promise<Changed> {
  const text = asked.description?.trim() || null;
  const description = text === null ? null : redacted(text, { what: 'the description', key: null }, deps);
  if ((description?.length ?? 0) > LONGEST_DESCRIPTION) {
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: `The description has ${description?.length} characters, and there is room for ${LONGEST_DESCRIPTION}`,
      where: 'option --text or --file',
      mend: 'Shorten it, and link to what says more',
    });
  }
  return changeModel(model, deps, (state) => {
    const number = numberOf(version, model, state);
    const before = descriptionOf(state, foldModel(state), number);
    return {
      version: number,
      bodies: before === description ? [] : [{ type: 'description-set', description }],
      subject: `describe ${subjectOf(model, number)}`,
    };
  });
}

/** @param tags each `key=value` @throws UserError E_TAG_INVALID, E_SECRET_IN_NAME with every fault; as {@link changeModel} */
export async function setTags(
  { model, version, ...asked }: Labelled & { tags: readonly string[] },
  deps: ChangeDeps & Redaction,
): Promise<Changed> {
  const tags = [...parseTags(asked.tags, deps)].map(([key, value]) => ({
    key,
    value: redacted(value, { what: `the tag ${shown(key)}`, key }, deps),
  }));
  return changeModel(model, deps, (state) => {
    const number = numberOf(version, model, state);
    const set = foldModel(state).tags.get(number) ?? new Map<string, string>();
    const registered = state.versions.find((one) => one.version === number)?.tags ?? {};
    const all = new Map([...set, ...tags.map(({ key, value }) => [key, value] as const)]);
    const faults = [
      ...tags.flatMap((tag) => registeredFault(tag, registered)),
      ...tagsFaults(all, 'argument KEY=VALUE'),
    ];
    if (faults.length > 0) throw new UserError(faults);
    const changed = tags.filter(
      ({ key, value }) => set.get(key) !== value && !Object.hasOwn(registered, key),
    );
    return {
      version: number,
      bodies: changed.map((tag) => ({ type: 'tag-set', ...tag })),
      subject: `tag ${subjectOf(model, number)}: ${changed.map(({ key }) => key).join(', ')}`,
    };
  });
}

/** @throws UserError E_TAG_INVALID for each key that is not there, with what is near; as {@link changeModel} */
export async function deleteTags(
  { model, version, keys }: Labelled & { keys: readonly string[] },
  deps: ChangeDeps,
): Promise<Changed> {
  return changeModel(model, deps, (state) => {
    const number = numberOf(version, model, state);
    const known = [...(foldModel(state).tags.get(number)?.keys() ?? [])];
    const registered = state.versions.find((one) => one.version === number)?.tags ?? {};
    const unknown = keys.filter((key) => !known.includes(key));
    if (unknown.length > 0) throw new UserError(unknown.map((key) => unknownKey(key, known, registered)));
    return {
      version: number,
      bodies: [...new Set(keys)].map((key) => ({ type: 'tag-deleted', key })),
      subject: `untag ${subjectOf(model, number)}: ${keys.join(', ')}`,
    };
  });
}

function numberOf(version: string | null, model: string, state: RegisteredModel): number | null {
  return version === null ? null : versionNamed(version, model, state).version;
}

function parseTags(texts: readonly string[], deps: Redaction): Map<string, string> {
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

function registeredFault(
  { key, value }: { key: string; value: string },
  registered: Readonly<Record<string, string>>,
): Fault[] {
  if (!Object.hasOwn(registered, key) || registered[key] === value) return [];
  return [
    {
      code: 'E_TAG_INVALID',
      what: `The version was registered with ${shown(key)} = ${shown(registered[key] ?? '')}, which stays`,
      where: 'argument KEY=VALUE',
      mend: 'Choose another key: what a version was registered with is never changed',
    },
  ];
}

function unknownKey(
  key: string,
  known: readonly string[],
  registered: Readonly<Record<string, string>>,
): Fault {
  const fault = { code: 'E_TAG_INVALID', where: 'argument KEY' } as const;
  if (Object.hasOwn(registered, key)) {
    const what = `The version was registered with the tag ${shown(key)}, which stays`;
    return { ...fault, what, mend: 'Only tags of `models tag` can be taken away' };
  }
  const meant = nearest(key, known);
  const all = known.slice(0, 20).map((one) => shown(one));
  const mend =
    meant !== undefined
      ? `Did you mean ${shown(meant)}?`
      : all.length === 0
        ? 'No tag was set'
        : `The tags are ${all.join(', ')}`;
  return { ...fault, what: `There is no tag ${shown(key)}`, mend };
}
