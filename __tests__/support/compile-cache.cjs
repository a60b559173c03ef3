// Loaded before an action or the command line: what Node 24 has compiled of dist is kept, which is a fifth of each start. As an
// argument, since a variable would be one more in the records of runs.
const { join } = require('node:path');

require('node:module').enableCompileCache?.(join(__dirname, '../../.cache/compile'));
