import type { MailSettings } from './mail-settings.ts';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for the same letter, so that one that is sent twice is known as one. */
  messageId: string;
  /** Where one says without logging in that one wants no more. */
  unsubscribeUrl?: string;
}

/** The server took it, or will take it never: then the letter is at fault, or where it is to go. */
export type Posted = 'sent' | 'refused';

const timeouts: Record<'connectionTimeout' | 'greetingTimeout' | 'socketTimeout' | 'dnsTimeout', number> = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  dnsTimeout: 10_000,
};

/** Hands letters to the mail server. What it needs is loaded with the first one. */
export class PostOffice {
  readonly #settings: MailSettings;
  readonly #timeouts: typeof timeouts;
  #counts = { sent: 0, refused: 0, failed: 0 };

  /** `patience`: other times than ours are for tests. */
  constructor(settings: MailSettings, patience: Partial<typeof timeouts> = {}) {
    this.#settings = settings;
    this.#timeouts = { ...timeouts, ...patience };
  }

  get counts(): Readonly<Record<Posted | 'failed', number>> {
    return this.#counts;
  }

  /** Rejects where it may work another time: the server can't be reached, is busy, or does not take the name and password. */
  async post({ unsubscribeUrl, ...letter }: Letter, signal?: AbortSignal): Promise<Posted> {
    const { createTransport } = await import('nodemailer');
    signal?.throwIfAborted();
    const transport = createTransport({
      url: this.#settings.smtpUrl,
      ...this.#timeouts,
      ...securityOf(this.#settings.smtpUrl),
    });
    const close = (): void => transport.close();
    signal?.addEventListener('abort', close, { once: true });
    try {
      await transport.sendMail({
        ...letter,
        from: this.#settings.from,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(unsubscribeUrl !== undefined && {
            'List-Unsubscribe': `<${unsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      this.#counts.sent += 1;
      return 'sent';
    } catch (error) {
      if (isForGood(error)) {
        this.#counts.refused += 1;
        return 'refused';
      }
      this.#counts.failed += 1;
      throw withoutAddresses(error);
    } finally {
      signal?.removeEventListener('abort', close);
      transport.close();
    }
  }
}

/** Rejects where it does not take the name and the password, or does not answer. Nothing is sent. */
export async function verifyMailServer({ smtpUrl }: MailSettings): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({ url: smtpUrl, ...timeouts, ...securityOf(smtpUrl) });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

/** Name and password go over no open line, unless that stays on this machine or the URL says what is to be. */
export function securityOf(smtpUrl: string): { requireTLS?: true } {
  const { protocol, username, hostname, searchParams } = new URL(smtpUrl);
  const saysSo = searchParams.has('ignoreTLS') || searchParams.has('requireTLS');
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === 'smtp:' && username !== '' && !saysSo && !isHere ? { requireTLS: true } : {};
}

/** What went wrong, for the log: mail servers repeat whom a letter is for, and that stands in no log (A8). */
function withoutAddresses(error: unknown): Error {
  const { message = String(error), code } = error as Partial<NodeJS.ErrnoException>;
  const words = message.replaceAll(/[^\s<>"]+@[^\s<>"]+/g, '[address]');
  return Object.assign(new Error(`The mail was not handed over: ${words}`), code !== undefined && { code });
}

/** A 5xx to the letter or its addresses. To a log-in it is the operator's matter, and is tried again. */
function isForGood(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, responseCode } = error as Error & { code?: string; responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode >= 500;
}
