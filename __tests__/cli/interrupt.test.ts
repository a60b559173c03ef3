import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { jest } from '@jest/globals';
import { CLI, DATA, UserRepo } from './user-repo.js';

jest.setTimeout(60_000);

const NODE = process.execPath;
const onPosix = process.platform === 'win32' ? test.skip : test;
let repo: UserRepo;

beforeEach(async () => {
  repo = await UserRepo.create();
});

afterEach(async () => {
  await repo.close();
});

describe('a run that is interrupted', () => {
  const SLOW =
    'process.on("SIGINT", () => process.exit(9)); console.log("started"); setTimeout(() => {}, 30000)';

  onPosix.each(['SIGINT', 'SIGTERM'] as const)('%s is passed on and recorded as KILLED', async (signal) => {
    const child = repo.start(['track', ...DATA, '--', NODE, '-e', SLOW]);
    child.stderr.resume();
    await once(child.stdout, 'data');
    child.kill(signal);
    const [code] = await once(child, 'close');
    expect(code).toBe(signal === 'SIGINT' ? 9 : 143);
    expect(await repo.runs()).toMatchObject([{ status: 'KILLED', command: { exit_code: code } }]);
  });

  const onTerminal = process.platform === 'linux' ? test : test.skip;
  onTerminal('Ctrl-C in a terminal ends the command, and the run is recorded', async () => {
    await repo.write({ 'out/slow.cjs': SLOW });
    // script(1) gives the command a terminal of its own, and types what we write.
    const line = `'${NODE}' '${CLI}' track -- '${NODE}' out/slow.cjs`;
    const child = spawn('script', ['-qfec', line, '/dev/null'], { cwd: repo.dir, env: repo.env });
    let said = '';
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (said.includes('started') && !child.stdin.writableEnded) child.stdin.end('\u0003');
    }
    expect(said).toContain('Recorded run');
    expect(await repo.runs()).toMatchObject([{ status: 'KILLED' }]);
  });
});
