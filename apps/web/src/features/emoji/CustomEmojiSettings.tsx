import type { CustomEmoji as CustomEmojiFacts } from '@confab/protocol';
import { Pencil, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { failureText } from '../../lib/failure-text.ts';
import { listText } from '../../lib/list-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState, useMyId, useName } from '../../session/client.ts';
import { useOwnAccount } from '../../session/own-account.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { AddEmojiForm } from './AddEmojiForm.tsx';
import { RenameEmojiForm } from './RenameEmojiForm.tsx';
import { CustomEmoji } from './CustomEmoji.tsx';
import { currentEmoji, useCustomEmoji } from './custom-emoji.ts';

/** The emoji that people added here: all of them, and a way to add one. */
export function CustomEmojiSettings() {
  const client = useClient();
  // Before it is known, it is taken for granted: hardly a server lacks it, and nothing moves.
  const isOffered = useClientState(({ features, chatsLoaded }) => !chatsLoaded || features.includes('custom-emoji'));
  const list = currentEmoji(useCustomEmoji());
  const authors = [...new Set(list.flatMap(({ by }) => by ?? []))].join(' ');
  useEffect(() => {
    if (authors !== '') client.loadUsers(authors.split(' ')).catch(() => undefined);
  }, [client, authors]);
  const account = useOwnAccount();
  // A server of the version before tells nothing of it.
  const mayAdd = account?.role === undefined || account.may.includes('add-emoji');
  if (!isOffered) return <p className="text-muted">{t`This server has no custom emoji.`}</p>;
  return (
    <>
      <p className="mb-3 text-sm text-muted">{t`Pictures that everyone here can use in messages and as reactions.`}</p>
      {mayAdd && <AddEmojiForm />}
      {list.length > 0 && (
        <ul aria-label={t`Custom emoji`} className="-mx-2 mt-4 max-h-list overflow-y-auto">
          {list.map((emoji) => (
            <EmojiRow key={emoji.imageId + emoji.at} emoji={emoji} />
          ))}
        </ul>
      )}
    </>
  );
}

function EmojiRow({ emoji }: { emoji: CustomEmojiFacts }) {
  const { name, by, formerNames = [] } = emoji;
  const client = useClient();
  const author = useName(by ?? '');
  const account = useOwnAccount();
  const mayChange = account?.role === undefined || account.may.includes('add-emoji');
  const isMine = useMyId() === by;
  const isMineToChange = isMine && mayChange;
  const mayRename = useClientState(({ features }) => isMineToChange && features.includes('emoji-renames'));
  const button = useRef<HTMLButtonElement>(null);
  const [isRenaming, setRenaming] = useState(false);
  const sign = `:${name}:`;
  if (isRenaming) {
    const close = (): void => {
      // The form takes the focus with it.
      flushSync(() => setRenaming(false));
      button.current?.focus();
    };
    return (
      <li className="px-2 py-1.5">
        <RenameEmojiForm emoji={emoji} onClose={close} />
      </li>
    );
  }
  return (
    <li className="flex min-h-11 items-center gap-3 rounded-md px-2 hover:bg-tint">
      <span className="text-xl leading-none">
        <CustomEmoji sign={sign} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{sign}</span>
        <span className="block truncate text-xs text-muted">
          {[
            by !== undefined && t`added by ${isMine ? t`you` : author}`,
            formerNames.length > 0 && t`formerly ${listText(formerNames.map((one) => `:${one}:`))}`,
          ]
            .filter((part) => part !== false)
            .join(' · ')}
        </span>
      </span>
      {mayRename && (
        <IconButton ref={button} size="s" icon={Pencil} label={t`Rename ${sign}`} onClick={() => setRenaming(true)} />
      )}
      {isMineToChange && (
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
