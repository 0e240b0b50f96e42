import type { PlaceSettings } from '@confab/protocol';
import type { RateStore } from '../bus/rate-store.ts';
import type { Clock } from '../realtime/clock.ts';
import type { Storage } from '../storage/index.ts';
import { Newcomers } from './newcomers.ts';
import { SendOrder } from './send-order.ts';

interface Parts {
  storage: Storage;
  clock: Clock;
  rates: RateStore | null;
  settings: () => PlaceSettings;
  schedule: (task: () => void) => void;
  onError: (error: unknown) => void;
}

/** Resolves when it knows what holds. */
export async function createSendOrder({ settings, ...parts }: Parts): Promise<SendOrder> {
  // While nobody has said how people come in, whoever set the place up tries it out.
  const limits = (): PlaceSettings['newAccounts'] => (settings().decided ? settings().newAccounts : null);
  const newcomers = new Newcomers({ ...parts, limits });
  const order = new SendOrder({ storage: parts.storage, newcomers, now: parts.clock.wallNow });
  await order.read();
  return order;
}
