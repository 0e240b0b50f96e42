import {
  type ChatSettings,
  type ChatState,
  chatsByRecency,
  chatTitle,
  type ClientState,
  documentsOf,
} from '@confab/client';
import { useMemo } from 'react';
import { perLocale } from '../../lib/locale.ts';
import { useNow } from '../../lib/use-now.ts';
import { useClientState } from '../../session/client.ts';
import { selectList } from '../../session/select-list.ts';
import { arrange, isHeading } from './arrange.ts';
import { sidebarSettings } from './settings.ts';
import { type ListView, readView, useListView } from './view.ts';

const none: ChatSettings = {};
const collator = perLocale((locale) => new Intl.Collator(locale, { numeric: true }));

type Asked = { openChatId: string | null; view: ListView; now: number };

/** The rows of the list. A draft that grows is no reason to look at all chats again. */
function selectRows({ openChatId, view, now }: Asked): (state: ClientState) => readonly string[] {
  const settings = selectList(
    ({ documents }) => [documents],
    (state) => documentsOf(state, 'chat').flatMap<unknown>(({ id, value }) => [id, value]),
  );
  return selectList(
    (state) => {
      const sidebar = sidebarSettings(state);
      return [state.chats, settings(state), sidebar, sidebar.sort === 'name' ? state.users : null];
    },
    (state) => {
      const byId = new Map(documentsOf(state, 'chat').map(({ id, value }) => [id, value]));
      const titles = new Map<string, string>();
      const titleOf = (chat: ChatState): string => {
        const title = titles.get(chat.id) ?? chatTitle(state, chat);
        titles.set(chat.id, title);
        return title;
      };
      return arrange({
        chats: chatsByRecency(state.chats),
        settingsOf: (chatId) => byId.get(chatId) ?? none,
        sidebar: sidebarSettings(state),
        byName: (one, other) => collator().compare(titleOf(one), titleOf(other)),
        openChatId,
        ...view,
        now,
      });
    },
  );
}

export function useListRows(openChatId: string | null): readonly string[] {
  const view = useListView();
  const now = useNow().getTime();
  return useClientState(useMemo(() => selectRows({ openChatId, view, now }), [openChatId, view, now]));
}

/** The chats as they stand in the list now. */
export function listedChats(state: ClientState, openChatId: string | null): string[] {
  const rows = selectRows({ openChatId, view: readView(), now: Date.now() })(state);
  return rows.filter((row) => !isHeading(row));
}
