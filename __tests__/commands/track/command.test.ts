import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runArguments } from '../../../src/commands/track/command.js';
import type { Session } from '../../../src/commands/track/session.js';
import { Collected, ManualSignals } from '../../support/command.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
let folder: string;

beforeEach(async () => {
  folder = await makeTempDir();
});
afterEach(() => removeDir(folder));

onUnix('a command does not wait for nvidia-smi, which watches it from its first moment', async () => {
  // It answers nothing until the command has begun; asked before that, it would have been called twice.
  const script =
    'echo "$@" >> "$0.args"\nwhile [ ! -e started ]; do sleep 0.02; done\necho "0, 50, 1024"\nsleep 9';
  writeFileSync(join(folder, 'nvidia-smi'), `#!/bin/sh\ncd "${folder}"\n${script}\n`, { mode: 0o755 });
  const fd = openSync(join(folder, 'stdout.txt'), 'w');
  const session = { request: { cwd: folder } } as Session;
  const outcome = await runArguments(session, {
    argv: ['sh', '-c', 'touch started; sleep 0.5'],
    env: { PATH: `${folder}:${process.env.PATH}` },
    stdout: { fd },
    stderr: new Collected(),
    ownGroup: true,
    now: Date.now,
    elapsed: () => performance.now(),
    signals: new ManualSignals(),
  }).finally(() => closeSync(fd));
  expect(outcome).toMatchObject({ status: 'FINISHED', exit_code: 0 });
  expect(outcome.system.gpu_peak_memory_bytes).toBe(1024 ** 3);
  expect(readFileSync(join(folder, 'nvidia-smi.args'), 'utf8')).toMatch(/^--query-gpu=index,.* -lms 500\n$/);
});
