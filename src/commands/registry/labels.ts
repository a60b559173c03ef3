import { type Fault, UserError } from '../../core/errors.js';
import { shown, tagsFaults } from '../../core/key-values.js';
import { nearest } from '../../core/nearest.js';
import { descriptionOf } from '../../core/registry/description.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { anyVersion } from '../../core/registry/version.js';
import { versionNamed } from '../promote/resolve.js';
import { type ChangeDeps, type Changed, changeModel, subjectOf } from './change.js';
import { descriptionText, parseTags, redactedTags } from './label-texts.js';
import type { Redaction } from './secrets.js';

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
  const description = descriptionText(asked.description, deps);
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
  const tags = [...redactedTags(parseTags(asked.tags, deps), deps)].map(([key, value]) => ({ key, value }));
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
  if (version === null) return null;
  // One that nobody judged has a number and labels, and no other name.
  if (/^[1-9]\d{0,8}$/.test(version)) return anyVersion(model, state, Number(version)).version;
  return versionNamed(version, model, state).version;
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
