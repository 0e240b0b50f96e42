import { randomBytes } from 'node:crypto';
import { createAudit } from '../audit/index.ts';
import type { Config } from '../config/index.ts';
import { hashToken, invitationDb, makeToken, readSettings } from '../place/index.ts';
import { addressUnknown, openOrMake, parsePlace } from './place.ts';
import { UsageError } from './usage.ts';
import { parseRole } from './user.ts';

export interface InviteOptions {
  place: string;
  role: string | undefined;
  uses: string | undefined;
  days: string | undefined;
  /** What the environment says: where people open it (undefined: they know), and who may join (undefined: as the place keeps it). */
  config: Pick<Config, 'publicUrl' | 'registration'>;
  say: (line: string) => void;
}

const dayMs = 86_400_000;

/** `confab invite`: a link, by whoever runs the server. Also an owner's, for a place that nobody is in. */
export async function inviteCommand({ place, say, config, ...wanted }: InviteOptions): Promise<void> {
  const role = parseRole(wanted.role ?? 'member');
  const [uses, days] = [wholeNumber('uses', wanted.uses ?? '1'), wholeNumber('days', wanted.days ?? '7')];
  const token = makeToken();
  const [id, at] = [`i${randomBytes(15).toString('base64url')}`, Date.now()];
  const storage = await openOrMake(parsePlace(place));
  try {
    if ((config.registration ?? (await readSettings(storage)).joining) === 'closed') {
      throw new UsageError('Nobody may join this place, by a link neither. Make an account: confab user create.');
    }
    const row = { id, token_hash: hashToken(token), role, chat_id: '', made_by: '', made_at: at };
    const bounds = { expires_at: at + days * dayMs, uses_max: uses, uses: 0, revoked_at: 0 };
    await invitationDb(storage.db)
      .insertInto('invitations')
      .values({ ...row, ...bounds })
      .execute();
    const deed = {
      action: 'invitation.made',
      target: { kind: 'invitation', id },
      details: { role, uses, days },
    } as const;
    await createAudit({ storage, now: Date.now }).note(deed, { userId: null });
  } finally {
    await storage.close();
  }
  say(
    `For ${uses === 1 ? 'one person' : `${uses} people`}, as ${role}, for ${days === 1 ? 'a day' : `${days} days`}. Shown only now:`,
  );
  say(`${config.publicUrl ?? addressUnknown}/join#${token}`);
}

function wholeNumber(option: string, text: string): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (value >= 1) return value;
  throw new UsageError(`--${option} is a number from 1 to 9999.`);
}
