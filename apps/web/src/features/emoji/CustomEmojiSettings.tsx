import { X } from 'lucide-react';
import { useEffect } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState, useMyId, useName } from '../../session/client.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { AddEmojiForm } from './AddEmojiForm.tsx';
import { CustomEmoji } from './CustomEmoji.tsx';
import { useCustomEmoji } from './custom-emoji.ts';

/** The emoji that people added here: all of them, and a way to add one. */
export function CustomEmojiSettings() {
  const client = useClient();
  // Before it is known, it is taken for granted: hardly a server lacks it, and nothing moves.
  const isOffered = useClientState(({ features, chatsLoaded }) => !chatsLoaded || features.includes('custom-emoji'));
  const list = [...useCustomEmoji().values()];
  const authors = [...new Set(list.map(({ by }) => by))].join(' ');
  useEffect(() => {
    if (authors !== '') client.loadUsers(authors.split(' ')).catch(() => undefined);
  }, [client, authors]);
  if (!isOffered) return <p className="text-muted">{t`This server has no emoji of its own.`}</p>;
  return (
    <>
      <p className="mb-3 text-sm text-muted">
        {t`Pictures that everybody here can use by their names, in messages and as reactions.`}
      </p>
      <AddEmojiForm />
      {list.length > 0 && (
        <ul aria-label={t`Emoji that were added here`} className="-mx-2 mt-4 max-h-list overflow-y-auto">
          {list.map((emoji) => (
            <EmojiRow key={emoji.name} {...emoji} />
          ))}
        </ul>
      )}
    </>
  );
}

function EmojiRow({ name, by }: { name: string; by: string }) {
  const client = useClient();
  const author = useName(by);
  const isMine = useMyId() === by;
  const sign = `:${name}:`;
  return (
    <li className="flex min-h-11 items-center gap-3 rounded-md px-2 hover:bg-tint">
      <span className="text-xl leading-none">
        <CustomEmoji sign={sign} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{sign}</span>
        <span className="block truncate text-xs text-muted">{t`added by ${isMine ? t`you` : author}`}</span>
      </span>
      {isMine && (
        <IconButton
          size="s"
          icon={X}
          label={t`Remove ${sign}`}
          onClick={() => void client.removeEmoji(name).catch((reason: unknown) => tell(failureText(reason)))}
        />
      )}
    </li>
  );
}
