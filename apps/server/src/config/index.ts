export type { Config } from './config.ts';
export { findUndone } from './as-written.ts';
export { loadConfig, loadPlaces } from './load-config.ts';
