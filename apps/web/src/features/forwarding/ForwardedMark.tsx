import type { Message } from '@confab/protocol';
import { Forward } from 'lucide-react';
import { messagePath } from '../../lib/addresses.ts';
import { rich } from '../../lib/rich.tsx';
import { Link } from '../../lib/router/index.ts';
import { t } from '../../lib/words.ts';
import { nameOf, useChat, useChatTitles, useClientState } from '../../session/client.ts';
import { useMessageAt } from '../../session/use-message-at.ts';
import { ForwardedLook } from './ForwardedLook.tsx';

type Place = NonNullable<Message['forwarded']>;

/** Where it is from: told to those who are there too, and leads there. To others it was forwarded, and no more. */
export function ForwardedMark({ message: { forwarded } }: { message: Message }) {
  const chat = useChat(forwarded?.chatId ?? '');
  if (!forwarded) return null;
  return (
    <ForwardedLook>
      <Forward className="size-3.5 shrink-0" strokeWidth={1.8} aria-hidden="true" />
      <span className="min-w-0 truncate">{chat ? <Source place={forwarded} /> : t`Forwarded`}</span>
    </ForwardedLook>
  );
}

function Source({ place: { chatId, seq } }: { place: Place }) {
  const original = useMessageAt(chatId, seq);
  const author = useClientState((state) => (original ? nameOf(state.users, original.senderId) : ''));
  const [chat = ''] = useChatTitles([chatId]);
  const link = (
    <Link
      to={messagePath(chatId, seq)}
      className="underline decoration-line-strong underline-offset-3 hover:text-text"
    />
  );
  if (author === '') return rich(t`<link>Forwarded</link>`, { link });
  return rich(t`<link>Forwarded</link> from <name/> in <title/>`, {
    link,
    name: <bdi>{author}</bdi>,
    title: <bdi>{chat}</bdi>,
  });
}
