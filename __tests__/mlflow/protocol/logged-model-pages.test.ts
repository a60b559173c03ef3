import { Server } from './server.js';

const CALL = 'POST logged-models/search';

let server: Server;
let experiments: string[];

beforeEach(() => {
  server = new Server();
  experiments = ['one', 'other'].map(
    (name) => server.call('POST experiments/create', { name }).experiment_id,
  );
  for (const name of ['a', 'b', 'c'])
    server.call('POST logged-models', { experiment_id: experiments[0], name });
});

function page(raw: object) {
  return server.call(CALL, { experiment_ids: experiments.slice(0, 1), max_results: 2, ...raw });
}

const names = (found: { models: { info: { name: string } }[] }) => found.models.map(({ info }) => info.name);

test('a token leads to the next page of the same search, of whatever size', () => {
  const first = page({});
  expect(names(first)).toEqual(['c', 'b']);
  const last = page({ page_token: first.next_page_token, max_results: 100 });
  expect(names(last)).toEqual(['a']);
  expect(last).not.toHaveProperty('next_page_token');
});

test.each([
  ['experiment_ids', 'Experiment IDs in the page token do not match'],
  ['order_by', 'Order by in the page token does not match'],
  ['filter', 'Filter string in the page token does not match'],
])('a token of another search is refused: %s', (field, begin) => {
  const { next_page_token: page_token } = page({});
  const others = {
    experiment_ids: experiments.slice(1),
    order_by: [{ field_name: 'name' }],
    filter: "name != 'ü'",
  };
  const raw = {
    ...{ experiment_ids: experiments.slice(0, 1), max_results: 2, page_token },
    [field]: others[field as keyof typeof others],
  };
  const { code, message } = server.refusal(CALL, raw);
  expect([code, message.slice(0, begin.length)]).toEqual(['INVALID_PARAMETER_VALUE', begin]);
});

test('what is no token is refused', () => {
  const raw = { experiment_ids: experiments, page_token: '???' };
  expect(server.refusal(CALL, raw).message).toMatch(/^Invalid page token/);
});
