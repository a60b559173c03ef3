import { type BadInput, track } from './bad-input.js';

const TEXTS = ['experiment', 'run-name', 'model-name', 'flavor', 'ledger-branch', 'policy'];
const ITEMS = ['tag', 'dataset', 'param', 'metric', 'artifact', 'picture', 'model', 'base-model'];
const empty = (name: string) => `\`--${name}\` is empty \\(--${name}\\)\\. Did a variable have no value\\?.*`;

/** Options that say nothing or not enough. */
export const OPTIONS: BadInput[] = [
  {
    name: 'options: all empty, told together',
    args: track(...[...TEXTS, ...ITEMS].flatMap((name) => [`--${name}`, ''])),
    code: 'E_INPUT_INVALID',
    // In the order of the help, which begins with what every command has.
    says: new RegExp(
      [
        'ledger-branch',
        'policy',
        'experiment',
        'run-name',
        ...ITEMS.slice(0, 7),
        'model-name',
        'flavor',
        'base-model',
      ]
        .map(empty)
        .join('\\nE_INPUT_INVALID: '),
    ),
    faults: TEXTS.length + ITEMS.length,
  },
  {
    name: 'options: white space, and one of several',
    args: track('--experiment', ' \t', '--metric', 'auc=1', '--metric', ' '),
    code: 'E_INPUT_INVALID',
    says: /`--experiment` is empty.*\n.*`--metric` is empty/,
    faults: 2,
  },
  {
    name: 'options: only comments',
    args: track('--param', '#x=1', '--tag', 'a=1', '--tag', ' # b=2'),
    code: 'E_INPUT_INVALID',
    says: /`--tag` is only a comment: " # b=2".*\n.*`--param` is only a comment: "#x=1"/,
    faults: 2,
  },
  ...[
    ['register', 'clf', '--model-path', '', '--alias', ''],
    ['promote', 'clf', '1', 'Staging', '--reason', '', '--policy', ''],
    ['runs', 'ls', '--experiment', '', '--tag', ''],
    ['models', 'show', 'clf', '--at', '', '--stage', ''],
    ['models', 'describe', 'clf', '--of', '', '--text', ''],
    ['models', 'repair', 'clf', '--reason', '', '--records', ''],
    ['policy', 'test', '--against', '', '--experiment', ''],
    ['verify', '--since', '', '--ledger-branch', ''],
  ].map(
    (args): BadInput => ({
      name: `options: empty, ${args.slice(0, 2).join(' ')}`,
      args,
      code: 'E_INPUT_INVALID',
      says: /^(?:E_INPUT_INVALID: `--[a-z-]+` is empty .*\n){2}$/,
      faults: 2,
    }),
  ),
  {
    name: 'models show: a time, and not of what',
    args: ['models', 'show', 'clf', '--at', '2026-11-29'],
    code: 'E_INPUT_MISSING',
    says: /`--at`.*`--stage STAGE` or `--alias ALIAS`/,
  },
  {
    name: 'promote: a mistyped model',
    args: ['promote', 'clff', '1', 'Staging'],
    code: 'E_MODEL_NOT_FOUND',
    says: /Did you mean "clf"\?\n/,
  },
  {
    name: 'command: one in quotes',
    args: ['track', '--', 'sh train.sh'],
    code: 'E_COMMAND_START',
    says: /\(sh train\.sh\).*quotes.*`sh -c '…'`/,
  },
];
