import type { LateFeature } from '../../registry/web-feature.ts';
import { keepWorker } from './keep-worker.ts';

export const offline: LateFeature = { name: 'offline', start: keepWorker };
