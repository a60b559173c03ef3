import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import module from 'node:module';
import { delimiter, join } from 'node:path';
import { bareEnvironment } from './exec.js';
import { CACHED, runnerNode } from './node24.js';
import { type ActionFile, inputEnvironment, readActionFile } from './runner/action-file.js';
import {
  expressionContexts,
  type JobFacts,
  type JobFolders,
  makeJobFolders,
  runnerVariables,
} from './runner/environment.js';
import { type JobStatus, meets } from './runner/expression.js';
import { addMask } from './runner/log.js';
import type { SignalAfter } from './runner/process.js';
import { runStage, type Stage, type StepReport, skippedReport } from './runner/step.js';
import { WarmRunner } from './runner/warm.js';

export type { StepReport } from './runner/step.js';

export interface JobOptions extends JobFacts {
  /** The program that runs JavaScript actions. Default: Node 24, as on GitHub's runners. */
  node?: string;
  /** A workflow's and job's `env:`. */
  env?: Record<string, string>;
  /** Replaces the runner's own variables; `undefined` takes one away (act and older runners lack some). */
  variables?: Record<string, string | undefined>;
}

export interface StepOptions {
  /** `always()`, `failure()`, `success()` (default), `cancelled()`, `!cancelled()`, joined by `||`. */
  if?: string;
  /** The step's own `env:`. */
  env?: Record<string, string>;
  /** A failure leaves the job's status as it was. */
  continueOnError?: boolean;
  /** Cancels the step, and with it the job. */
  signalAfter?: SignalAfter;
  /** Kills the step. Default 120,000. */
  timeoutMs?: number;
  /** Is given the process id of each of its stages, which is also that of their group. */
  onStart?: (pid: number) => void;
}

const warm = new WarmRunner();
afterAll(() => warm.close());

interface ActionStep {
  action: ActionFile;
  /** GITHUB_ACTION. */
  name: string;
  inputs: Record<string, string>;
  options: StepOptions;
  state: Record<string, string>;
}

/**
 * One job on one runner. Steps run one after another; `finish` runs the post steps, last registered first.
 * Nothing of the test's environment is inherited but PATH (and what Windows needs to start a program).
 */
export class Job {
  status: JobStatus = 'success';
  readonly reports: StepReport[] = [];
  private readonly masks = new Set<string>();
  private readonly env: Record<string, string> = {};
  /** Additions to PATH, the newest last. */
  private paths: string[] = [];
  private readonly posts: ActionStep[] = [];
  /** Steps so far without an id, by what they are. */
  private readonly counts = new Map<string, number>();

  private constructor(
    readonly options: JobOptions,
    private readonly folders: JobFolders,
    private readonly isWarm: boolean,
  ) {
    for (const secret of [options.token, options.runtime?.token ?? '']) addMask(this.masks, secret);
  }

  static async create(options: JobOptions): Promise<Job> {
    const node = options.node ?? (await runnerNode());
    // Where there is no Node 24 the tests' own runs actions, and may be too old for processes that stay.
    const isWarm = options.node === undefined && (node !== process.execPath || 'registerHooks' in module);
    return new Job({ ...options, node }, await makeJobFolders(options), isWarm);
  }

  get workspace(): string {
    return this.options.workspace;
  }

  /** RUNNER_TEMP. */
  get temp(): string {
    return this.folders.temp;
  }

  /** A `uses:` step. Its post step is registered before it starts, so a crash does not lose it. */
  async uses(
    actionDir: string,
    inputs: Record<string, string> = {},
    options: StepOptions = {},
  ): Promise<StepReport> {
    const action = await readActionFile(actionDir);
    // As in `uses: ./path`.
    const name = this.stepName('__self');
    if (!meets(options.if ?? 'success()', this.status)) return this.skip(action.name, 'main');
    const step: ActionStep = { action, name, inputs, options, state: {} };
    if (action.post !== undefined) this.posts.push(step);
    const report = await this.perform(this.actionStage(step, 'main'), options);
    step.state = report.state;
    return report;
  }

  /** A `run:` step in bash, as without `shell:`. */
  async run(script: string, options: StepOptions = {}): Promise<StepReport> {
    const name = this.stepName('__run');
    if (!meets(options.if ?? 'success()', this.status)) return this.skip('run', 'run');
    const file = join(this.folders.temp, `${randomUUID()}.sh`);
    await writeFile(file, script);
    const stage = this.stageOf(options, { GITHUB_ACTION: name });
    return this.perform(
      {
        ...stage,
        name: 'run',
        stage: 'run',
        command: 'bash',
        args: ['-e', file],
        signalAfter: options.signalAfter,
      },
      options,
    );
  }

  /** Runs the post steps whose main step was started. @returns their reports in the order they ran */
  async finish(): Promise<StepReport[]> {
    const reports: StepReport[] = [];
    for (let step = this.posts.pop(); step !== undefined; step = this.posts.pop()) {
      const { action, options } = step;
      const runs = meets(action.postIf, this.status);
      reports.push(
        runs ? await this.perform(this.actionStage(step, 'post'), options) : this.skip(action.name, 'post'),
      );
    }
    return reports;
  }

  private actionStage({ action, name, inputs, options, state }: ActionStep, stage: 'main' | 'post'): Stage {
    // Again for post, where `job.status` may have changed.
    const contexts = expressionContexts(this.options, this.variables(), this.status);
    const { env, unexpected } = inputEnvironment(action, inputs, contexts);
    const quoted = (names: Iterable<string>) => [...names].map((name) => `'${name}'`).join(', ');
    const { runtime } = this.options;
    const own: Record<string, string> = {
      ...env,
      GITHUB_ACTION: name,
      GITHUB_ACTION_REPOSITORY: '',
      GITHUB_ACTION_REF: '',
      ...(runtime && { ACTIONS_RUNTIME_TOKEN: runtime.token, ACTIONS_RESULTS_URL: runtime.resultsUrl }),
    };
    if (stage === 'post') for (const [name, value] of Object.entries(state)) own[`STATE_${name}`] = value;
    const common = this.stageOf(options, own);
    const args = [...CACHED, (stage === 'post' ? action.post : undefined) ?? action.main];
    const signalAfter = stage === 'post' ? undefined : options.signalAfter;
    const isWatched = signalAfter !== undefined || options.onStart !== undefined;
    return {
      ...common,
      name: action.name,
      stage,
      command: this.options.node ?? process.execPath,
      args,
      signalAfter,
      warm: this.isWarm && !isWatched && warm.takes({ args, env: common.env }) ? warm : undefined,
      warnings:
        unexpected.length > 0
          ? [`Unexpected input(s) ${quoted(unexpected)}, valid inputs are [${quoted(action.inputs.keys())}]`]
          : [],
    };
  }

  /** What all stages have in common. @param own variables of this stage only */
  private stageOf(
    options: StepOptions,
    own: Record<string, string>,
  ): Pick<Stage, 'cwd' | 'env' | 'timeoutMs' | 'onStart' | 'warnings'> {
    const bare = bareEnvironment(this.folders.home);
    return {
      cwd: this.options.workspace,
      env: {
        ...bare,
        ...this.options.env,
        ...this.env,
        ...options.env,
        PATH: [...this.paths.toReversed(), bare.PATH].join(delimiter),
        ...this.variables(),
        ...own,
      },
      timeoutMs: options.timeoutMs ?? 120_000,
      onStart: options.onStart,
      warnings: [],
    };
  }

  /** The second of a kind is `_2`, whether the first one ran or not. */
  private stepName(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return count === 1 ? kind : `${kind}_${count}`;
  }

  private variables(): Record<string, string> {
    const variables: Record<string, string> = {};
    const all = { ...runnerVariables(this.options, this.folders), ...this.options.variables };
    for (const [name, value] of Object.entries(all)) if (value !== undefined) variables[name] = value;
    return variables;
  }

  private async perform(stage: Stage, options: StepOptions): Promise<StepReport> {
    const report = await runStage(stage, { temp: this.folders.temp, masks: this.masks });
    Object.assign(this.env, report.env);
    this.paths = [...this.paths.filter((path) => !report.paths.includes(path)), ...report.paths];
    if (report.outcome === 'cancelled') this.status = 'cancelled';
    if (report.outcome === 'failure' && !options.continueOnError && this.status === 'success') {
      this.status = 'failure';
    }
    this.reports.push(report);
    return report;
  }

  private skip(name: string, stage: StepReport['stage']): StepReport {
    const report = skippedReport({ name, stage });
    this.reports.push(report);
    return report;
  }
}
