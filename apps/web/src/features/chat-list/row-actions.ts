import { chatSettings, type ChatState, type ConfabClient, isArchived, isMuted } from '@confab/client';
import type { LucideIcon } from 'lucide-react';
import {
  Archive,
  ArchiveRestore,
  ArrowDown,
  ArrowUp,
  Bell,
  BellOff,
  CheckCheck,
  FolderInput,
  MessageSquareDot,
  Pencil,
  Star,
  StarOff,
  Trash2,
} from 'lucide-react';
import { t } from '../../lib/words.ts';
import { markAllRead } from '../../session/mark-all-read.ts';
import { changeChat, changeSidebar, markLastUnread, sidebarSettings, tomorrowMorning } from './settings.ts';

/** Something that a row of the list offers: it is done at once, or asks first. */
export type RowAction = {
  name: string;
  icon: LucideIcon;
  label: string;
  beginsGroup?: boolean;
  isDangerous?: boolean;
  run?: () => void;
  asks?: 'section' | 'name';
};

const hourMs = 3_600_000;

export function chatActions(client: ConfabClient, chat: ChatState): RowAction[] {
  const now = new Date();
  const settings = chatSettings(client.getState(), chat.id);
  const change = (changes: Parameters<typeof changeChat>[2]) => () => changeChat(client, chat.id, changes);
  const isAside = isArchived(settings, chat, now.getTime());
  const unread: RowAction[] =
    chat.unread > 0
      ? [{ name: 'read', icon: CheckCheck, label: t`Mark as read`, run: () => markAllRead(client, chat) }]
      : chat.lastSeq > 0 && client.getState().features.includes('documents/unread')
        ? [
            {
              name: 'unread',
              icon: MessageSquareDot,
              label: t`Mark as unread`,
              run: () => markLastUnread(client, chat),
            },
          ]
        : [];
  const favourite: RowAction = settings.favourite
    ? { name: 'favourite', icon: StarOff, label: t`Remove from favourites`, run: change({ favourite: undefined }) }
    : { name: 'favourite', icon: Star, label: t`Add to favourites`, run: change({ favourite: true }) };
  const archive: RowAction = isAside
    ? {
        name: 'archive',
        icon: ArchiveRestore,
        label: t`Unarchive`,
        run: change({ archivedSeq: undefined }),
      }
    : { name: 'archive', icon: Archive, label: t`Archive`, run: change({ archivedSeq: chat.lastSeq }) };
  const until = (ms: number): string => new Date(now.getTime() + ms).toISOString();
  const mute: RowAction[] = isMuted(settings, now.getTime())
    ? [{ name: 'mute', icon: Bell, label: t`Unmute`, run: change({ muted: undefined }) }]
    : [
        { name: 'mute-hour', icon: BellOff, label: t`Mute for an hour`, run: change({ muted: until(hourMs) }) },
        {
          name: 'mute-day',
          icon: BellOff,
          label: t`Mute until tomorrow`,
          run: change({ muted: tomorrowMorning(now) }),
        },
        { name: 'mute', icon: BellOff, label: t`Mute`, run: change({ muted: 'always' }) },
      ];
  const [firstMute, ...otherMutes] = mute;
  return [
    ...unread,
    favourite,
    { name: 'section', icon: FolderInput, label: t`Move to section…`, asks: 'section' },
    ...(firstMute ? [{ ...firstMute, beginsGroup: true }, ...otherMutes] : []),
    { ...archive, beginsGroup: true },
  ];
}

/** Of a section that the person made. */
export function sectionActions(client: ConfabClient, id: string): RowAction[] {
  const { sections = [], folded } = sidebarSettings(client.getState());
  const at = sections.findIndex((section) => section.id === id);
  const section = sections[at];
  if (section === undefined) return [];
  const others = sections.filter((other) => other !== section);
  const moveTo = (place: number) => () => changeSidebar(client, { sections: others.toSpliced(place, 0, section) });
  return [
    { name: 'rename', icon: Pencil, label: t`Rename…`, asks: 'name' },
    ...(at > 0 ? [{ name: 'up', icon: ArrowUp, label: t`Move up`, run: moveTo(at - 1) }] : []),
    ...(at < others.length ? [{ name: 'down', icon: ArrowDown, label: t`Move down`, run: moveTo(at + 1) }] : []),
    {
      name: 'delete',
      icon: Trash2,
      label: t`Delete section, keep its chats`,
      beginsGroup: true,
      isDangerous: true,
      run: () =>
        changeSidebar(client, {
          sections: others.length === 0 ? undefined : others,
          folded: folded?.filter((name) => name !== id),
        }),
    },
  ];
}
