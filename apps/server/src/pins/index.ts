import { type Message, pinOperations } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { Feature } from '../feature.ts';
import { type Caller, implement } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import { requirePlace } from '../messages/index.ts';
import type { PersonTurns } from '../realtime/person-turns.ts';
import { toMessage } from '../storage/message-row.ts';
import type { Storage } from '../storage/storage.ts';
import { pinRule, setPinningRule, unpinRule } from './pin-rules.ts';

export interface PinContext {
  storage: Storage;
  accounts: Accounts;
  access: ChatAccess;
  writer: LogWriter;
  histories: PersonTurns;
  stampNow: () => number;
}

interface Params {
  chat_id: string;
  message_id: string;
}

/** Messages that a chat keeps at hand, for all of its members. */
export function pins(context: PinContext): Feature {
  const { storage, access, writer, histories, stampNow } = context;
  const placeOf = ({ userId }: Caller, { chat_id, message_id }: Params) =>
    requirePlace(access, { chatId: chat_id, messageId: message_id, callerId: userId });
  /** What the log says in English, and when. */
  const told = async (userId: string, does: string): Promise<{ content: string; at: number }> => {
    const actor = (await context.accounts.users([userId])).get(userId);
    return { content: `${actor?.displayName ?? 'Somebody'} ${does}`, at: stampNow() };
  };

  return {
    name: 'pins',
    offers: ['pins'],
    routes: [
      implement(pinOperations.pinMessage, async ({ caller, params }) => {
        const place = await placeOf(caller, params);
        return await submit(writer, pinRule.command({ ...place, ...(await told(caller.userId, 'pinned a message')) }));
      }),

      implement(pinOperations.unpinMessage, async ({ caller, params }) =>
        submit(writer, unpinRule.command(await placeOf(caller, params))),
      ),

      implement(pinOperations.listPins, ({ caller: { userId }, params: { chat_id: chatId } }) =>
        histories.run(userId, async () => {
          await access.requireMember(chatId, userId);
          return { messages: await pinnedMessages(storage, chatId) };
        }),
      ),

      implement(pinOperations.setPinning, async ({ caller: { userId: actorId }, params, body: { pinning } }) => {
        const chatId = params.chat_id;
        await access.requireMember(chatId, actorId);
        const does = `allowed ${pinning === 'everyone' ? 'members' : 'only owners and admins'} to pin messages`;
        const setting = { chatId, actorId, pinning, ...(await told(actorId, does)) };
        await submit(writer, setPinningRule.command(setting));
      }),
    ],
  };
}

/** The last pinned first. Nodes of the version before delete messages and leave their pins. */
async function pinnedMessages({ db }: Storage, chatId: string): Promise<Message[]> {
  const rows = await db
    .$extendTables<{ pins: { chat_id: string; seq: number; rev: number } }>()
    .selectFrom('pins')
    .innerJoin('messages', (join) =>
      join.onRef('messages.chat_id', '=', 'pins.chat_id').onRef('messages.seq', '=', 'pins.seq'),
    )
    .where('pins.chat_id', '=', chatId)
    .where('messages.deleted_at', 'is', null)
    .selectAll('messages')
    .orderBy('pins.rev', 'desc')
    .execute();
  return rows.map(toMessage);
}
