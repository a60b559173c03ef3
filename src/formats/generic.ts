import type { ModelFormat } from '../core/manifest.js';

/** Any file or folder. It says nothing of itself; the user may name a flavor. */
export const generic: ModelFormat = {
  name: 'generic',
  detect: () => true,
  async read({ flavor }) {
    return {
      format: 'generic',
      flavors: flavor === null ? {} : Object.fromEntries([[flavor, {}]]),
      signature: null,
      dependencies: [],
      framework: null,
    };
  },
};
