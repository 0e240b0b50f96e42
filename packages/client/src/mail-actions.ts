import * as paths from '@confab/protocol/mail/paths';
import type { RestClient } from './rest.ts';

/** Mail of what I miss. Where `state.features` holds `mail`; what is sent says `mail` of my document `notifications`. */
export interface MailActions {
  /** Where it goes: null for an account without an address. Nothing is sent to one that is not confirmed. */
  address(): Promise<{ address: string | null; isConfirmed: boolean }>;
  /** Has a mail sent there that asks whether it is mine. Refused with `not-found` without an address or where the server sends no mail, `rate-limited` after three in an hour. */
  confirm(): Promise<void>;
}

/** Beside the client, for who needs it: most pages do without. */
export function createMailActions({ call }: Pick<RestClient, 'call'>): MailActions {
  return {
    address: () => call(paths.getMail),
    async confirm() {
      await call(paths.confirmAddress);
    },
  };
}
