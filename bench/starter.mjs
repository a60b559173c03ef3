/*
 * Starts what is measured from a process of its own that stays small. To start a process takes the longer the more memory the one has
 * that starts it, 2 ms with 50 MB and 40 ms with 1.2 GB, which would be counted as the other's.
 * {@link openStarter} starts it; the process itself is this file run with `--serve`.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { cpuOfProcess } from './lib.mjs';

/**
 * @returns `run(argv, options)`: a command from start to end, with the options of `spawnSync`, as `ms`, `cpu` (milliseconds of
 *   processors), `status`, `stdout` and `stderr`; `close()`
 */
export function openStarter() {
  const child = fork(fileURLToPath(import.meta.url), ['--serve']);
  return {
    async run(argv, options = {}) {
      child.send({ argv, options });
      const [answer] = await once(child, 'message');
      if (answer.error) throw new Error(`${argv[0]}: ${answer.error}`);
      return answer;
    },
    close: () => child.disconnect(),
  };
}

function serve() {
  process.on('message', ({ argv, options }) => {
    const cpuBefore = cpuOfProcess();
    const start = performance.now();
    const { status, stdout, stderr, error } = spawnSync(argv[0], argv.slice(1), {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      ...options,
    });
    const ms = performance.now() - start;
    const cpu = (cpuOfProcess() - cpuBefore) * 1000;
    process.send({ ms, cpu, status, stdout, stderr, error: error?.message });
  });
}

if (process.argv[2] === '--serve') serve();
