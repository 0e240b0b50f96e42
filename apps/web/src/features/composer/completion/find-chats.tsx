import { chatTitle, chatsByRecency, directPeer } from '@confab/client';
import { chatPath } from '../../../lib/addresses.ts';
import { foldText } from '../../../lib/fold-text.ts';
import { membersText } from '../../../lib/members-text.ts';
import type { CompletionItem, CompletionPlace } from '../../../registry/completion.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { linkTo } from '../editing/make-link.ts';

/** The groups that I see and whose name holds the letters, last spoken in first; in the text each is a link. */
export function findChats(query: string, { client, chatId }: CompletionPlace): Promise<CompletionItem[]> {
  const state = client.getState();
  const sought = foldText(query);
  const found = chatsByRecency(state.chats)
    // What somebody says to one person is nobody's address.
    .filter((chat) => chat.id !== chatId && directPeer(state, chat) === null)
    .map((chat) => ({ chat, name: chatTitle(state, chat) }))
    .filter(({ name }) => name !== '' && foldText(name).replaceAll(/\s/gu, '').includes(sought))
    .map(({ chat: { id, members }, name }): CompletionItem => {
      const url = new URL(chatPath(id), window.location.origin).href;
      return {
        key: id,
        name,
        note: membersText(members.length),
        Picture: () => <Avatar id={id} name={name} size="xs" on="raised" />,
        insert: `${linkTo(`#${name}`, url)} `,
      };
    });
  return Promise.resolve(found);
}
