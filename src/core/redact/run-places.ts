/**
 * What a place in a run record holds:
 * - `fixed`: what we made ourselves (ids, digests, times) or chose from a list; never looked at.
 * - `name`: a name, key or path. It is never rewritten; with a strong secret in it, what it belongs to is left out.
 * - `name or null`: a name, or an object with one, that the record can do without.
 * - `needed name`: a name that the record cannot do without. The request is refused for it before the training, so it is
 *   replaced only where that was not to be known.
 * - `text`: free text.
 * - `lines`: free text, a line an item.
 * - `values`: anything, with keys that can mean a credential.
 * - `value of name`: the value of the key that the item's `name` says.
 */
export type Treatment =
  | 'fixed'
  | 'name'
  | 'name or null'
  | 'needed name'
  | 'text'
  | 'lines'
  | 'values'
  | 'value of name';

/** By place in the record: `[]` is any item, `{}` any key. Fields of objects and lists that are not named here are looked at one by one. */
export const RUN_PLACES: ReadonlyMap<string, Treatment> = placesOf({
  fixed: [
    ...['schema', 'run_id', 'evidence_id', 'parent_run_id', 'status', 'started_at', 'ended_at', 'duration_s'],
    ...['problems[].code', 'command.exit_code'],
    ...['role', 'digest', 'scheme', 'size_bytes', 'made_by', 'changed_during_run'].map(
      (field) => `inputs.datasets[].${field}`,
    ),
    ...['inputs.datasets[].files[].size_bytes', 'inputs.datasets[].files[].digest'],
    ...['inputs.datasets[].source.run_id', 'inputs.models[].digest', 'inputs.models[].made_by'],
    ...['inputs.models[].file_digest', 'inputs.models[].file_digests'],
    ...['commit', 'tree', 'merge_commit', 'base_commit', 'dirty', 'diff_digest', 'untracked_files'].map(
      (field) => `inputs.code.${field}`,
    ),
    ...['commit', 'tree', 'dirty'].map((field) => `inputs.code.submodule.${field}`),
    'inputs.changed[].kind',
    ...['value', 'step', 'step_name', 'at', 'reused', 'made_by'].map((field) => `outputs.metrics{}.${field}`),
    ...['size_bytes', 'digest', 'kind', 'stored', 'reused', 'made_by', 'same_as'].map(
      (field) => `outputs.artifacts[].${field}`,
    ),
    ...['reused', 'made_by', 'same_as'].map((field) => `outputs.models[].${field}`),
    ...['digest', 'content_digest', 'size_bytes', 'files[].digest', 'files[].size_bytes'].map(
      (field) => `outputs.models[].manifest.${field}`,
    ),
    ...['digest', 'size_bytes', 'reused', 'made_by'].map((field) => `outputs.metric_files[].${field}`),
    ...['digest', 'files', 'size_bytes'].map((field) => `outputs.folders[].${field}`),
    ...['outputs.history', 'outputs.system', 'environment.cpu.cores', 'environment.memory_bytes'],
    ...['environment.gpus[].memory_bytes', 'environment.lockfiles[].digest', 'environment.container.digest'],
    ...['environment.python.direct_urls{}.editable', 'environment.python.unlisted'],
    ...['context.ci_run_attempt', 'context.pull_request.number', 'context.trust', 'context.tool_version'],
    'context.command_run',
  ],
  'needed name': ['experiment'],
  'name or null': [
    ...['run_name', 'command.working_directory', 'outputs.metrics{}.source', 'inputs.changed[].path'],
    ...['repository', 'ref'].map((field) => `inputs.code.${field}`),
    'inputs.code.submodule.repository',
    ...['actor', 'actor_id', 'triggering_actor', 'event', 'workflow', 'workflow_ref', 'job', 'step'].map(
      (field) => `context.${field}`,
    ),
    ...['context.ci_run_id', 'context.ci_run_url', 'environment.cpu.model', 'environment.container.image'],
    ...['name', 'os', 'arch', 'environment'].map((field) => `context.runner.${field}`),
    ...['head_ref', 'base_ref', 'head_repository'].map((field) => `context.pull_request.${field}`),
    ...['inputs.code.submodule', 'environment.container', 'outputs.models[].manifest.framework'],
  ],
  name: [
    'command.variables[]',
    ...['name', 'version', 'path', 'source'].map((field) => `inputs.datasets[].${field}`),
    ...['repository', 'revision', 'path', 'ledger'].map((field) => `inputs.datasets[].source.${field}`),
    'inputs.datasets[].files[].path',
    ...['uri', 'version', 'revision'].map((field) => `inputs.models[].${field}`),
    ...['inputs.changed[].name', 'inputs.code.submodule.path'],
    ...['artifacts', 'models', 'folders', 'metric_files'].map((list) => `outputs.${list}[].path`),
    ...['files[].path', 'format', 'dependencies[]', 'framework.name', 'framework.version'].map(
      (field) => `outputs.models[].manifest.${field}`,
    ),
    ...['environment.lockfiles[].path', 'environment.gpus[].name', 'environment.gpus[].driver'],
    ...['environment.python.packages{}', 'environment.python.others[].packages{}'],
    ...['url', 'commit'].map((field) => `environment.python.direct_urls{}.${field}`),
  ],
  text: [
    ...['problems[].what', 'problems[].where', 'problems[].mend', 'redacted[].where', 'redacted[].why'],
    ...['command.run', 'command.shell', 'environment.os', 'environment.arch'],
    ...['version', 'implementation', 'others[].version', 'others[].implementation'].map(
      (field) => `environment.python.${field}`,
    ),
  ],
  lines: ['command.stderr_tail'],
  values: [
    // What a pointer says of its data is any text.
    ...['inputs.params', 'inputs.seeds', 'tags', 'context.matrix', 'inputs.datasets[].digests'],
    ...['flavors', 'signature'].map((field) => `outputs.models[].manifest.${field}`),
  ],
  'value of name': ['inputs.changed[].begin', 'inputs.changed[].end'],
});

/** Objects whose keys are names that scripts and people choose: `{}` in a place. */
export const NAMED_BY_KEY: ReadonlySet<string> = new Set([
  'outputs.metrics',
  'environment.python.packages',
  'environment.python.others[].packages',
  'environment.python.direct_urls',
]);

/** Lists of which no item can be left out alone: their digest is of all of them. */
export const WHOLE: ReadonlySet<string> = new Set(['outputs.models[].manifest.files']);

/** What a message calls an item that is left out, by the place of its list or map. */
export const NOUNS: ReadonlyMap<string, string> = new Map([
  ['inputs.datasets', 'dataset'],
  ['inputs.models', 'base model'],
  ['inputs.changed', 'changed input'],
  ['inputs.params', 'param'],
  ['inputs.seeds', 'seed'],
  ['outputs.metrics', 'metric'],
  ['outputs.artifacts', 'artifact'],
  ['outputs.models', 'model'],
  ['outputs.folders', 'folder'],
  ['outputs.metric_files', 'metrics file'],
  ['outputs.models[].manifest.dependencies', 'dependency'],
  ['environment.python.packages', 'package'],
  ['environment.python.others[].packages', 'package'],
  ['environment.python.direct_urls', 'package address'],
  ['environment.lockfiles', 'lock file'],
  ['tags', 'tag'],
]);

function placesOf(lists: Readonly<Record<Treatment, readonly string[]>>): Map<string, Treatment> {
  return new Map(
    Object.entries(lists).flatMap(([treatment, places]) =>
      places.map((place): [string, Treatment] => [place, treatment as Treatment]),
    ),
  );
}
