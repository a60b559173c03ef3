import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gone, killTree } from '../../ledger/faults/process.js';
import type { GitServer } from '../../support/git-server.js';
import type { Job, StepOptions, StepReport } from '../../support/runner.js';
import type { Scenario } from './scenario.js';

const PRELOAD = fileURLToPath(new URL('kill-at.cjs', import.meta.url));
export interface Aim {
  /** Number of the step to be killed at, from 1; or a pattern of its name. */
  at: number | string;
  by: Scenario['by'];
  what: Scenario['what'];
}

/** Ends one stage of an action of a job, and says where. */
export class Killer {
  /** Where it was ended; how many steps it has made, where it came to its end. */
  said = '';
  /** Process ids of what it had started then. */
  #started: readonly number[] = [];
  /** For the action's step. */
  readonly options: StepOptions;
  readonly #trace: string;
  /** Of the stage that was started last. */
  #pid = 0;

  /** @param place.stage whose stage it is; the action's other one is left alone */
  constructor(
    private readonly aim: Aim,
    private readonly place: { job: Job; stage: 'main' | 'post'; repository: string; hooks: Hooks },
  ) {
    const { job, stage } = place;
    this.#trace = join(job.temp, '..', 'killed-at.txt');
    this.options = {
      env: {
        NODE_OPTIONS: `--require=${JSON.stringify(PRELOAD)}`,
        KILL_STAGE: stage,
        KILL_AT: String(aim.by === 'own step' ? aim.at : 0),
        KILL_WHAT: aim.what,
        KILL_TRACE: this.#trace,
      },
      onStart: (pid) => {
        this.#pid = pid;
      },
    };
  }

  /** Waits for the stage that is to be killed. @param run starts it, with the options */
  async watch<T>(run: () => Promise<T>): Promise<T> {
    const { at, by, what } = this.aim;
    const { hooks, repository } = this.place;
    let asked = 0;
    if (by === 'git request') {
      hooks.set(repository, async (request) => {
        asked += 1;
        if (asked !== at) return;
        this.said = `git request ${request}`;
        this.#started = await killTree(this.#pid, what === 'all' ? 'all' : 'writer');
      });
    }
    const answer = await run();
    hooks.delete(repository);
    if (by === 'own step') {
      const { at: said, started } = JSON.parse(await readFile(this.#trace, 'utf8')) as Trace;
      this.said = said;
      this.#started = started;
    }
    return answer;
  }

  /** Waits until nothing of the killed one is at work any more. */
  async isOver(): Promise<void> {
    await gone(this.#started);
  }
}

interface Trace {
  at: string;
  started: number[];
}

/** What is to be done at the requests for a repository. */
export type Hooks = Map<string, (request: string) => unknown>;

export function hooksOf(git: GitServer): Hooks {
  const hooks: Hooks = new Map();
  git.before = async ({ method, path }) => {
    await hooks.get(path.split('/').slice(1, 3).join('/'))?.(`${method} ${path.split('/').at(-1)}`);
  };
  return hooks;
}

export const wasKilled = ({ signal }: StepReport): boolean => signal === 'SIGKILL';
