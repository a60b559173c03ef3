import type { UserRepo } from './user-repo.js';

/** An input that must be refused. */
export interface BadInput {
  name: string;
  /** Written to the repository for this case. */
  files?: Record<string, string | Uint8Array>;
  /** Anything else that has to be there. */
  prepare?(repo: UserRepo): Promise<void>;
  args: readonly string[];
  code: string;
  /** The place and the way to mend it, as the message names them. */
  says: RegExp;
  /** How many faults are told; default 1. */
  faults?: number;
}

const COMMAND = ['--', process.execPath, '-e', ''];

/** Arguments that track a command which does nothing. */
export const track = (...options: string[]) => ['track', ...options, ...COMMAND];
