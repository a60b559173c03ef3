// Git talks to a repository by its path here, so that cases are cheap; faults of HTTP are in http.test.ts.
import { LOCAL_STEPS, SERVER_STEPS } from './steps.js';
import { faultSuite } from './suite.js';

const each = (steps: readonly string[], name: (step: string) => string, times: number) =>
  Object.fromEntries(steps.map((step) => [name(step), times]));
const STEPS = [...LOCAL_STEPS, ...SERVER_STEPS];

faultSuite({
  driver: 'path',
  round: {
    kill: 20,
    lost: 20,
    limit: 5,
    full: 4,
    crash: 3,
    slow: 8,
    stale: 5,
    'refuse branch': 2,
    'branch moved before push': 20,
    'clock jumped': 30,
    'commit of several writers': 1,
    'outcome written': 50,
    'outcome parked': 5,
    'outcome died': 20,
    'outcome refused': 10,
    'outcome E_LEDGER_DISK_FULL': 2,
    'outcome E_LEDGER_PROTECTED': 1,
    'outcome E_LEDGER_NETWORK': 1,
  },
  long: {
    cases: 860,
    least: {
      ...each(STEPS, (step) => `kill before ${step}`, 3),
      ...each(STEPS, (step) => `kill during ${step}`, 3),
      ...each(STEPS, (step) => `kill after ${step}`, 2),
      ...each(SERVER_STEPS, (step) => `lost before ${step}`, 3),
      ...each(SERVER_STEPS, (step) => `lost after ${step}`, 5),
      ...each(['init', 'fetch', 'bring', 'unpack-objects', 'park'], (step) => `limit ${step}`, 4),
      ...each(['init', 'fetch', 'bring', 'unpack-objects', 'park'], (step) => `full ${step}`, 3),
      ...each(LOCAL_STEPS, (step) => `crash ${step}`, 5),
      ...each(['fetch', 'push', 'push-park', 'fold', 'park', 'list'], (step) => `slow ${step}`, 4),
      'stale fetch': 40,
      'stale list': 5,
      'refuse branch': 10,
      'refuse inbox': 3,
      'branch moved before push': 100,
      'clock jumped': 200,
      'commit of several writers': 40,
      'outcome written': 500,
      'outcome parked': 20,
      'outcome died': 150,
      'outcome refused': 60,
      'outcome E_LEDGER_DISK_FULL': 10,
      'outcome E_LEDGER_PROTECTED': 5,
      'outcome E_LEDGER_NETWORK': 5,
      'outcome E_LEDGER_RECORD_EXISTS': 5,
    },
  },
});
