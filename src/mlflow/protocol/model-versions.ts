import type { Change } from '../state/changes.js';
import type { State } from '../state/state.js';
import { changed, type Endpoint, endpoint } from './endpoint.js';
import { invalid } from './errors.js';
import { checkName, registryTag, registryTags } from './limits.js';
import { flag, list, text } from './message.js';
import { PAIR, pair, pairMap, READABLE_TAGS } from './pairs.js';
import { isPrompt } from './prompts.js';
import { checkModelName, modelOf, stageOf, versionNumber, versionOf } from './registry-lookups.js';
import { versionShape } from './shapes.js';
import { originOf, promptOrigin } from './sources.js';
import { versionNoted } from './versions-tag.js';

const VERSION = { fields: { name: text, version: text }, checks: ['name!', 'version!'] } as const;
const ACTIVE_STAGES = ['Staging', 'Production'];

function answer(state: State, name: string, number: number): () => object {
  return () => {
    const { model, version } = versionOf(state, { name, version: String(number) });
    return { model_version: versionShape(version, model) };
  };
}

const lifeEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST model-versions/create',
    {
      fields: {
        name: text,
        source: text,
        run_id: text,
        tags: list(PAIR),
        run_link: text,
        description: text,
        model_id: text,
      },
      checks: ['name!', 'source!', 'run_id', READABLE_TAGS, 'run_link', 'description', 'model_id'],
    },
    ({ name = '', source = '', tags: sent, run_link = '', description = '', ...ids }, { state, user }) => {
      const asked = { source, ...ids };
      const isOfPrompt = isPrompt(pairMap(sent.map(pair)));
      const { model: logged, ...origin } = isOfPrompt ? promptOrigin(asked) : originOf(state, asked);
      checkModelName(name);
      const tags = registryTags(sent.map(pair));
      const { name: model } = modelOf(state, name);
      const version = (state.numbers.get(name) ?? 0) + 1;
      const made: Change = {
        type: 'version-created',
        model,
        version,
        ...origin,
        run_link,
        user_id: user ?? '',
        description,
        tags,
      };
      const noted = logged === undefined ? [] : [versionNoted(logged, { name, version })];
      return changed([made, ...noted], answer(state, name, version));
    },
  ),
  endpoint('GET model-versions/get', VERSION, (asked, { state }) => {
    const { model, version } = versionOf(state, asked);
    return { model_version: versionShape(version, model) };
  }),
  endpoint(
    'PATCH model-versions/update',
    {
      fields: { name: text, version: text, description: text },
      checks: ['name!', 'version!', 'description'],
    },
    ({ description = '', ...asked }, { state }) => {
      const { name, version } = versionOf(state, asked).version;
      return changed(
        { type: 'description-set', model: name, version, description },
        answer(state, name, version),
      );
    },
  ),
  endpoint(
    'POST model-versions/transition-stage',
    {
      fields: { ...VERSION.fields, stage: text, archive_existing_versions: flag },
      checks: [...VERSION.checks, 'stage!', 'archive_existing_versions'],
    },
    ({ stage = '', archive_existing_versions: archives = false, ...asked }, { state }) => {
      const to = stageOf(stage);
      if (archives && !ACTIVE_STAGES.includes(to)) throw notActive(stage);
      const { model, version } = versionOf(state, asked);
      const others = [...model.versions.values()].filter((one) => one !== version && one.stage === to);
      const archived = archives ? others.map((one) => one.version) : [];
      return changed(
        { type: 'stage-changed', model: model.name, version: version.version, to, archived },
        answer(state, model.name, version.version),
      );
    },
  ),
  endpoint('DELETE model-versions/delete', VERSION, (asked, { state }) => {
    versionNumber(asked.version);
    const { name, version } = versionOf(state, asked).version;
    return changed({ type: 'version-deleted', model: name, version });
  }),
  endpoint(
    'GET model-versions/get-download-uri',
    { fields: VERSION.fields, checks: [] },
    (asked, { state }) => ({ artifact_uri: versionOf(state, asked).version.storage }),
  ),
];

function notActive(stage: string): Error {
  return invalid(
    `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ` +
      `['Staging', 'Production']. Send archive_existing_versions false to move this version alone.`,
  );
}

const tagEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST model-versions/set-tag',
    {
      fields: { ...VERSION.fields, key: text, value: text },
      checks: [...VERSION.checks, 'key!', 'value'],
    },
    ({ name = '', version: sent, ...tag }, { state }) => {
      checkModelName(name);
      const { key, value } = registryTag(pair(tag));
      const { version, tags } = versionOf(state, { name, version: sent }).version;
      const isHeld = tags.get(key) === value;
      return changed(isHeld ? [] : { type: 'tag-set', model: name, version, key, value });
    },
  ),
  endpoint(
    'DELETE model-versions/delete-tag',
    { fields: { ...VERSION.fields, key: text }, checks: [...VERSION.checks, 'key!'] },
    ({ name = '', version: sent, key = '' }, { state }) => {
      checkModelName(name);
      checkName(key, 'key');
      const { version, tags } = versionOf(state, { name, version: sent }).version;
      return changed(tags.has(key) ? { type: 'tag-deleted', model: name, version, key } : []);
    },
  ),
];

export const modelVersionEndpoints: readonly Endpoint[] = [...lifeEndpoints, ...tagEndpoints];
