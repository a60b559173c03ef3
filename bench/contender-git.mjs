/* Git as a contender of the benches starts it. */
import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { plainEnvironment } from './action.mjs';

const environment = {
  ...plainEnvironment(),
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_AUTHOR_NAME: 'bench',
  GIT_AUTHOR_EMAIL: 'bench@localhost',
  GIT_COMMITTER_NAME: 'bench',
  GIT_COMMITTER_EMAIL: 'bench@localhost',
};

/** @returns a function that runs a git command in a folder: `{code, out, said}`, both outputs as text */
export function gitIn(folder) {
  return (args, { input = '', env = {} } = {}) =>
    new Promise((done, fail) => {
      const child = spawn('git', args, { cwd: folder, env: { ...environment, ...env } });
      let out = '';
      let said = '';
      child.stdout.on('data', (chunk) => {
        out += chunk;
      });
      child.stderr.on('data', (chunk) => {
        said += chunk;
      });
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      child.on('error', fail);
      child.on('close', (code) => done({ code, out: out.trim(), said }));
    });
}

/** The same, for commands that have no reason to fail. @returns a function that answers what a command printed */
export function gitOk(folder) {
  const git = gitIn(folder);
  return async (args, options) => {
    const { code, out, said } = await git(args, options);
    if (code === 0) return out;
    throw new Error(`git ${args[0]} ended with ${code}: ${said}`);
  };
}
