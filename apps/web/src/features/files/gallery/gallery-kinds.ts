import type { ConfabClient } from '@confab/client';
import { createLinkActions } from '@confab/client/links';
import type { FileListKind, Message } from '@confab/protocol';
import { findLinks } from '@confab/text';
import { t } from '../../../lib/words.ts';
import { kindOf } from './gallery-rows.ts';

export type GalleryKind = FileListKind | 'links';

/** `isWhole`: false while the server still looks through the chat. */
export type SentPage = { messages: readonly Message[]; hasMore: boolean; isWhole?: boolean };

type Asked = { limit: number; before?: Message };

/** Messages that carry something, as one page after the other is asked for, and how one is known that has just come. */
export type SentSource = {
  read: (client: ConfabClient, chatId: string, asked: Asked) => Promise<SentPage>;
  carries: (message: Message) => boolean;
};

const filesOf = (kind: FileListKind): SentSource => ({
  read: (client, chatId, asked) => client.chatFiles(chatId, { kind, ...asked }),
  carries: ({ files }) => files?.some((file) => kindOf(file) === kind) === true,
});

export const sources: Readonly<Record<GalleryKind, SentSource>> = {
  pictures: filesOf('pictures'),
  files: filesOf('files'),
  voice: filesOf('voice'),
  links: {
    read: (client, chatId, asked) => createLinkActions(client.rest).chatLinks(chatId, asked),
    carries: ({ kind, content }) => kind === 'text' && findLinks(content).length > 0,
  },
};

export const galleryKinds: readonly { kind: GalleryKind; label: () => string; empty: () => string }[] = [
  { kind: 'pictures', label: () => t`Pictures`, empty: () => t`No pictures yet.` },
  { kind: 'files', label: () => t`Files`, empty: () => t`No files yet.` },
  { kind: 'links', label: () => t`Links`, empty: () => t`No links yet.` },
  { kind: 'voice', label: () => t`Voice`, empty: () => t`No voice messages yet.` },
];
