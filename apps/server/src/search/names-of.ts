import { savedDocument } from '@confab/protocol';
import { foldText } from '@confab/text/search';
import { readDocumentsOfKind } from '../personal/index.ts';
import { messageId, type Storage } from '../storage/index.ts';

/** What the filters of a search name, as the person who asks sees it. Of one search: what was read for one filter is not read for the next (A43). */
export interface NamesOf {
  /** The id of an account; null: there is none of this name that was let in. */
  personNamed(name: string): Promise<string | null>;
  /** Ids of chats of the person's own. */
  chatsNamed(name: string): Promise<string[]>;
  /** Ids of messages that they saved. */
  savedIds(): Promise<ReadonlySet<string>>;
}

export function namesOf({ db }: Pick<Storage, 'db'>, callerId: string): NamesOf {
  let chats: Promise<FoldedChat[]> | null = null;
  let savedIds: Promise<ReadonlySet<string>> | null = null;

  async function personNamed(name: string): Promise<string | null> {
    const wanted = name.replace(/^@/, '');
    if (wanted.toLowerCase() === 'me') return callerId;
    const rows = await db
      .selectFrom('users')
      .select(['id', 'username'])
      .where((where) => where.or([where('username', '=', wanted.toLowerCase()), where('id', '=', wanted)]))
      // Nobody hears of whoever was not let in.
      .where('waiting_since', 'is', null)
      .execute();
    // A name is what people see: it comes before an id that is written alike.
    return (rows.find(({ username }) => username === wanted.toLowerCase()) ?? rows[0])?.id ?? null;
  }

  async function directWith(name: string): Promise<string[]> {
    const userId = await personNamed(name);
    if (userId === null) return [];
    const rows = await db
      .selectFrom('chats')
      .innerJoin('members as me', 'me.chat_id', 'chats.id')
      .innerJoin('members as other', 'other.chat_id', 'chats.id')
      .select('chats.id')
      .where('chats.kind', '=', 'direct')
      .where('me.user_id', '=', callerId)
      .where('other.user_id', '=', userId)
      .execute();
    return rows.map(({ id }) => id);
  }

  async function readChats(): Promise<FoldedChat[]> {
    const rows = await db
      .selectFrom('members')
      .innerJoin('chats', 'chats.id', 'members.chat_id')
      .select(['chats.id', 'chats.name'])
      .where('members.user_id', '=', callerId)
      .where('chats.kind', '<>', 'thread')
      .execute();
    return rows.map(({ id, name }) => ({ id, folded: foldText(name ?? '').text }));
  }

  async function readSaved(): Promise<ReadonlySet<string>> {
    const documents = await readDocumentsOfKind(db, callerId, savedDocument.kind);
    const places = documents.flatMap(({ value }) => savedDocument.value.safeParse(value).data ?? []);
    return new Set(places.map(({ chatId, seq }) => messageId(chatId, seq)));
  }

  return {
    personNamed,
    async chatsNamed(name) {
      if (name.startsWith('@')) return await directWith(name);
      const mine = await (chats ??= readChats());
      if (mine.some(({ id }) => id === name)) return [name];
      const wanted = foldText(name).text;
      const exact = mine.filter(({ folded }) => folded === wanted);
      return (exact.length > 0 ? exact : mine.filter(({ folded }) => folded.includes(wanted))).map(({ id }) => id);
    },
    savedIds: () => (savedIds ??= readSaved()),
  };
}

interface FoldedChat {
  id: string;
  folded: string;
}
