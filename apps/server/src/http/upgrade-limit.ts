import type { IncomingMessage } from 'node:http';
import { normalizeIP } from '@fastify/rate-limit';
import type { Config } from '../config/index.ts';
import { TokenBucket } from '../realtime/token-bucket.ts';
import { createAddressReader } from './client-address.ts';

const addressesRemembered = 20_000;
/** A school's worth of people may come back at once through one address; then as many again in some seconds. */
const rate = { burst: 1_000, perSecond: 50 };

/** Whether this address may open another socket now. */
export function createUpgradeLimit(config: Config, monotonicNow: () => number): (request: IncomingMessage) => boolean {
  if (!config.rateLimits) return () => true;
  const readAddress = createAddressReader(config.trustedProxies);
  const buckets = new Map<string, TokenBucket>();
  return (request) => {
    const address = normalizeIP(readAddress(request), 64);
    const bucket = buckets.get(address) ?? new TokenBucket(rate, monotonicNow());
    // The one that asked last stands last: what is forgotten is what was quiet for longest.
    buckets.delete(address);
    buckets.set(address, bucket);
    if (buckets.size > addressesRemembered) forgetOldest(buckets);
    return bucket.take(monotonicNow()) === 0;
  };
}

function forgetOldest(buckets: Map<string, TokenBucket>): void {
  const oldest = buckets.keys().next();
  if (!oldest.done) buckets.delete(oldest.value);
}
