import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandEnvironment } from '../collect/command/command-environment.js';
import { beginRun } from '../commands/track/begin.js';
import { runArguments } from '../commands/track/command.js';
import { type FinishedRun, finishRun } from '../commands/track/finish.js';
import { EXPERIMENT_LIMIT, nameProblem } from '../commands/track/foresee.js';
import { leaveFindable, OWN_FOLDER } from '../commands/track/killed.js';
import type { OpenedRegistry } from '../commands/track/mlflow/ledger-registry.js';
import { beginTracking } from '../commands/track/mlflow/tracking.js';
import { processSignals } from '../commands/track/process-signals.js';
import type { RecordMode, TrackRequest } from '../commands/track/session.js';
import { howItEnded, troublesOf, troubleTitle } from '../commands/track/troubles.js';
import { UNSENT } from '../commands/track/unsent.js';
import { describeFault, UserError } from '../core/errors.js';
import { digitsOfRecord } from '../core/ids.js';
import { shown } from '../core/key-values.js';
import { printable } from '../core/printable.js';
import { findingText } from '../core/remarks.js';
import { namesInUse } from '../ledger/read/names-in-use.js';
import { registerHeldVersions, registerLeft } from './held.js';
import { type CliHost, type CommonOptions, lines, openCliHost } from './host.js';
import { jsonText } from './json.js';
import { requireOwnStore, requireWritable } from './own-folder.js';

export interface TrackOptions extends CommonOptions {
  experiment?: string;
  runName?: string;
  tag?: string[];
  dataset?: string[];
  param?: string[];
  metric?: string[];
  artifact?: string[];
  picture?: string[];
  model?: string[];
  modelName?: string;
  flavor?: string;
  baseModel?: string[];
  stale: 'refuse' | 'allow';
  /** False by `--no-mlflow`. */
  mlflow: 'auto' | 'off' | boolean;
  mlflowRegistry: 'refuse' | 'hold';
  mainRun: string;
  record: RecordMode;
  json?: boolean;
}

/** `lineage-gate track -- CMD`. @returns the command's exit code */
export async function trackCommand(argv: readonly string[], options: TrackOptions): Promise<number> {
  const host = await openCliHost(options);
  const ci = await host.ci();
  const policy = await host.policy();
  // Told in seconds: what is made must not be lost to it at the end.
  await Promise.all([
    requireWritable(host.root, [UNSENT], host.env),
    requireOwnStore(host.stores[0], host.env),
  ]);
  await registerLeft(host);
  // A folder of its own: on a machine of many users, one that all runs share would belong to whoever came first.
  const temp = await mkdtemp(path.join(host.temp, OWN_FOLDER));
  let undo = async () => {};
  try {
    const { session, before } = await beginRun(requestOf(argv, options, host), {
      ...host,
      temp,
      ci,
      policy,
      github: null,
      inAction: false,
    });
    if (options.mlflowRegistry === 'hold') await leaveFindable(temp, session, process.pid);
    const env = commandEnvironment(host.env, {
      runId: session.run_id,
      dir: session.lineage_dir,
      inAction: false,
    });
    const mlflow = await beginTracking(session, env, {
      ...host,
      sleep,
      secret: randomBytes(24).toString('hex'),
      mask: () => {},
      registry: () => openedRegistry(host, temp),
      models: async () => namesInUse(await host.ledger.view()),
    });
    // Whatever happens, nothing of it stays, nor goes on.
    undo = mlflow.remove;
    const onTerminal = process.stdin.isTTY === true;
    const { stdout, stderr } = process;
    const outcome = await runArguments(session, {
      argv,
      env: mlflow.env,
      stdin: 'inherit',
      // With --json the record alone goes to standard output, so that a program can read it.
      stdout: options.json ? stderr : stdout,
      stderr,
      // On a terminal Ctrl-C reaches the command by itself, and a group of its own would take the terminal from it.
      ownGroup: !onTerminal,
      // There a person decides how long the command may take to end.
      patience: onTerminal ? null : undefined,
      now: host.now,
      elapsed: host.elapsed,
      // `nohup` takes the terminal from a command's standard input.
      signals: processSignals({ hangUp: onTerminal }),
    });
    const logged = await mlflow.end({ hurry: false });
    // Only a runner that cancels a job counts the seconds.
    const finished = await finishRun(
      session,
      { ...outcome, hurry: false },
      {
        ...host,
        env,
        policy,
        before,
        logged,
        keep: { kind: 'folder', path: host.unsent, other: path.join(host.temp, 'lineage-gate-unsent') },
      },
    );
    report(finished, host, options);
    const troubles = reportTroubles(finished, host);
    const held = await registerHeldVersions(host, finished);
    return (outcome.exit_code ?? 0) || troubles || held;
  } finally {
    await undo();
    await rm(temp, { recursive: true, force: true });
  }
}

/** The registry of the ledger, for a script that reads it. */
async function openedRegistry(host: CliHost, temp: string): Promise<OpenedRegistry> {
  const [{ openRegistry }, { sourcesOf }] = await Promise.all([
    import('../commands/serve/open-registry.js'),
    import('./sources.js'),
  ]);
  return openRegistry({ ...host, temp, sources: await sourcesOf(host) });
}

function requestOf(argv: readonly string[], options: TrackOptions, host: CliHost): TrackRequest {
  const experiment = options.experiment ?? folderName(host.root);
  return {
    experiment,
    experiment_named: options.experiment !== undefined,
    run_name: options.runName ?? null,
    command: { run: argv.map(quoted).join(' '), shell: null },
    workspace: host.root,
    cwd: host.cwd,
    tags: lines(options.tag),
    datasets: lines(options.dataset),
    params: lines(options.param),
    metrics: lines(options.metric),
    artifacts: lines(options.artifact),
    pictures: lines(options.picture),
    model: lines(options.model),
    model_name: options.modelName ?? experiment,
    flavor: options.flavor ?? null,
    base_models: lines(options.baseModel),
    stale: options.stale,
    mlflow: options.mlflow === 'off' || options.mlflow === false ? 'off' : 'auto',
    mlflow_registry: options.mlflowRegistry,
    main_run: options.mainRun,
    record: options.record,
    comment: false,
  };
}

/** The experiment where none was named. @throws UserError E_NAME_INVALID */
function folderName(root: string): string {
  const name = path.basename(root);
  const problem = nameProblem(name, EXPERIMENT_LIMIT);
  if (problem === undefined) return name;
  throw new UserError({
    code: 'E_NAME_INVALID',
    what: `No experiment was named, and the name of the repository's folder, which is the default, ${problem}: ${shown(name)}`,
    where: '--experiment',
    mend: 'Name the experiment with `--experiment NAME`',
  });
}

/** A word as a person would type it in a shell. The record shows it; nothing runs it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function report(finished: FinishedRun, host: CliHost, options: TrackOptions): void {
  if (options.json) process.stdout.write(`${jsonText(finished.record)}\n`);
  for (const finding of finished.findings) host.log.warning(findingText(finding));
  const { run_id, problems = [] } = finished.record;
  const isShared = problems.some(({ code }) => code === 'E_MLFLOW_MAIN_RUN');
  const digits = isShared ? digitsOfRecord(run_id) : run_id;
  if (finished.written !== null) host.log.info(`Show it: lineage-gate runs show ${digits}`);
}

/** Says what keeps a run that ended well from being whole or recorded. @returns the exit code */
function reportTroubles(finished: FinishedRun, host: CliHost): number {
  const troubles = troublesOf(finished);
  if (troubles === null) return 0;
  host.log.warning(`${troubleTitle(finished)}. ${howItEnded(finished)}`);
  for (const fault of troubles.faults)
    process.stderr.write(`${printable(host.redactor.text(describeFault(fault)))}\n`);
  return 1;
}
