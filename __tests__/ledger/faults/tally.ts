import { UserError } from '../../../src/core/errors.js';
import type { Fault } from './scenario.js';
import type { Step } from './steps.js';
import type { Writer } from './writer.js';

/** What a fault counts as. */
export function namesOf(wrong: Fault['wrong'], step: Step): string[] {
  switch (wrong.kind) {
    case 'kill':
    case 'lost':
      return [wrong.kind, `${wrong.kind} ${wrong.when} ${step}`];
    case 'refuse':
      return [`refuse ${wrong.what}`];
    case 'http': {
      const { how, request } = wrong;
      const place = `${request.method} ${request.service}`;
      const when = how.how === 'status' || how.how === 'cut' ? ` ${how.when}` : '';
      return [
        'http',
        `http ${how.how}${when} ${place}`,
        ...(how.how === 'status' ? [`http status ${how.status}`] : []),
      ];
    }
    default:
      return [wrong.kind, `${wrong.kind} ${step}`];
  }
}

/** What became of writers. */
export function outcomesOf(writers: readonly Writer[]): string[] {
  return writers.flatMap(({ isDead, told }) => {
    if (isDead) return ['outcome died'];
    if (told.error !== undefined) return ['outcome refused', `outcome ${codeOf(told.error)}`];
    if (told.append?.commit === null) return ['outcome parked'];
    return ['outcome written'];
  });
}

/** @returns what writers have gone through beside their faults */
export function circumstancesOf(writers: readonly Writer[]): string[] {
  const commits = writers.flatMap(({ told }) => told.append?.commit ?? []);
  const shared = commits.length - new Set(commits).size;
  const jumps = writers.filter(({ plan: { clock } }) => clock[0] !== clock[1]).length;
  return [
    ...Array.from({ length: shared }, () => 'commit of several writers'),
    ...Array.from({ length: jumps }, () => 'clock jumped'),
  ];
}

function codeOf(error: unknown): string {
  return error instanceof UserError ? (error.faults[0]?.code ?? '') : 'defect';
}
