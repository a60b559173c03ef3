import { githubArtifactStore } from './github-artifact-store.js';
import { localStore } from './local-store.js';

/** Every kind of store, by the `type` that records name it with. */
export const STORES = { 'github-artifact': githubArtifactStore, local: localStore } as const;
