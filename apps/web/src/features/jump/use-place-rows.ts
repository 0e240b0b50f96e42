import type { ClientState, ConfabClient } from '@confab/client';
import { ChevronRight, Keyboard, LogOut, MessageSquarePlus, Moon, Search, SmilePlus, Sun } from 'lucide-react';
import { useMemo } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { shownTheme } from '../../lib/theme.ts';
import { isTouchScreen } from '../../lib/touch.ts';
import { t } from '../../lib/words.ts';
import { useOverlays } from '../../registry/overlays.ts';
import { useLateRegistry, useRegistry, type LateRegistry, type Registry } from '../../registry/registry.ts';
import { useClient, useClientState, useMyId } from '../../session/client.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { useLogOut } from '../../session/use-log-out.ts';
import { adminPath, mayIn } from '../admin/index.ts';
import { keysOverlay } from '../keys/index.ts';
import { newChatOverlay } from '../new-chat/index.ts';
import { statusOverlay } from '../person/index.ts';
import { canSearch, searchPath } from '../search/index.ts';
import type { Row } from './rows.ts';

/** Pages of the app, parts of the settings and commands: what one's own menu leads to, and more. */
export function usePlaceRows(): readonly Row[] {
  const client = useClient();
  const early = useRegistry();
  const late = useLateRegistry();
  const may = useOwnAccount()?.may;
  const commands = useCommandRows();
  return useMemo(() => {
    const state = client.getState();
    const known = new Set(commands.map(({ name }) => name));
    // Logging out is a command, and a part of the settings that says no more.
    const pages = pageRows({ early, late, state, may: may ?? [] }).filter(({ name }) => !known.has(name));
    return [...(canSearch(state) ? [searchRow('')] : []), ...commands, ...pages];
  }, [client, early, late, may, commands]);
}

function useCommandRows(): readonly Row[] {
  const client = useClient();
  const overlays = useOverlays();
  const logOut = useLogOut();
  const myId = useMyId();
  const hasStatus = useClientState(({ features }) => features.includes('profiles'));
  const hasNotes = useClientState(({ features }) => features.includes('notes-to-self'));
  return useMemo(
    () => [
      command('new-chat', t`New chat`, MessageSquarePlus, () => overlays.open(newChatOverlay)),
      ...(hasNotes ? [notesRow(myId)] : []),
      ...(hasStatus
        ? [
            foundBy(
              t`status`,
              command('status', t`Set a status`, SmilePlus, () => overlays.open(statusOverlay)),
            ),
          ]
        : []),
      themeRow(client),
      ...(isTouchScreen()
        ? []
        : [
            foundBy(
              t`shortcuts keys`,
              command('keys', t`Keyboard shortcuts`, Keyboard, () => overlays.open(keysOverlay)),
            ),
          ]),
      drastic(command('log-out', t`Log out`, LogOut, logOut)),
    ],
    [client, overlays, logOut, myId, hasStatus, hasNotes],
  );
}

/** The page of all that is found for these words. */
export function searchRow(query: string): Row {
  return {
    ...pageRow(searchPath({ query, sort: 'newest' }), searchName(query), Search),
    ...(query !== '' && { key: 'search' }),
  };
}

function searchName(query: string): string {
  if (query === '') return t`Search messages`;
  // A phrase brings its own quotes.
  return /["“”]/.test(query) ? t`Search messages for ${query}` : t`Search messages for “${query}”`;
}

/** The chat that one has with oneself, also before it is there. */
function notesRow(myId: string): Row {
  return {
    key: 'command:notes',
    name: t`Notes to self`,
    note: '',
    look: { avatarId: myId, userId: null },
    goal: { type: 'person', userId: myId },
  };
}

function themeRow(client: ConfabClient): Row {
  const theme = shownTheme();
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  const choice = isDark ? 'light' : 'dark';
  const name = isDark ? t`Switch to the light theme` : t`Switch to the dark theme`;
  return {
    ...command('theme', name, isDark ? Sun : Moon, () => {
      try {
        client.putDocument('theme', null, { choice });
      } catch (reason) {
        tell(failureText(reason));
      }
    }),
    also: t`theme dark light`,
  };
}

function command(name: string, label: string, icon: typeof Sun, run: () => void): Row {
  return { key: `command:${name}`, name: label, note: '', look: { icon }, goal: { type: 'command', run } };
}

function foundBy(also: string, row: Row): Row {
  return { ...row, also };
}

function drastic(row: Row): Row {
  return row.goal.type === 'command' ? { ...row, goal: { ...row.goal, isDrastic: true } } : row;
}

type Pages = { early: Registry; late: LateRegistry | null; state: ClientState; may: readonly string[] };

function pageRows({ early, late, state, may }: Pages): Row[] {
  const { pages = [], adminPages = [], settingsSections = [] } = late ?? {};
  const own = [...early.pages, ...pages].flatMap(({ path, menuPath = path, title, menuIcon, isFor, order }) =>
    menuIcon && isFor?.(state, { may, adminPages }) !== false
      ? [{ ...pageRow(menuPath, title(), menuIcon), order }]
      : [],
  );
  const settings = settingsSections
    .filter(({ isFor }) => isFor?.(state) !== false)
    .map(({ name, title }) => ({ ...pageRow(`/settings#${name}`, title(), ChevronRight), note: t`Settings` }));
  const administration = adminPages
    .filter((page) => mayIn(state, may, page))
    .map(({ path, title, icon }) => ({ ...pageRow(adminPath(path), title(), icon), note: t`Administration` }));
  return [...own.toSorted((one, other) => one.order - other.order), ...settings, ...administration];
}

function pageRow(path: string, name: string, icon: typeof Sun): Row {
  return { key: `page:${path}`, name, note: '', look: { icon }, goal: { type: 'page', path } };
}
