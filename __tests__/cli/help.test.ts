import { chmod, symlink } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { exec } from '../support/exec.js';
import { CLI, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(300_000);

const NODE = process.execPath;
const onPosix = process.platform === 'win32' ? test.skip : test;
const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
});

afterEach(async () => {
  await repo.close();
});

describe('help', () => {
  const COMMANDS = [
    'track',
    'register',
    'fetch',
    'artifacts get',
    'runs ls',
    'runs show',
    'models ls',
    'models show',
    'models history',
    'models create',
    'models rename',
    'models delete',
    'models alias',
    'models unalias',
    'models describe',
    'models tag',
    'models untag',
    'models repair',
    'models audit',
    'promote',
    'deployed',
    'withdrawn',
    'endpoints ls',
    'endpoints history',
    'policy check',
    'policy test',
    'verify',
    'reindex',
  ];

  test('every command has it', async () => {
    const groups = ['artifacts', 'runs', 'models', 'requests', 'endpoints', 'policy', 'quickstart'];
    for (const command of ['', ...COMMANDS, ...groups]) {
      const { stdout, stderr } = await repo.ok([...command.split(' ').filter(Boolean), '--help']);
      expect(stdout).toMatch(new RegExp(`^Usage: lineage-gate ${command}`.trimEnd()));
      expect(stderr).toBe('');
    }
  });

  onPosix('every example does what it says', async () => {
    const bin = path.join(repo.base, 'bin');
    await repo.write({
      'metrics.json': '{"auc": 0.9}',
      'model/weights': 'w',
      Makefile: 'train:\n\ttrue\n',
      'train.py': '',
      'prepare.py': '',
      'README.md': 'What it is\n',
      'new-policy.yml': 'version: 1\nmetrics: { auc: { min: 0.8 } }\n',
      '../bin/python': '#!/bin/sh\ntouch metrics.json model/weights\n',
      '../bin/make': '#!/bin/sh\ntouch metrics.json model/weights\n',
    });
    for (const name of ['python', 'make']) await chmod(path.join(bin, name), 0o755);
    await repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    await symlink(CLI, path.join(bin, 'lineage-gate'));
    const params = [
      '--dataset',
      'orders=v1 data/orders.csv',
      '--model',
      'model',
      '--experiment',
      'clf_orders',
    ];
    const env = { ...repo.env, PATH: [bin, path.dirname(NODE), repo.env.PATH].join(path.delimiter) };
    const helps = await Promise.all(COMMANDS.map((command) => repo.ok([...command.split(' '), '--help'])));
    const examples = helps.flatMap(({ stdout }) => stdout.match(/^ {2}\$ lineage-gate .*$/gm) ?? []);
    expect(examples.length).toBeGreaterThanOrEqual(COMMANDS.length);
    let id = '';
    for (const example of examples) {
      // What a registration is about has to be there, as the newest run.
      if (id === '' || example.includes('register')) {
        await repo.ok(['track', ...params, '--', 'sh', '-c', 'echo w > model/weights']);
        id = (await repo.runs()).at(-1)?.run_id ?? '';
        await repo.ok(['register', 'clf_orders']);
      }
      const line = example.replace(/^ *\$ /, '').replace('019ff2', id);
      const { code, stderr } = await exec('bash', ['-c', line], { cwd: repo.dir, env });
      expect({ line, code, stderr: code === 0 ? '' : stderr }).toEqual({ line, code: 0, stderr: '' });
    }
  });

  test('a mistyped command or option names the nearest', async () => {
    const option = await repo.cli(['track', '--datset', 'x=1', '--', NODE, '-e', '']);
    expect(option.code).toBe(1);
    expect(option.stderr).toMatch(
      /^E_INPUT_UNKNOWN: unknown option '--datset'\n\(Did you mean --dataset\?\)/,
    );
    const command = await repo.cli(['regster', 'm']);
    expect(command.code).toBe(1);
    expect(command.stderr).toMatch(
      /^E_INPUT_UNKNOWN: unknown command 'regster'\n\(Did you mean register\?\)/,
    );
  });

  test('--version', async () => {
    expect((await repo.ok(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
