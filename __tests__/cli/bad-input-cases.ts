import { type BadInput, track } from './bad-input.js';
import { FILES, METRICS, PARAMS, POLICIES } from './bad-input-files.js';
import { FORESEEN } from './bad-input-foreseen.js';
import { MADE } from './bad-input-made.js';
import { OPTIONS } from './bad-input-options.js';

const TAGS_AND_DATA: BadInput[] = [
  {
    name: 'tags: no `=`',
    args: track('--tag', 'owner'),
    code: 'E_TAG_INVALID',
    says: /tags, line 1.*key=value/,
  },
  { name: 'tags: no key', args: track('--tag', '=x'), code: 'E_TAG_INVALID', says: /tags, line 1/ },
  {
    name: 'tags: one key, two values',
    args: track('--tag', 'a=1', '--tag', 'a=2'),
    code: 'E_TAG_INVALID',
    says: /tags, line 2/,
  },
  {
    name: 'tags: control characters',
    args: track('--tag', 'a\u001b[31m=1'),
    code: 'E_TAG_INVALID',
    says: /tags, line 1/,
  },
  {
    name: 'datasets: no version',
    args: track('--dataset', 'orders'),
    code: 'E_DATASET_INVALID',
    says: /datasets, line 1.*version/,
  },
  {
    name: 'datasets: an empty version',
    args: track('--dataset', 'orders='),
    code: 'E_DATASET_INVALID',
    says: /datasets, line 1/,
  },
  {
    name: 'datasets: two versions of one',
    args: track('--dataset', 'a=v1', '--dataset', 'a=v2'),
    code: 'E_DATASET_INVALID',
    says: /datasets, line 2/,
  },
  {
    name: 'datasets: not there',
    args: track('--dataset', 'a=v1 bad/none.csv'),
    code: 'E_PATH_MISSING',
    says: /datasets, line 1/,
    recorded: { datasets: ['a'] },
  },
  {
    name: 'datasets: outside',
    args: track('--dataset', 'a=v1 ../home/.gitconfig'),
    code: 'E_PATH_OUTSIDE',
    says: /datasets, line 1/,
  },
  {
    name: 'datasets: an absolute path',
    args: track('--dataset', 'a=v1 /etc/hostname'),
    code: 'E_PATH_OUTSIDE',
    says: /datasets, line 1/,
  },
  {
    name: 'datasets: a link to the outside',
    prepare: (repo) => repo.link('../../home', 'bad/home'),
    args: track('--dataset', 'a=v1 bad/home/.gitconfig'),
    code: 'E_PATH_OUTSIDE',
    says: /datasets, line 1/,
  },
  {
    name: 'datasets: a name that is no folder',
    args: track('--dataset', '..=v1'),
    code: 'E_DATASET_INVALID',
    says: /datasets, line 1/,
  },
];

const NAMES: BadInput[] = [
  {
    name: 'experiment: control characters',
    args: track('--experiment', 'a\nb'),
    code: 'E_NAME_INVALID',
    says: /experiment/,
  },
  {
    name: 'run name: 300 characters',
    args: track('--run-name', 'n'.repeat(300)),
    code: 'E_NAME_INVALID',
    says: /run-name.*shorter/,
  },
  ...['.', '..', '.git', '', 'a\u0007', 'n'.repeat(300), 'é'.repeat(100)].map(
    (name): BadInput => ({
      name: `register: the model name ${JSON.stringify(name.slice(0, 10))} of ${name.length}`,
      args: ['register', name],
      code: 'E_NAME_INVALID',
      says: /input model.*name/,
    }),
  ),
  {
    name: 'register: a name that differs in case only',
    args: ['register', 'CLF', '--run', 'FIRST'],
    code: 'E_NAME_INVALID',
    says: /input model.*`clf`/,
  },
  {
    name: 'register: an alias that is none',
    args: ['register', 'clf', '--alias', '..'],
    code: 'E_NAME_INVALID',
    says: /input aliases/,
  },
  {
    name: 'register: a tag without `=`',
    args: ['register', 'clf', '--tag', 'x'],
    code: 'E_TAG_INVALID',
    says: /tags, line 1/,
  },
  {
    name: 'register: a tag that the run has otherwise',
    args: ['register', 'clf', '--tag', 'triggered_by=ci/other', '--run', 'FIRST'],
    code: 'E_TAG_INVALID',
    says: /input tags/,
  },
  {
    name: 'register: no such run',
    args: ['register', 'clf', '--run', '0'.repeat(32)],
    code: 'E_RUN_NOT_FOUND',
    says: /runs ls/,
  },
  {
    name: 'register: no run id',
    args: ['register', 'clf', '--run', 'main'],
    code: 'E_RUN_NOT_FOUND',
    says: /"main".*runs ls/,
  },
  {
    name: 'register: no such model path',
    args: ['register', 'clf', '--model-path', 'else', '--run', 'FIRST'],
    code: 'E_MODEL_NOT_FOUND',
    says: /model-path.*`out\/model`/,
  },
  { name: 'runs show: too short', args: ['runs', 'show', '01'], code: 'E_RUN_NOT_FOUND', says: /4 digits/ },
  {
    name: 'runs show: a path',
    args: ['runs', 'show', '../../etc'],
    code: 'E_RUN_NOT_FOUND',
    says: /runs ls/,
  },
  {
    name: 'models show: no such model',
    args: ['models', 'show', 'else'],
    code: 'E_MODEL_NOT_FOUND',
    says: /Use one of clf/,
  },
];

const LEDGERS: BadInput[] = [
  ...['a..b', '-x', 'a b', '', 'a~1', 'x.lock'].map(
    (branch): BadInput => ({
      name: `ledger branch: ${JSON.stringify(branch)}`,
      args: track(`--ledger-branch=${branch}`),
      code: 'E_INPUT_INVALID',
      says: /ledger-branch/,
    }),
  ),
  {
    name: 'ledger: a branch of code',
    args: track('--ledger-branch', 'code'),
    code: 'E_LEDGER_NOT_A_LEDGER',
    says: /code.*branch/,
  },
  {
    name: 'ledger: a branch of code, to read',
    args: ['runs', 'ls', '--ledger-branch', 'code'],
    code: 'E_LEDGER_NOT_A_LEDGER',
    says: /code.*branch/,
  },
  {
    name: 'ledger: of a newer release',
    args: track('--ledger-branch', 'newer'),
    code: 'E_LEDGER_FORMAT',
    says: /newer/,
  },
  {
    name: 'ledger: ledger.json is no JSON',
    args: track('--ledger-branch', 'broken'),
    code: 'E_LEDGER_NOT_A_LEDGER',
    says: /ledger\.json/,
  },
  {
    name: 'ledger: an unreadable record, listed',
    args: ['runs', 'ls', '--ledger-branch', 'unreadable'],
    code: 'E_LEDGER_RECORD_INVALID',
    says: /runs\/\d{4}\/\d\d\/\d\d\/[0-9a-f]{32}\.json/,
  },
  {
    name: 'ledger: an unreadable record, registered',
    args: ['register', 'clf', '--ledger-branch', 'unreadable'],
    code: 'E_LEDGER_RECORD_INVALID',
    says: /runs\/\d{4}\/\d\d\/\d\d\/[0-9a-f]{32}\.json/,
  },
];

const COMMANDS: BadInput[] = [
  {
    name: 'command: not found',
    args: ['track', '--', 'no-such-program'],
    code: 'E_COMMAND_START',
    says: /no-such-program.*name/,
  },
  { name: 'command: a folder', args: ['track', '--', './data'], code: 'E_COMMAND_START', says: /data/ },
  {
    name: 'record: no mode',
    args: track('--record', 'always'),
    code: 'E_INPUT_INVALID',
    says: /--record.*auto, ledger, none/,
  },
  {
    name: 'an unknown option',
    args: track('--datset', 'a=v1'),
    code: 'E_INPUT_UNKNOWN',
    says: /--datset.*\n.*--dataset/,
  },
  {
    name: 'a limit that is none',
    args: ['runs', 'ls', '-n', 'all'],
    code: 'E_INPUT_INVALID',
    says: /--limit.*whole number/,
  },
];

export const BAD_INPUTS: readonly BadInput[] = [
  ...POLICIES,
  ...METRICS,
  ...PARAMS,
  ...TAGS_AND_DATA,
  ...FILES,
  ...NAMES,
  ...LEDGERS,
  ...COMMANDS,
  ...MADE,
  ...FORESEEN,
  ...OPTIONS,
  {
    name: 'several faults are told together',
    args: track('--tag', 'owner', '--dataset', 'orders', '--experiment', 'a\nb'),
    code: 'E_NAME_INVALID',
    says: /experiment.*\n.*tags, line 1.*\n.*datasets, line 1/,
    faults: 3,
  },
];
