import { t } from './words.ts';

/** What a notification of ours carries: whom it is for, and what it leads to. */
export type NotifiedPlace = {
  userId: string;
  chatId: string;
  seq: number;
  /** The message was to be remembered at this time, and may have been read long ago. */
  reminderId?: string;
};

/** Anybody's, of this origin or of a version before. */
export function placeOf(data: unknown): NotifiedPlace | null {
  if (typeof data !== 'object' || data === null) return null;
  const { userId, chatId, seq, reminderId } = data as Partial<Record<keyof NotifiedPlace, unknown>>;
  if (typeof userId !== 'string' || typeof chatId !== 'string' || typeof seq !== 'number') return null;
  return { userId, chatId, seq, ...(typeof reminderId === 'string' && { reminderId }) };
}

/** As systems know them by now; TypeScript does not yet. */
export type ShownOptions = NotificationOptions & {
  badge?: string;
  actions?: { action: string; title: string; type?: 'text'; placeholder?: string }[];
  timestamp?: number;
};

export const notificationIcons = { icon: '/icons/icon-192.png', badge: '/icons/monochrome-96.png' } as const;

/** What one can do without opening anything, where the system can. A worker carries it out. */
export function messageActions(): NonNullable<ShownOptions['actions']> {
  return [
    { action: 'reply', type: 'text', title: t`Reply`, placeholder: t`Your reply` },
    { action: 'read', title: t`Mark as read` },
  ];
}

/** What the worker asks of a page. `shown`: a notification that the pages are to take away once it is over. */
export type WorkerMessage =
  | { type: 'open'; place: NotifiedPlace }
  | { type: 'test'; testId: string }
  | { type: 'shown' };
