import { collectContainer } from '../../collect/container.js';
import { collectMachine } from '../../collect/environment.js';
import { listGpus } from '../../collect/gpu.js';
import { collectLockfiles } from '../../collect/lockfiles.js';
import { choosePython } from '../../collect/python/choice.js';
import { collectPython } from '../../collect/python/python.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Session } from './session.js';

export interface EnvironmentSource {
  session: Session;
  /** The command's environment. */
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute paths of the Python interpreters that ran, as far as they were seen. */
  pythons: readonly string[];
}

// In job mode nobody saw the steps: what the job has as `python` is the best guess.
const ANY_PYTHON = 'python';

/** What the run ran in: system, hardware, lock files, and the interpreter it used with its packages. */
export async function collectEnvironment(
  source: EnvironmentSource,
): Promise<{ environment: RunRecord['environment']; notes: string[] }> {
  const { session, env, pythons } = source;
  const { workspace, cwd, command } = session.request;
  const [machine, container, gpus, lockfiles, python] = await Promise.all([
    collectMachine(),
    collectContainer(env),
    listGpus(env),
    collectLockfiles(workspace, cwd),
    choosePython({ seen: pythons, env, cwd, script: command?.run ?? ANY_PYTHON }).then((interpreter) =>
      interpreter === null ? { python: null, notes: [] } : collectPython({ interpreter, env, cwd }),
    ),
  ]);
  return {
    environment: { ...machine, container, gpus, python: python.python, lockfiles: lockfiles.lockfiles },
    notes: [...lockfiles.notes, ...python.notes],
  };
}
