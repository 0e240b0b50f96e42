import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Which devices have logged in to which accounts, in a cookie that the device keeps: for each account a number that is
 * drawn once and a code that only we can make for it. Nothing is stored here. As OWASP's "device cookies" has it:
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export interface KnownDevices {
  /** The device's number for this account, null if it is new to it. Takes as long for an account that does not exist. */
  find(cookie: string | null, userId: string | undefined): string | null;
  /** The cookie for a device that has logged in now. */
  remember(cookie: string | null, userId: string): string;
}

/** Accounts that share a browser. */
const entriesMax = 4;
const nonceBytes = 16;
const entryPattern = /^[\w-]{22}[\w-]{43}$/;
const nonceLength = 22;

export function createKnownDevices(secret: string): KnownDevices {
  const key = createHmac('sha256', secret).update('confab known devices').digest();
  const codeFor = (userId: string, nonce: string): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([userId, nonce]))
      .digest();
  const isOf = (userId: string, entry: string): boolean =>
    timingSafeEqual(
      codeFor(userId, entry.slice(0, nonceLength)),
      Buffer.from(entry.slice(nonceLength), 'base64url').subarray(0, 32),
    );
  return {
    find(cookie, userId) {
      const own = entriesOf(cookie).filter((entry) => isOf(userId ?? '', entry))[0];
      return own === undefined || userId === undefined ? null : own.slice(0, nonceLength);
    },
    remember(cookie, userId) {
      const entries = entriesOf(cookie);
      const own = entries.find((entry) => isOf(userId, entry)) ?? makeEntry((nonce) => codeFor(userId, nonce));
      return [own, ...entries.filter((entry) => entry !== own)].slice(0, entriesMax).join('.');
    },
  };
}

function entriesOf(cookie: string | null): string[] {
  if (cookie === null || cookie.length > 1_000) return [];
  return [...new Set(cookie.split('.'))].filter((entry) => entryPattern.test(entry)).slice(0, entriesMax);
}

function makeEntry(codeFor: (nonce: string) => Buffer): string {
  const nonce = randomBytes(nonceBytes).toString('base64url');
  return nonce + codeFor(nonce).toString('base64url');
}
