import { isIP } from 'node:net';
import type { PlaceSettings } from '@confab/protocol';
import type { Config } from '../config/index.ts';

/** The settings of the place that the environment says. Who says there how people come in has decided it. */
export function twinsOf({
  registration: joining,
  registrationDomains: domains,
  placeName: name,
  place,
}: Config): Partial<PlaceSettings> {
  return {
    ...place,
    ...(name !== undefined && { name }),
    ...(joining !== undefined && { joining, decided: true }),
    ...(domains !== undefined && { domains: [...domains] }),
  };
}

/** Whether other machines reach it: then it matters who may come in. */
export function isReachable({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>): boolean {
  return publicUrl !== undefined || !isLoopback(host);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
