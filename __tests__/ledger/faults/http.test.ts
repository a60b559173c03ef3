// Git talks to a real server here, which fails, cuts and is behind.
import { faultSuite } from './suite.js';

const REQUESTS = ['GET', 'POST'].flatMap((method) =>
  ['git-upload-pack', 'git-receive-pack'].map((service) => `${method} ${service}`),
);
const each = (how: string, times: number, requests: readonly string[] = REQUESTS) =>
  Object.fromEntries(requests.map((request) => [`http ${how} ${request}`, times]));

const KINDS = {
  ...each('status before', 2),
  ...each('status after', 2),
  ...each('cut before', 2),
  ...each('cut after', 1),
  ...each('cut-answer', 1),
  ...each('cut-request', 1, REQUESTS.slice(2)),
};

faultSuite({
  driver: 'http',
  round: {
    ...KINDS,
    'http status 429': 5,
    'http status 500': 3,
    'http status 503': 3,
    stale: 3,
    kill: 3,
    'outcome parked': 3,
    'outcome written': 60,
  },
  long: {
    cases: 300,
    least: {
      ...KINDS,
      'http status 429': 5,
      'http status 500': 5,
      'http status 502': 5,
      'http status 503': 5,
      'stale fetch': 5,
      kill: 5,
      'outcome parked': 3,
      'outcome written': 80,
    },
  },
});
