import type { Message } from '@confab/protocol';
import { beginningOf, parseMarkdown } from '@confab/text';
import { useMemo } from 'react';
import { messageWords } from '../../lib/message-words.ts';
import { plural, t } from '../../lib/words.ts';
import { useName } from '../../session/client.ts';
import { Blocks, liveParts, stillParts, type TextParts } from '../text/index.ts';

/** Enough to know it again: whom it goes to is what one is here for. */
const room = { characters: 200, lines: 3, tokens: 60 };
/** Emoji of the place are pictures here too; nothing is to be pressed. */
const parts: TextParts = { ...stillParts, Emoji: liveParts.Emoji };

/** How what is forwarded begins, with its marks. */
export function WhatGoes({ message, count }: { message: Message; count: number }) {
  const { senderId, content } = message;
  const name = useName(senderId);
  const { blocks, isCut } = useMemo(() => beginningOf(parseMarkdown(content), room), [content]);
  return (
    <div className="mb-3 border-s-2 border-accent ps-2 text-sm text-muted">
      <p className="flex gap-1.5">
        <bdi className="min-w-0 truncate font-semibold text-accent-text">{name}</bdi>
        {count > 1 && (
          <span className="shrink-0">{t`${plural(count - 1, { one: 'and # more', other: 'and # more' })}`}</span>
        )}
      </p>
      {content === '' ? (
        <p className="truncate">{messageWords(message, room.characters)}</p>
      ) : (
        <div className="message-text max-h-24 overflow-hidden">
          <Blocks blocks={blocks} parts={parts} tail={isCut ? '…' : null} />
        </div>
      )}
    </div>
  );
}
