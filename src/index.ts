// Everything that the stubs in dist/ start. Nothing heavy is imported before it is known what runs.
export { runAction } from './actions/run-action.js';
export { runCli } from './cli/run-cli.js';
