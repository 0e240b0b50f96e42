import { lookup as lookUp, promises as dns } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-addresses.ts';

/** The name stands for nothing that this server sends to. */
export class AddressError extends Error {
  readonly code = 'ERR_ADDRESS';
}

const resolver = new dns.Resolver({ timeout: 2_000, tries: 2 });

/**
 * For `net.connect`: the addresses that it then connects to are those that were looked at here, whatever the name stands for a moment
 * later. Asks the name servers itself: a name that takes long holds none of the threads that files and passwords wait for.
 */
export const lookUpPublic: LookupFunction = (name, { all }, answer) => {
  findPublic(name)
    .then((found) => {
      const [first] = found;
      if (!first) throw new AddressError(`${name} is at no public address.`);
      return all ? answer(null, found) : answer(null, first.address, first.family);
    })
    .catch((error: unknown) => answer(asError(error), ''));
};

/** As the system knows it, whatever the address: where private ones are allowed. */
export const lookUpAny: LookupFunction = (name, options, answer) => lookUp(name, options, answer);

async function findPublic(name: string): Promise<{ address: string; family: 4 | 6 }[]> {
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  if (four.status === 'rejected' && six.status === 'rejected') throw asError(four.reason);
  const addresses = [four, six].flatMap((found) => (found.status === 'fulfilled' ? found.value : []));
  return addresses
    .filter((address) => isPublicAddress(address))
    .map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
