import { changed, type Endpoint, endpoint } from './endpoint.js';
import { invalid, missing } from './errors.js';
import { checkLength, LIMITS } from './limits.js';
import { text } from './message.js';
import { aliased, checkModelName, highest, latestVersions, modelOf, versionOf } from './registry-lookups.js';
import { versionShape } from './shapes.js';

const ALIAS = { fields: { name: text, alias: text }, checks: ['name!', 'alias!'] } as const;

function checkAlias(alias: string): void {
  if (!/^[\p{L}\p{N}_-]*$/u.test(alias)) {
    const why = 'Names may only contain alphanumerics, underscores (_), and dashes (-).';
    throw invalid(`Invalid alias name: '${alias}'. ${why}`);
  }
  checkLength(alias, LIMITS.alias, 'Registered model alias name');
}

function isLatest(alias: string): boolean {
  return alias.toLowerCase() === 'latest';
}

function checkNotReserved(alias: string): void {
  if (isLatest(alias)) throw invalid("'latest' alias name (case insensitive) is reserved.");
  if (/^v\p{Nd}+$/iu.test(alias)) throw invalid(`Version alias name '${alias}' is reserved.`);
}

export const aliasEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST registered-models/alias',
    { fields: { name: text, alias: text, version: text }, checks: ['name!', 'alias!', 'version!'] },
    ({ name = '', alias = '', version }, { state }) => {
      checkModelName(name);
      checkAlias(alias);
      checkNotReserved(alias);
      const found = versionOf(state, { name, version });
      const number = found.version.version;
      const isHeld = found.model.aliases.get(alias) === number;
      return changed(isHeld ? [] : { type: 'alias-set', model: name, alias, version: number });
    },
  ),
  endpoint('GET registered-models/alias', ALIAS, ({ name = '', alias = '' }, { state }) => {
    checkModelName(name);
    checkAlias(alias);
    const model = state.models.get(name);
    // Clients of MLflow 2 look for the sentence about the alias.
    if (model === undefined)
      throw missing(
        `Registered Model with name=${name} not found. Registered model alias ${alias} not found.`,
      );
    if (!isLatest(alias)) return { model_version: versionShape(aliased(model, alias), model) };
    const latest = highest(latestVersions(model));
    if (latest === undefined) throw missing(`Latest version not found for model ${name}.`);
    return { model_version: versionShape(latest, model) };
  }),
  endpoint('DELETE registered-models/alias', ALIAS, ({ name = '', alias = '' }, { state }) => {
    checkModelName(name);
    checkAlias(alias);
    const model = modelOf(state, name);
    return changed(model.aliases.has(alias) ? { type: 'alias-deleted', model: name, alias } : []);
  }),
];
