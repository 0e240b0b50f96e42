import * as paths from '@confab/protocol/mail/paths';
import type { RestClient } from './rest.ts';

/** Mail of what I miss. Where `state.features` holds `mail`; what is sent says `mail` of my document `notifications`. */
export interface MailActions {
  /** Where it goes: null for an account without an address. Nothing is sent to one that is not confirmed. */
  address(): Promise<{ address: string | null; isConfirmed: boolean; asked?: string | undefined }>;
  /** Has a mail sent there that asks whether it is mine. Refused with `not-found` without an address or where the server sends no mail, `rate-limited` after three in an hour. */
  confirm(): Promise<void>;
  /**
   * Has a mail sent to that address, which is mine in the place of the one before once somebody follows the link in it (until then it is
   * `asked` above); null takes mine away at once. Where `state.features` holds `mail-address`. Refused with `invalid-request` for a wrong
   * password (`errors` names `currentPassword`), `rate-limited` after three addresses in an hour. Whether somebody else has it is not told.
   */
  changeAddress(address: string | null, currentPassword: string): Promise<void>;
}

/** Beside the client, for who needs it: most pages do without. */
export function createMailActions({ call }: Pick<RestClient, 'call'>): MailActions {
  return {
    address: () => call(paths.getMail),
    async confirm() {
      await call(paths.confirmAddress);
    },
    async changeAddress(address, currentPassword) {
      await call(paths.changeAddress, { body: { address, currentPassword } });
    },
  };
}
