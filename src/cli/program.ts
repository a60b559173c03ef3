import { Command, Option } from 'commander';
import { TOOL_VERSION } from '../core/version.js';
import { requireValues } from './option-values.js';
import { deployed, endpoints, withdrawn } from './verbs/endpoints.js';
import { endWithoutAnswer, impact, trace } from './verbs/lineage.js';
import { models } from './verbs/models.js';
import { promote, requests, rollback } from './verbs/promotion.js';
import { recall, recalls } from './verbs/recalls.js';
import { serve } from './verbs/serve.js';
import { command, count, type Exit, json, reading, repeatable } from './verbs/verb.js';

function track(exit: Exit): Command {
  return command('track', 'run a command and record it', [
    "track --dataset 'orders=v2.1 data/orders.csv' -- python train.py",
    'track --param lr=0.1 --metric metrics.json --model model/ -- make train',
    "track -- sh -c 'python prepare.py && python train.py'",
  ])
    .argument('<command...>', 'the command, after `--`')
    .passThroughOptions()
    .option('--experiment <name>', 'name that groups runs (default: name of the repository)')
    .option('--run-name <name>', 'name of this run')
    .addOption(repeatable('--tag <key=value>', 'lineage tag'))
    .addOption(repeatable('--dataset <name=version [path]>', 'data it trains on'))
    .addOption(repeatable('--param <key=value|file>', 'param, or a file of params'))
    .addOption(repeatable('--metric <key=value|file>', 'metric, or a file of metrics'))
    .addOption(repeatable('--artifact <glob>', 'files to keep'))
    .addOption(repeatable('--picture <glob>', 'small pictures that the ledger keeps for good'))
    .addOption(repeatable('--model <path>', 'file or folder of the model'))
    .option('--model-name <name>', 'name of the model in the store')
    .option('--flavor <name>', 'MLflow flavor of a model whose format does not say it')
    .addOption(repeatable('--base-model <uri>', 'model that it begins with or evaluates'))
    .addOption(
      new Option('--stale <mode>', 'outputs that the command did not write and of which no run is known')
        .choices(['refuse', 'allow'])
        .default('refuse'),
    )
    .addOption(
      new Option('--mlflow <mode>', 'whether what the command logs with MLflow is recorded')
        .choices(['auto', 'off'])
        .default('auto'),
    )
    .option('--no-mlflow', 'the same as `--mlflow off`')
    .addOption(
      new Option('--mlflow-registry <mode>', 'models that the command registers with MLflow')
        .choices(['refuse', 'hold'])
        .default('refuse'),
    )
    .option('--main-run <which>', 'MLflow run that counts: only, first, last, max:KEY or min:KEY', 'only')
    .addOption(
      new Option('--record <mode>', 'whether to write a record')
        .choices(['auto', 'ledger', 'none'])
        .default('auto'),
    )
    .addOption(new Option('--json', "print the record as JSON; the command's output goes to standard error"))
    .action(async (argv: string[], options) =>
      exit(await (await import('./track.js')).trackCommand(argv, options)),
    );
}

function register(exit: Exit): Command {
  return command('register', "make a run's model the next version of a registered model", [
    'register clf_orders',
    'register clf_orders --run 019ff2 --alias champion',
  ])
    .argument('<model>', 'name of the registered model')
    .option('--run <id>', 'run id or its beginning (default: the newest run)')
    .option('--model-path <path>', "path of the model within the run (default: the run's only model)")
    .option('--description <text>', 'what this version is')
    .addOption(repeatable('--alias <name>', 'alias to point at this version'))
    .addOption(repeatable('--tag <key=value>', 'tag of the version'))
    .addOption(json())
    .action(async (model: string, options) =>
      exit(await (await import('./register.js')).registerCommand(model, options)),
    );
}

function artifacts(exit: Exit): Command {
  const get = reading('get', "bring a run's files to a folder, each checked against its digest", [
    'artifacts get 019ff2',
    'artifacts get 019ff2 model --out serving/model',
  ])
    .argument('<run>', 'run id or its beginning (4 digits or more)')
    .argument('[path]', 'file, folder or model of the run (default: all that it stored)')
    .option('--out <folder>', 'folder for the files: absent, empty, or with just these files', 'artifacts')
    .addOption(json())
    .action(async (run: string, path: string | undefined, options) =>
      exit(await (await import('./artifacts.js')).artifactsGet(run, path, options)),
    );
  return new Command('artifacts').description('get what runs have made').addCommand(get);
}

function fetch(exit: Exit): Command {
  return reading('fetch', 'bring the files of a model to a folder, each checked against its digest', [
    'fetch models:/clf_orders/1',
    'fetch models:/clf_orders@champion serving/model',
  ])
    .argument(
      '<uri>',
      'models:/NAME/3, models:/NAME/latest, models:/NAME/STAGE, models:/NAME@ALIAS, runs:/RUN/PATH, sha256:DIGEST',
    )
    .argument('[path]', 'folder for the files: absent, empty, or with just these files', 'model')
    .option('--allow-archived', 'take a version that is archived too')
    .option(
      '--allow-recalled',
      'take a version that comes from what is recalled, where the policy refuses it',
    )
    .option(
      '--verify-events',
      'ask GitHub about the events that a stage or an alias comes from (with --remote: the default)',
    )
    .option('--no-verify-events', 'with --remote: do not ask')
    .addOption(json())
    .action(async (uri: string, folder: string, options) =>
      exit(await (await import('./fetch.js')).fetchCommand(uri, folder, options)),
    );
}

function runs(exit: Exit): Command {
  const ls = reading('ls', 'list runs, newest first; all options that narrow the list count together', [
    'runs ls',
    'runs ls --experiment clf_orders --json',
    'runs ls --dataset orders=v2.1 --since 2026-11-01',
    'runs ls --commit 3f2a91c --tag team=growth',
  ])
    .option('--experiment <name>', 'only runs of this experiment')
    .option('--commit <sha>', 'only runs of this commit (7 digits or more)')
    .addOption(repeatable('--dataset <name[=version]>', 'only runs on this dataset'))
    .addOption(repeatable('--tag <key=value>', 'only runs with this tag'))
    .option('--model-digest <digest>', 'only runs that made the model of this manifest digest')
    .option(
      '--since <time>',
      'only runs that began on this day or later (2026-11-21 or 2026-11-21T09:30:00Z)',
    )
    .option('--until <time>', 'only runs that began on this day or earlier')
    .option('-n, --limit <number>', 'at most so many', count, 20)
    .addOption(json())
    .action(async (options) => exit(await (await import('./runs.js')).runsList(options)));
  const show = reading('show', 'show one run', ['runs show 019ff2', 'runs show 019ff2 --json'])
    .argument('<run>', 'run id or its beginning (4 digits or more)')
    .addOption(json())
    .action(async (run: string, options) => exit(await (await import('./runs.js')).runsShow(run, options)));
  return new Command('runs').description('look at recorded runs').addCommand(ls).addCommand(show);
}

function verify(exit: Exit): Command {
  return command('verify', 'prove that the ledger was only ever added to, and that all in it fits together', [
    'verify',
    'verify --since "$(git rev-parse refs/heads/lineage)" --json',
  ])
    .option('--since <commit>', 'full id of a commit that the branch once held and must still hold')
    .option('--strict', 'exit with 1 for warnings too: times that are odd')
    .option('--online', 'ask GitHub whether the events of models are what they say (GH_TOKEN)')
    .option('--repository <owner/name>', 'with --online: whose workflow runs to ask about (default: origin)')
    .option(
      '--keys <file>',
      'with --online: keys of tokens that were saved earlier (JWKS), beside those of now',
    )
    .addOption(json())
    .action(async (options) => exit(await (await import('./verify.js')).verifyCommand(options)));
}

function reindex(exit: Exit): Command {
  return command('reindex', 'make the look-ups of the ledger anew from its records', [
    'reindex',
    'reindex --check',
  ])
    .option('--check', 'only compare them with the records; exit code 1 when they are wrong')
    .action(async (options) => exit(await (await import('./reindex.js')).reindexCommand(options)));
}

function policy(exit: Exit): Command {
  const check = command('check', 'say what a policy file asks for, or all that is wrong with it', [
    'policy check',
    'policy check new-policy.yml --json',
  ])
    .argument('[file]', 'policy file (default: the policy of this repository)')
    .addOption(json())
    .action(async (file: string | undefined, options) =>
      exit(await (await import('./policy.js')).policyCheck(file, options)),
    );
  const test = command('test', 'say which past runs and registered models a changed policy would fail', [
    'policy test',
    'policy test new-policy.yml --experiment clf_orders',
    'policy test --against origin/main --json',
  ])
    .argument('[file]', 'changed policy (default: the policy file in the work tree)')
    .option('--against <ref>', 'commit whose policy is in force (default: HEAD)')
    .option('--experiment <name>', 'only runs of this experiment, and models that they made')
    .option('-n, --limit <number>', 'at most so many runs', count, 100)
    .addOption(json())
    .action(async (file: string | undefined, options) =>
      exit(await (await import('./policy.js')).policyTest(file, options)),
    );
  return new Command('policy').description('check and try policies').addCommand(check).addCommand(test);
}

function quickstart(exit: Exit): Command {
  return new Command('quickstart')
    .description('train, record, be refused, register: the whole way in a throw-away repository')
    .option('--keep', 'keep the repository and say where it is')
    .action(async (options) => exit(await (await import('./quickstart.js')).quickstart(options)));
}

/** The `lineage-gate` command. @param exit told the exit code once a command has ended */
export function buildProgram(exit: Exit): Command {
  const program = new Command('lineage-gate')
    .description('The model registry with an audit trail that needs no server.')
    .version(TOOL_VERSION)
    .showHelpAfterError('(add --help for the options)')
    .configureOutput({ outputError: (text, write) => write(withCode(text)) })
    .enablePositionalOptions()
    .hook('preAction', (_, called) => requireValues(called));
  for (const make of [
    ...[track, register, promote, rollback, requests, deployed, withdrawn, fetch, artifacts, runs, models],
    ...[endpoints, trace, impact, recall, recalls, policy, verify, reindex, serve, quickstart],
  ])
    adopt(program, make(exit));
  program.commands.find((one) => one.name() === 'impact')?.exitOverride(endWithoutAnswer);
  return program;
}

/** Adds a command that was made apart, and tells it and its own commands how errors are shown. */
function adopt(parent: Command, child: Command): void {
  parent.addCommand(child);
  const inherit = (command: Command) => {
    command.copyInheritedSettings(parent);
    for (const sub of command.commands) inherit(sub);
  };
  inherit(child);
}

/** The parser's messages carry codes as all others do. */
function withCode(text: string): string {
  const kind = /^error: (unknown|missing)/.exec(text)?.[1];
  const code =
    kind === 'unknown' ? 'E_INPUT_UNKNOWN' : kind === 'missing' ? 'E_INPUT_MISSING' : 'E_INPUT_INVALID';
  return text.replace(/^error:/, `${code}:`);
}
