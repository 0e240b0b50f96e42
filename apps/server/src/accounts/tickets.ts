import { createHash, randomBytes } from 'node:crypto';
import type { Storage } from '../storage/storage.ts';

export interface Tickets {
  issue(sessionId: string): Promise<{ ticket: string; expiresAt: string }>;
  /** The session that it stands for, once. */
  redeem(ticket: string): Promise<string | null>;
}

const lifeMs = 30_000;

/** Tickets for sockets whose client can set neither cookie nor header. Only a hash is stored: reading it opens nothing. */
export function createTickets({ db }: Storage, now: () => number): Tickets {
  return {
    async issue(sessionId) {
      const ticket = randomBytes(24).toString('base64url');
      const expiresAt = now() + lifeMs;
      const row = { ticket_hash: hashOf(ticket), session_id: sessionId, expires_at: expiresAt };
      await db.insertInto('ws_tickets').values(row).execute();
      return { ticket, expiresAt: new Date(expiresAt).toISOString() };
    },
    async redeem(ticket) {
      // Deleting is what makes it single use: of two that come together, one gets the row.
      const row = await db
        .deleteFrom('ws_tickets')
        .where('ticket_hash', '=', hashOf(ticket))
        .returning(['session_id', 'expires_at'])
        .executeTakeFirst();
      return row && row.expires_at > now() ? row.session_id : null;
    },
  };
}

function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('base64url');
}
