import { createAudit } from '../audit/index.ts';
import type { Storage } from '../storage/index.ts';
import { openExisting, parsePlace } from './place.ts';
import { UsageError } from './usage.ts';

export interface UserSessionsOptions {
  place: string;
  username: string;
  /** Ends all of them. */
  end: boolean;
  say: (line: string) => void;
}

/** `confab user sessions`: where somebody is logged in, and with `--end` nowhere any more. */
export async function userSessionsCommand({ place, username, end, say }: UserSessionsOptions): Promise<void> {
  const storage = await openExisting(parsePlace(place));
  try {
    const user = await storage.db
      .selectFrom('users')
      .select(['id', 'display_username'])
      .where('username', '=', username.replace(/^@/, '').toLowerCase())
      .executeTakeFirst();
    if (!user) throw new UsageError(`There is nobody called @${username.replace(/^@/, '')} here.`);
    const name = `@${user.display_username}`;
    const sessions = await listOf(storage, user.id);
    for (const { created_at: from, updated_at: used, user_agent: device } of sessions) {
      say(`${day(used)}  since ${day(from)}  ${plain(device ?? '') || 'unknown device'}`);
    }
    if (!end)
      return say(`${name} is logged in ${count(sessions.length)}${sessions.length === 0 ? '' : ' (last use first)'}.`);
    await storage.db.deleteFrom('sessions').where('user_id', '=', user.id).execute();
    const target = { kind: 'person', id: user.id };
    const deed = { action: 'person.logged-out', target, details: { sessions: sessions.length } } as const;
    await createAudit({ storage, now: Date.now }).note(deed, { userId: null });
    say(`${name} was logged in ${count(sessions.length)}, and is nowhere any more.`);
  } finally {
    await storage.close();
  }
}

async function listOf({ db }: Storage, userId: string) {
  return await db
    .selectFrom('sessions')
    .select(['created_at', 'updated_at', 'user_agent'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', new Date())
    .orderBy('updated_at', 'desc')
    .execute();
}

function count(sessions: number): string {
  return sessions === 0 ? 'nowhere' : sessions === 1 ? 'once' : `${sessions} times`;
}

function day(at: string | Date): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

/** A client says what it likes: nothing of it moves the cursor of a terminal (A19). */
function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').slice(0, 120);
}
