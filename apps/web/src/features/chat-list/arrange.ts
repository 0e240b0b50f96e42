import { type ChatSettings, type ChatState, isArchived, isMuted } from '@confab/client';
import type { DocumentValue } from '@confab/protocol';

export type SidebarSettings = DocumentValue<'sidebar'>;

/** A heading among the chats; every other row of the list is the id of a chat. */
export type Heading = `#${string}`;
export const favouritesHeading: Heading = '#favourites';
const restHeading: Heading = '#chats';
export const archiveHeading: Heading = '#archive';

export type Arrangement = {
  /** Last spoken in first. */
  chats: readonly ChatState[];
  settingsOf: (chatId: string) => ChatSettings;
  sidebar: SidebarSettings;
  /** Only where they are sorted by it. */
  byName: (one: ChatState, other: ChatState) => number;
  openChatId: string | null;
  unreadOnly: boolean;
  showsArchive: boolean;
  now: number;
};

/** The rows of the list, top to bottom: ids of chats, and headings where there are several groups of them. */
export function arrange(wanted: Arrangement): string[] {
  const { settingsOf, sidebar, openChatId, unreadOnly, showsArchive, now } = wanted;
  const asksAttention = (chat: ChatState): boolean => chat.unread > 0 && !isMuted(settingsOf(chat.id), now);
  const staysInView = (chat: ChatState): boolean => chat.id === openChatId || asksAttention(chat);
  const isAside = (chat: ChatState): boolean => isArchived(settingsOf(chat.id), chat, now);

  const shown = sorted(wanted, asksAttention).filter((chat) => !unreadOnly || staysInView(chat));
  const own = (sidebar.sections ?? []).map(({ id }) => sectionHeading(id));
  const groups = new Map<Heading, ChatState[]>();
  for (const heading of [favouritesHeading, ...own, restHeading, archiveHeading]) groups.set(heading, []);
  for (const chat of shown) {
    const { favourite, section } = settingsOf(chat.id);
    const ofSection = section === undefined ? undefined : groups.get(sectionHeading(section));
    const kept = favourite ? groups.get(favouritesHeading) : ofSection;
    (isAside(chat) ? groups.get(archiveHeading) : (kept ?? groups.get(restHeading)))?.push(chat);
  }
  const isOne = own.length === 0 && groups.get(favouritesHeading)?.length === 0;
  const folded = new Set(sidebar.folded ?? []);
  return [...groups].flatMap(([heading, all]) => {
    const ids = all.map(({ id }) => id);
    if (heading === restHeading && isOne) return ids;
    if (all.length === 0 && (unreadOnly || !isSection(heading))) return [];
    if (heading === archiveHeading) return [heading, ...(showsArchive ? ids : ids.filter((id) => id === openChatId))];
    const isFolded = folded.has(nameOfHeading(heading));
    return [heading, ...(isFolded ? all.filter(staysInView).map(({ id }) => id) : ids)];
  });
}

function sorted({ chats, sidebar, byName }: Arrangement, asksAttention: (chat: ChatState) => boolean): ChatState[] {
  if (sidebar.sort === 'name') return chats.toSorted(byName);
  if (sidebar.sort !== 'unread') return [...chats];
  return chats.toSorted((one, other) => Number(asksAttention(other)) - Number(asksAttention(one)));
}

export function isHeading(row: string): row is Heading {
  return row.startsWith('#');
}

function sectionHeading(id: string): Heading {
  return `#s:${id}`;
}

/** The id of one's own section, null of the others. */
export function sectionOf(heading: string): string | null {
  return isSection(heading) ? heading.slice(3) : null;
}

/** As `folded` has it. */
export function nameOfHeading(heading: Heading): string {
  return sectionOf(heading) ?? heading.slice(1);
}

function isSection(heading: string): boolean {
  return heading.startsWith('#s:');
}
