import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { Config } from '../../config/index.ts';

/** What passkeys are bound to: a name, and the origins whose pages may ask for them. */
export interface RelyingParty {
  id: string;
  origins: string[];
}

/**
 * That of `PUBLIC_URL`; without it, that of the address that was asked for. Whoever sends another one finds no passkey of this one: the
 * device binds each to a name, and tells the page's origin. Null where the address is no name: browsers have none for it.
 */
export function relyingPartyOf(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  { host }: Pick<IncomingHttpHeaders, 'host'>,
): RelyingParty | null {
  const addresses = publicUrl === undefined ? [`https://${host}`, `http://${host}`] : [publicUrl];
  const urls = addresses.map((address) => URL.parse(address)).filter((url) => url !== null);
  const id = urls[0]?.hostname ?? '';
  if (host === undefined || id === '' || id.startsWith('[') || isIP(id) !== 0) return null;
  return { id, origins: urls.map(({ origin }) => origin) };
}
