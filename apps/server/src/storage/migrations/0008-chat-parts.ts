import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** A chat has parts as a message has: what features keep of it, as JSON. Nodes of the version before leave them alone. */
export const chatParts: Migration = {
  name: '0008-chat-parts',
  async up(db) {
    await sql`alter table chats add column parts text`.execute(db);
  },
};
