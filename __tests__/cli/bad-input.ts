import type { UserRepo } from './user-repo.js';

/** An input that must be refused. */
export interface BadInput {
  name: string;
  /** Written to the repository for this case; where the training ends well, by the training. */
  files?: Record<string, string | Uint8Array>;
  /** Anything else that has to be there, in the same way. */
  prepare?(repo: UserRepo): Promise<void>;
  /** The training ends well and is recorded, with this beside its problems; nothing of it can be registered. */
  recorded?: Recorded;
  args: readonly string[];
  code: string;
  /** The place and the way to mend it, as the message names them. */
  says: RegExp;
  /** How many faults are told; default 1. */
  faults?: number;
}

/** What a record has although something was wrong. */
export interface Recorded {
  /** Final values by key. */
  metrics?: Record<string, number | string>;
  params?: Record<string, unknown>;
  /** Paths of artifacts, params files among them. */
  artifacts?: readonly string[];
  /** Names of datasets. */
  datasets?: readonly string[];
}

/** Does nothing but bring what lies in the folder `made`, as a training does that writes files. */
const COMMAND = ['--', 'sh', '-c', 'if [ -e made/bad ]; then cp -a made/bad .; fi'];

/** Arguments that track a command which writes the files of the case. */
export const track = (...options: string[]) => ['track', ...options, ...COMMAND];
