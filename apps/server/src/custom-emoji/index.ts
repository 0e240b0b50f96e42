import { customEmojiOperations } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';
import type { Feature } from '../feature.ts';
import { FileAnswer, implement } from '../http/index.ts';
import type { Connection } from '../realtime/connection.ts';
import { textFrame } from '../realtime/frame.ts';
import type { Hub } from '../realtime/hub.ts';
import type { Storage } from '../storage/storage.ts';
import { addEmoji, type ChangeEmojiContext, removeEmoji, renameEmoji } from './change-emoji.ts';
import { customEmojiChanged } from './custom-emoji-changed.ts';
import { listEmoji, readEmojiImage } from './read-emoji.ts';

export type CustomEmojiContext = ChangeEmojiContext & {
  storage: Storage;
  hub: Pick<Hub, 'connections'>;
  accounts: Pick<Accounts, 'whoIsKnown'>;
};

/** Pictures with names, of the whole place: whoever has an account adds and uses them. */
export function customEmoji(context: CustomEmojiContext): Feature {
  const { storage, hub, accounts } = context;
  const frame = textFrame(JSON.stringify({ type: 'custom-emoji' }));
  const tell = (connections: Iterable<Connection>): void => {
    for (const connection of connections) {
      if (connection.endpoint === 'unified') connection.sendEphemeral(frame);
    }
  };

  return {
    name: 'custom-emoji',
    offers: ['custom-emoji', 'emoji-renames'],
    routes: [
      implement(customEmojiOperations.listEmoji, async ({ caller: { userId } }) => {
        const emoji = await listEmoji(storage);
        const known = await accounts.whoIsKnown({ userId }, [...new Set(emoji.map((one) => one.by))]);
        return { emoji: emoji.map(({ by, ...one }) => (known.has(by) ? { ...one, by } : one)) };
      }),

      implement(customEmojiOperations.addEmoji, ({ caller: { userId }, params: { name }, body: { image } }) =>
        addEmoji(context, { name, image, userId }),
      ),

      implement(customEmojiOperations.renameEmoji, ({ caller: { userId }, params: { name }, body }) =>
        renameEmoji(context, { name, to: body.name, userId }),
      ),

      implement(customEmojiOperations.removeEmoji, ({ caller: { userId }, params: { name } }) =>
        removeEmoji(context, { name, userId }),
      ),

      implement(customEmojiOperations.getEmojiImage, async ({ params: { image_id } }) => {
        const { type, bytes } = await readEmojiImage(storage, image_id);
        return new FileAnswer(bytes, type);
      }),
    ],
    hears: { nodes: [customEmojiChanged.on(() => tell(hub.connections))] },
    reactions: {
      // What was dropped meanwhile may have been this.
      recovered: (connection) => tell([connection]),
      eventsLost: () => tell(hub.connections),
    },
  };
}
