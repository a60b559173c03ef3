import { CommandFiles } from './command-files.js';
import { type Annotation, StepLog } from './log.js';
import { type ProcessEnd, type SignalAfter, StepProcess } from './process.js';
import type { WarmRunner } from './warm.js';

export interface StepReport {
  name: string;
  stage: 'main' | 'post' | 'run';
  outcome: 'success' | 'failure' | 'cancelled' | 'skipped';
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  outputs: Record<string, string>;
  state: Record<string, string>;
  /** What the step added to the environment and PATH of later steps. */
  env: Record<string, string>;
  paths: string[];
  summary: string;
  /** stdout and stderr as they were written, line by line in the order they arrived. */
  log: string;
  stdout: string;
  stderr: string;
  /** The log as GitHub shows it: masked values replaced, commands rendered or hidden. */
  displayLog: string;
  annotations: Annotation[];
  /** All masks of the job so far. */
  masks: string[];
  durationMs: number;
  /** From the start to the first line; `undefined` when there was none. */
  firstLineMs: number | undefined;
  /** From the signal to the end; `undefined` when no signal was sent. */
  afterSignalMs: number | undefined;
}

/** One process to start: a `run:` script, or an action's main or post. */
export interface Stage {
  name: string;
  stage: StepReport['stage'];
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  signalAfter: SignalAfter | undefined;
  timeoutMs: number;
  onStart: ((pid: number) => void) | undefined;
  /** Has processes for actions in place of one of its own. */
  warm?: WarmRunner;
  /** Said in the log before anything else. */
  warnings: string[];
}

export interface StageContext {
  /** RUNNER_TEMP. */
  temp: string;
  /** The job's; the stage adds to it. */
  masks: Set<string>;
}

export async function runStage(stage: Stage, context: StageContext): Promise<StepReport> {
  const files = await CommandFiles.create(context.temp);
  const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const startedAt = performance.now();
  let firstLineMs: number | undefined;
  let child: StepProcess | undefined;
  const log = new StepLog(context.masks, (line) => {
    firstLineMs ??= performance.now() - startedAt;
    child?.sawLine(line);
  });
  for (const warning of stage.warnings) log.say('warning', warning);
  const start = { ...stage, env: { ...stage.env, ...files.env } };
  const options = {
    ...stage,
    onOutput: (stream: 'stdout' | 'stderr', chunk: Buffer) => {
      output[stream].push(chunk);
      log.write(stream, chunk);
    },
  };
  const run = () => {
    child = new StepProcess(start, options);
    return child.wait();
  };
  const end = await (stage.warm?.run(start, options) ?? run());
  log.end();
  const written = await files.read();
  for (const error of written.errors) log.say('error', error);
  if (end.timedOut) log.say('error', 'This step took too long and was killed');
  const { outputs, state, env, paths, summary } = written;
  return {
    ...skippedReport(stage),
    outcome: outcomeOf(end, written.failed),
    exitCode: end.exitCode,
    signal: end.signal,
    outputs: { ...Object.fromEntries(log.outputs), ...outputs },
    state: { ...Object.fromEntries(log.state), ...state },
    env,
    paths,
    summary,
    log: log.lines.join('\n'),
    stdout: Buffer.concat(output.stdout).toString('utf8'),
    stderr: Buffer.concat(output.stderr).toString('utf8'),
    displayLog: log.displayLines.join('\n'),
    annotations: log.annotations,
    masks: [...context.masks],
    durationMs: end.durationMs,
    firstLineMs,
    afterSignalMs: end.afterSignalMs,
  };
}

export function skippedReport({ name, stage }: Pick<Stage, 'name' | 'stage'>): StepReport {
  return {
    name,
    stage,
    outcome: 'skipped',
    exitCode: null,
    signal: null,
    outputs: {},
    state: {},
    env: {},
    paths: [],
    summary: '',
    log: '',
    stdout: '',
    stderr: '',
    displayLog: '',
    annotations: [],
    masks: [],
    durationMs: 0,
    firstLineMs: undefined,
    afterSignalMs: undefined,
  };
}

/** A cancelled step is cancelled whatever its exit code says, as on GitHub. */
function outcomeOf(end: ProcessEnd, badFiles: boolean): StepReport['outcome'] {
  if (end.afterSignalMs !== undefined) return 'cancelled';
  return end.exitCode === 0 && !badFiles ? 'success' : 'failure';
}
