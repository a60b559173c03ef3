import type { AskRecall } from '../commands/recalled/open-recalls.js';
import type { Host } from './host.js';

/** As `askRecallsOf`, whose modules are loaded where there is something to ask about: most jobs have nothing. */
export function askRecallsLate(host: Host, policy: string): AskRecall {
  let made: Promise<AskRecall> | undefined;
  return async (event, events) => {
    made ??= import('./ask-events.js').then(({ askRecallsOf }) => askRecallsOf(host, policy));
    return (await made)(event, events);
  };
}
