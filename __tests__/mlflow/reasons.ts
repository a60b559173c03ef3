import type { Difference } from './compare.js';
import type { Answer, Recorded } from './replay.js';

export interface Found extends Difference {
  line: Recorded;
  answer: Answer;
}

/** A kind of difference that is meant. */
export interface Reason {
  /** Why we answer otherwise. */
  cause: string;
  /** How many differences of the recording are of this kind and of none before it. */
  covers: number;
  fits(found: Found): boolean;
}

const DATABASE = /\(sqlite3\.|Query-invoked autoflush/;
const SEARCHES = /\/(search)$/;

function sent(line: Recorded): string {
  return JSON.stringify(line.fields);
}

function starts(text: unknown, ...begins: string[]): boolean {
  return begins.some((begin) => String(text).startsWith(begin));
}

function messageOf({ body }: Answer): string {
  return String((body as { message?: unknown } | null)?.message);
}

/** A search that both refuse, for a filter, an order or a page. */
function bothRefuse({ path, line, answer }: Found): boolean {
  return path === 'message' && SEARCHES.test(line.call) && line.status === 400 && answer.status === 400;
}

export const REASONS: readonly Reason[] = [
  {
    cause:
      'A 500 of MLflow is a defect that its client tries again for minutes: here it is 400 or 404, or there is nothing wrong with the call.',
    covers: 22,
    fits: ({ path, line, answer }) => path === 'status' && line.status === 500 && answer.status < 500,
  },
  {
    cause:
      'What MLflow leaves to its database comes back in the words of SQLite, and mostly as BAD_REQUEST. Of a key that is given twice the last value counts here, ' +
      'a run without an experiment is one of Default, a name that is taken is RESOURCE_ALREADY_EXISTS, and a param of a logged model may be logged again as it is.',
    covers: 5,
    fits: ({ path, line }) => path !== 'message' && line.status === 400 && DATABASE.test(messageOf(line)),
  },
  {
    cause: 'The same, where we refuse it as well: in a sentence of ours.',
    covers: 1,
    fits: ({ path, line }) => path === 'message' && DATABASE.test(messageOf(line)),
  },
  {
    cause:
      "A version tells its aliases and its logged model in every answer. MLflow's database forgets the logged model, and its aliases are told by some calls only.",
    covers: 246,
    fits: ({ path, theirs }) =>
      /(model_versions?|latest_versions)\.(\d+\.)?(aliases|model_id)$/.test(path) && theirs === undefined,
  },
  {
    cause: "A search tells the models that a run has read, as the run itself does; MLflow's leaves them out.",
    covers: 37,
    fits: ({ path, theirs }) => /^runs\.\d+\.inputs\.model_inputs$/.test(path) && theirs === undefined,
  },
  {
    cause: 'Operators are read in any case, in every search.',
    covers: 1,
    fits: ({ path, theirs, line, answer }) =>
      path === 'status' &&
      theirs === 400 &&
      answer.status === 200 &&
      /^Invalid comparator.*\b(like|in|not in)\b/.test(messageOf(line)),
  },
  {
    cause: 'Of a page token that is none it is said in other words what is wrong.',
    covers: 3,
    fits: (found) =>
      found.path === 'message' &&
      starts(found.ours, 'Invalid page token') &&
      /page.token|token/i.test(String(found.theirs)),
  },
  {
    cause: 'A page does not begin before the first result.',
    covers: 1,
    fits: ({ path, line, ours, answer }) =>
      path === 'status' &&
      line.status === 200 &&
      ours === 400 &&
      starts(messageOf(answer), 'Invalid page token, parsed value={"offset": -'),
  },
  {
    cause:
      'Of a filter or an order that is wrong in more than one way another fault is told first, and of what cannot be read another piece is shown.',
    covers: 13,
    fits: (found) => bothRefuse(found),
  },
  {
    cause: 'models:/clf/1 must never mean two things: a name that is taken again numbers on.',
    covers: 3,
    fits: ({ path, line }) => path.endsWith('version') && /"name":"again-/.test(sent(line)),
  },
  {
    cause:
      'The logged model is the one that the path names, whether the body names it too or not, or another.',
    covers: 8,
    fits: ({ path, line, answer }) =>
      (path === 'status' || path === 'message') &&
      / logged-models\/[^/]+(\/\w+)?$/.test(line.call) &&
      (/parameter 'model_id'|Logged model with ID/.test(messageOf(line)) ||
        /both 'model_id' and 'modelId'/.test(messageOf(answer))),
  },
  {
    cause: 'A logged model keeps its status when it is given one that is none.',
    covers: 2,
    fits: ({ path, line, answer }) =>
      path === 'status' &&
      line.status === 200 &&
      /^Unknown status of a logged model|for parameter 'status'/.test(messageOf(answer)),
  },
  {
    cause: 'A page holds one result or more, and 50,000 at most.',
    covers: 1,
    fits: ({ path, line, answer }) =>
      path === 'status' &&
      line.status === 200 &&
      /^Invalid value (-?\d+ )?for (parameter 'max_results' supplied\. It|max_results\. It)/.test(
        messageOf(answer),
      ),
  },
  {
    cause:
      "We never open what lies elsewhere, so no address is too dangerous for MLflow's servers to be told of.",
    covers: 2,
    fits: ({ line }) => / cannot use the '\w+' scheme/.test(messageOf(line)),
  },
  {
    cause: 'The description of a version that is not sent is an empty one, not none.',
    covers: 3,
    fits: ({ path, theirs, ours }) => path.endsWith('description') && theirs === undefined && ours === '',
  },
  {
    cause: 'A relative path is told as it was sent, and not below the folder that the server stands in.',
    covers: 1,
    fits: ({ path, theirs }) =>
      (path === 'message' && starts(theirs, "Invalid model version source: '{")) ||
      path.endsWith('artifact_location'),
  },
  {
    cause: 'The tag that makes a model a prompt does so when it says true.',
    covers: 3,
    fits: ({ path, theirs, ours }) =>
      path === 'message' && [theirs, ours].some((text) => starts(text, 'Tried to create a')),
  },
  {
    cause:
      'No tag of a registered model or version is lost in silence because it could not be read: it is not made, and cannot be deleted then.',
    covers: 2,
    fits: ({ line, answer }) =>
      /for parameter 'tags' supplied: Each must be/.test(messageOf(answer)) ||
      (line.call === 'DELETE registered-models/delete' && line.status === 200 && answer.status === 404),
  },
  {
    cause: 'A data set without a digest stands for all of its name; MLflow finds only those that have none.',
    covers: 1,
    fits: ({ path, line, theirs }) =>
      path === 'models' && theirs === undefined && /"dataset_name":"\w+"\}/.test(sent(line)),
  },
  {
    cause:
      'A logged model is found by its status, in either word for it; MLflow compares words with the number in its database.',
    covers: 2,
    fits: ({ path, line, theirs }) =>
      path === 'models' &&
      theirs === undefined &&
      /status (=|LIKE|ILIKE) '(LOGGED_MODEL_)?\w+'/.test(sent(line)),
  },
  {
    cause: "ILIKE knows the capital letters of every alphabet, as PostgreSQL's does; SQLite knows 26.",
    covers: 2,
    fits: ({ line, theirs, answer }) =>
      theirs === undefined && answer.status === 200 && /ILIKE '[^']*[^ -~]/.test(sent(line)),
  },
  {
    cause: 'A filter and an order name a key that there is, and a list is not empty.',
    covers: 2,
    fits: ({ path, line, answer }) =>
      path === 'status' &&
      line.status === 200 &&
      /clause\(s\) in filter string: '?\w+\.|order_by clause '\w+\.'|Invalid attribute key|a non-empty list/.test(
        messageOf(answer),
      ),
  },
  {
    cause: 'A key in double quotes is the key that stands between them, in every search.',
    covers: 1,
    fits: ({ path, line, theirs }) => path === 'models' && theirs === undefined && /\.\\"/.test(sent(line)),
  },
];
