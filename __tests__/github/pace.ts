import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck';

/** Limits to so many at once, and not to so many a second. */
class Group extends Bottleneck.Group {
  constructor({ minTime: _, ...limits }: Bottleneck.ConstructorOptions = {}) {
    super(limits);
  }
}

class Unhurried extends Bottleneck {
  static override readonly Group = Group;
}

/**
 * The library spaces writes by one to three seconds, with limits that all its clients in a process share and the first one
 * makes. This makes them without the seconds, which say nothing of our code and would take a test run minutes.
 */
export async function liftPace(): Promise<void> {
  const never = () => false;
  const first = new (Octokit.plugin(throttling))({
    request: { fetch: async () => new Response('{}', { headers: { 'content-type': 'application/json' } }) },
    throttle: { Bottleneck: Unhurried, onRateLimit: never, onSecondaryRateLimit: never },
  });
  await first.request('GET /');
}
