import { access } from 'node:fs/promises';
import type { KnownModel, Served, ServerDeps } from '../opened.js';
import { type EndAnswer, openControl } from './control.js';

/** What the process that serves a job is told by the step that starts it. */
export interface JobSetup {
  session: Served;
  models: readonly KnownModel[];
  /** Absolute folder of what is kept. */
  folder: string;
  /** What nobody can guess: of the address that clients get, and of the one that ends the server. */
  secrets: { tracking: string; control: string };
  /** Number of the process that runs the job; null where it is not known. */
  worker: number | null;
}

/** Where the server is to be found. */
export interface JobServer {
  url: string;
  control: string;
}

export interface JobDeps extends Omit<ServerDeps, 'secret' | 'models'> {
  /** Whether a process runs. */
  isAlive(pid: number): boolean;
  /** Is told where the server is, once calls are answered. */
  ready(server: JobServer): void;
}

/** Milliseconds between two looks at whether the job still goes on. */
const LOOK = 5000;
/** Milliseconds after which no job of a runner goes on any more: five days. */
const LONGEST = 5 * 24 * 60 * 60 * 1000;

/**
 * Answers MLflow's client for the later steps of a job, until the step that ends the run asks for the end. It also ends when the
 * runner's process has, when its folder is gone, since runners empty it between jobs, and after five days.
 * @returns once it has ended @throws what keeps it from starting
 */
export async function serveJob(setup: JobSetup, deps: JobDeps): Promise<void> {
  const { session, models, folder, secrets, worker } = setup;
  const { openTracking, spoolFile } = await import('../open.js');
  const opened = await openTracking(session, folder, {
    ...deps,
    models,
    secret: secrets.tracking,
    hashes: false,
  });
  let isOver = false;
  let told = () => {};
  const over = new Promise<void>((resolve) => {
    told = resolve;
  });
  const end = async ({ hurry }: { hurry: boolean }): Promise<EndAnswer> => {
    await opened.end({ hurry });
    isOver = true;
    told();
    return { lost: opened.lost };
  };
  try {
    const control = await openControl(secrets.control, end);
    const began = deps.elapsed();
    const goesOn = async () =>
      (worker === null || deps.isAlive(worker)) &&
      deps.elapsed() - began < LONGEST &&
      (await isThere(spoolFile(folder)));
    deps.ready({ url: opened.url, control: control.url });
    while (!isOver && (await goesOn())) await Promise.race([over, deps.sleep(LOOK)]);
    await control.close();
  } finally {
    await opened.close();
  }
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
