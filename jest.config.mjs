/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Real git, real servers: seconds are lost to a busy machine and say nothing of the code.
  testTimeout: 30_000,
  testSequencer: './scripts/test-order.mjs',
  // These tests start processes by the thousand, and to fork takes the longer the more memory a worker has. Each test file leaves
  // some 4 MB behind that nothing frees, and a new worker takes half a second.
  workerIdleMemoryLimit: '64MB',
  // Not in the temporary folder, which is another in each run of `npm test`.
  cacheDirectory: '<rootDir>/.cache/jest',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  testMatch: ['**/__tests__/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/build/'],
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/', '<rootDir>/.cache/'],
};
