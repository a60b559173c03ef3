import { collectContainer } from '../../collect/container.js';
import { collectMachine } from '../../collect/environment.js';
import { listGpus } from '../../collect/gpu.js';
import { collectLockfiles } from '../../collect/lockfiles.js';
import { choosePythons } from '../../collect/python/choice.js';
import { collectPythons } from '../../collect/python/pythons.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Outcome } from './assemble.js';
import type { Session } from './session.js';

export interface EnvironmentSource {
  session: Session;
  /** The command's environment. */
  env: Readonly<Record<string, string | undefined>>;
  pythons: Outcome['pythons'];
}

// In job mode nobody saw the steps: what the job has as `python` is the best guess.
const ANY_PYTHON = 'python';

/** What the run ran in: system, hardware, lock files, and the interpreters it used with their packages. */
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
    choosePythons({ seen: pythons, env, cwd, script: command?.run ?? ANY_PYTHON }).then((chosen) =>
      collectPythons({ ...chosen, env, cwd }),
    ),
  ]);
  return {
    environment: { ...machine, container, gpus, python: python.python, lockfiles: lockfiles.lockfiles },
    notes: [...lockfiles.notes, ...python.notes],
  };
}
