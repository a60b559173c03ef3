import type { ModelFormat } from '../core/manifest.js';
import { generic } from './generic.js';
import { mlmodel } from './mlmodel.js';

/** The first that detects a model reads it; `generic` takes what no other does. */
export const FORMATS: readonly ModelFormat[] = [mlmodel, generic];
