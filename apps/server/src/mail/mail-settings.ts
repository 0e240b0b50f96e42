import type { Config } from '../config/index.ts';

/** How this place sends mail. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with the name and the password. */
  smtpUrl: string;
  from: string;
  /** Where links lead: an origin. */
  publicUrl: string;
}

/** Null: it sends none. */
export function mailSettingsOf({
  smtpUrl,
  mailFrom,
  publicUrl,
}: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl'>): MailSettings | null {
  // Settings that lack one of them are refused at the start.
  if (smtpUrl === undefined || mailFrom === undefined || publicUrl === undefined) return null;
  return { smtpUrl, from: mailFrom, publicUrl };
}
