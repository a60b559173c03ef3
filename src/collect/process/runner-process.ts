import { readFile } from 'node:fs/promises';
import { type Environment, runProgram } from '../program.js';

/** The program of GitHub's runner that lives as long as one job. */
const WORKER = /(?:^|[\\/])Runner\.Worker(?:\.exe)?(?:\s|$)/i;

/**
 * The process that runs the job, where it is the parent of the step's: in a container it cannot be seen, and what runs steps for
 * somebody else may end with each of them.
 * @param parent of this process
 * @returns null where it is not known
 */
export async function runnerProcess(parent: number, env: Environment): Promise<number | null> {
  if (parent <= 1) return null;
  // There is no cheap way to ask, and no other way to run a step.
  if (process.platform === 'win32') return parent;
  return WORKER.test(await commandLine(parent, env)) ? parent : null;
}

async function commandLine(pid: number, env: Environment): Promise<string> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return text.replaceAll('\0', ' ');
  }
  const limits = { cwd: '/', env, timeoutMs: 5000, maxBytes: 64 * 1024 };
  const { stdout } = await runProgram(['ps', '-o', 'command=', '-p', String(pid)], limits);
  return stdout.toString();
}

/** Whether a process runs. Its number can be somebody else's by now. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
