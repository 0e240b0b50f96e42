import type { RateStore } from '../bus/rate-store.ts';
import type { LogWriter } from '../log/log-writer.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import type { PushSettings } from './push-settings.ts';

export interface PushContext {
  storage: Storage;
  writer: LogWriter;
  clock: Clock;
  /** Where limits are counted that all nodes share; null: there are none. */
  rates: RateStore | null;
  pushSettings: PushSettings;
  onError: (error: unknown) => void;
}
