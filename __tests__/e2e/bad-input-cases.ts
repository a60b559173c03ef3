import type { Files } from '../support/bare-repo.js';

/** A step that must be refused. */
export interface BadStep {
  name: string;
  inputs: Record<string, string>;
  /** Written to the workspace. */
  files?: Files;
  /** Symbolic links in the workspace, to what they lead to. */
  links?: Record<string, string>;
  /** The runner's variables that are other than a runner sets them. */
  variables?: Record<string, string>;
  code: string;
  /** The place, or the way to mend it, as the message names them. */
  says: RegExp;
  /** How many faults are told; default 1. */
  faults?: number;
  /** The fault lies in files that a training has to write first: its run is recorded, with this fault among its problems. */
  late?: boolean;
}

const MADE_UP = '01a1fce7725374f38f420651abd73f15';
/** A run whose record cannot be read. */
export const UNREADABLE = '01a1fce7725374f38f420651abd73f14';
export const TRACKED: readonly BadStep[] = [
  {
    name: 'an input that is nearly one',
    inputs: { dataset: 'a=v1' },
    code: 'E_INPUT_UNKNOWN',
    says: /input dataset\).*`datasets`/,
  },
  {
    name: 'an input that is none',
    inputs: { quantum: 'yes' },
    code: 'E_INPUT_UNKNOWN',
    says: /input quantum\).*`experiment`/,
  },
  { name: 'record', inputs: { record: 'always' }, code: 'E_INPUT_INVALID', says: /input record\).*`auto`/ },
  { name: 'shell', inputs: { shell: 'fish' }, code: 'E_INPUT_INVALID', says: /shell.*\{0\}/ },
  {
    name: 'flavor',
    inputs: { flavor: 'a b', model: 'params.yaml' },
    code: 'E_INPUT_INVALID',
    says: /flavor/,
  },
  {
    name: 'working-directory outside',
    inputs: { 'working-directory': '../..' },
    code: 'E_PATH_OUTSIDE',
    says: /input working-directory/,
  },
  {
    name: 'working-directory missing',
    inputs: { 'working-directory': 'none' },
    code: 'E_PATH_MISSING',
    says: /input working-directory/,
  },
  {
    name: 'working-directory is a file',
    inputs: { 'working-directory': 'params.yaml' },
    code: 'E_INPUT_INVALID',
    says: /input working-directory/,
  },
  {
    name: 'working-directory is a link to the outside',
    inputs: { 'working-directory': 'far' },
    links: { far: '/' },
    code: 'E_PATH_OUTSIDE',
    says: /input working-directory/,
  },
  { name: 'experiment', inputs: { experiment: 'a\nb' }, code: 'E_NAME_INVALID', says: /input experiment/ },
  { name: 'token empty', inputs: { token: '' }, code: 'E_INPUT_MISSING', says: /input token/ },
  {
    name: 'ledger-branch',
    inputs: { 'ledger-branch': 'a..b' },
    code: 'E_INPUT_INVALID',
    says: /ledger-branch/,
  },
  {
    name: 'ledger-branch of code',
    inputs: { 'ledger-branch': 'main' },
    code: 'E_LEDGER_NOT_A_LEDGER',
    says: /main/,
  },
  {
    name: 'ledger of a newer release',
    inputs: { 'ledger-branch': 'newer' },
    code: 'E_LEDGER_FORMAT',
    says: /format 2/,
  },
  {
    name: 'ledger-repository',
    inputs: { 'ledger-repository': 'models' },
    code: 'E_INPUT_INVALID',
    says: /input ledger-repository\).*owner\/name/,
  },
  {
    name: 'ledger-repository as a URL',
    inputs: { 'ledger-repository': 'https://github.com/octo/models' },
    code: 'E_INPUT_INVALID',
    says: /input ledger-repository\).*owner\/name/,
  },
  {
    name: 'ledger-repository that is not there',
    inputs: { 'ledger-repository': 'octo/none' },
    code: 'E_LEDGER_NOT_FOUND',
    says: /octo\/none/,
  },
  { name: 'matrix: no JSON', inputs: { matrix: '{' }, code: 'E_INPUT_INVALID', says: /matrix/ },
  { name: 'matrix: a list', inputs: { matrix: '[1]' }, code: 'E_INPUT_INVALID', says: /matrix/ },
  {
    name: 'event: no JSON',
    inputs: {},
    variables: { GITHUB_EVENT_PATH: 'garbage' },
    code: 'E_FILE_FORMAT',
    says: /GITHUB_EVENT_PATH/,
  },
  {
    name: 'event: a list',
    inputs: {},
    variables: { GITHUB_EVENT_PATH: 'list' },
    code: 'E_FILE_FORMAT',
    says: /GITHUB_EVENT_PATH/,
  },
  {
    name: 'event: not there',
    inputs: {},
    variables: { GITHUB_EVENT_PATH: 'none' },
    code: 'E_FILE_UNREADABLE',
    says: /GITHUB_EVENT_PATH/,
  },
  {
    name: 'policy: an unknown key',
    inputs: {},
    files: { '.github/lineage.yml': 'version: 1\n\nrequired_tgas: []\n' },
    code: 'E_POLICY_INVALID',
    says: /lineage\.yml:3\).*`required_tags`/,
  },
  { name: 'policy: not there', inputs: { policy: 'none.yml' }, code: 'E_PATH_MISSING', says: /input policy/ },
  {
    name: 'tags',
    inputs: { tags: 'team=a\nowner' },
    code: 'E_TAG_INVALID',
    says: /tags, line 2\).*key=value/,
  },
  {
    name: 'datasets',
    inputs: { datasets: '# data\norders' },
    code: 'E_DATASET_INVALID',
    says: /datasets, line 2\).*name=version/,
  },
  {
    name: 'datasets: outside',
    inputs: { datasets: 'a=v1 ../../..' },
    code: 'E_PATH_OUTSIDE',
    says: /datasets, line 1/,
  },
  {
    name: 'params: not there',
    inputs: { params: 'none.yaml' },
    code: 'E_PATH_MISSING',
    says: /params, line 1/,
    late: true,
  },
  {
    name: 'params: binary',
    inputs: { params: 'p.yaml' },
    files: { 'p.yaml': new Uint8Array([0, 1, 2]) },
    code: 'E_FILE_FORMAT',
    says: /p\.yaml/,
    late: true,
  },
  {
    name: 'metrics: cut off',
    inputs: { metrics: 'm.json' },
    files: { 'm.json': '{"a":' },
    code: 'E_FILE_FORMAT',
    says: /m\.json:1/,
    late: true,
  },
  {
    name: 'metrics: a text',
    inputs: { metrics: 'auc=high' },
    code: 'E_METRIC_INVALID',
    says: /metrics, line 1/,
  },
  {
    name: 'artifacts: nothing',
    inputs: { artifacts: '*.png' },
    code: 'E_ARTIFACT_NONE',
    says: /artifacts, line 1/,
    late: true,
  },
  {
    name: 'artifacts: a link to the outside',
    inputs: { artifacts: '*.txt' },
    links: { 'a.txt': '/etc/hosts' },
    code: 'E_ARTIFACT_SYMLINK',
    says: /a\.txt/,
    late: true,
  },
  {
    name: 'model: not there',
    inputs: { model: 'none' },
    code: 'E_PATH_MISSING',
    says: /model, line 1/,
    late: true,
  },
  {
    name: 'model: in .git',
    inputs: { model: '.git/config' },
    code: 'E_PATH_OUTSIDE',
    says: /credentials/,
    late: true,
  },
  {
    name: 'all faults of a run are told together',
    inputs: { metrics: 'none.json', model: 'none', artifacts: '*.png' },
    code: 'E_PATH_MISSING',
    says: /./,
    faults: 3,
    late: true,
  },
  {
    name: 'all faults of the inputs are told together',
    inputs: { dataset: 'a=v1', record: 'x', token: '', 'ledger-repository': 'y' },
    code: 'E_INPUT_UNKNOWN',
    says: /./,
    faults: 4,
  },
];

export const REGISTERED: readonly BadStep[] = [
  {
    name: 'no run in this job',
    inputs: { model: 'clf' },
    code: 'E_RUN_NOT_TRACKED',
    says: /input run-id\).*track step/,
  },
  { name: 'no model', inputs: { model: '', 'run-id': MADE_UP }, code: 'E_NAME_INVALID', says: /input model/ },
  {
    name: 'a model that is a folder',
    inputs: { model: '..', 'run-id': MADE_UP },
    code: 'E_NAME_INVALID',
    says: /input model/,
  },
  {
    name: 'a run id that is none',
    inputs: { model: 'clf', 'run-id': 'latest' },
    code: 'E_INPUT_INVALID',
    says: /input run-id\).*32 hex/,
  },
  {
    name: 'a run that is not there',
    inputs: { model: 'clf', 'run-id': MADE_UP },
    code: 'E_RUN_NOT_FOUND',
    says: /not in the ledger/,
  },
  {
    name: 'an alias with control characters',
    inputs: { model: 'clf', 'run-id': MADE_UP, aliases: 'a, b\u0007' },
    code: 'E_NAME_INVALID',
    says: /input aliases/,
  },
  {
    name: 'a tag',
    inputs: { model: 'clf', 'run-id': MADE_UP, tags: 'x' },
    code: 'E_TAG_INVALID',
    says: /tags, line 1/,
  },
  {
    name: 'a description without end',
    inputs: { model: 'clf', 'run-id': MADE_UP, description: 'x'.repeat(100_001) },
    code: 'E_INPUT_INVALID',
    says: /input description/,
  },
  {
    name: 'an input that is nearly one',
    inputs: { model: 'clf', 'run-id': MADE_UP, alias: 'x' },
    code: 'E_INPUT_UNKNOWN',
    says: /input alias\).*`aliases`/,
  },
  {
    name: 'an unreadable record',
    inputs: { model: 'clf', 'run-id': UNREADABLE, 'ledger-branch': 'unreadable' },
    code: 'E_LEDGER_RECORD_INVALID',
    says: new RegExp(`runs/2026/11/21/${UNREADABLE}\\.json`),
  },
  {
    name: 'a ledger that is none',
    inputs: { model: 'clf', 'run-id': MADE_UP, 'ledger-branch': 'main' },
    code: 'E_LEDGER_NOT_A_LEDGER',
    says: /main/,
  },
];
