import type { Block } from '@confab/text';
import type { ReactNode } from 'react';
import { t } from '../../lib/words.ts';

type MessageListProps = {
  list: Extract<Block, { kind: 'list' }>;
  render: (children: readonly Block[]) => ReactNode;
};

/** Items keep the numbers that were typed. Those of a task list are read only: whoever wrote it edits the message. */
export function MessageList({ list: { isOrdered, items }, render }: MessageListProps) {
  const List = isOrdered ? 'ol' : 'ul';
  return (
    <List dir="auto" data-wide={items.some(({ number }) => (number ?? 0) > 99) || undefined}>
      {items.map(({ number, isDone, children }, index) => (
        <li key={index} value={number ?? undefined}>
          {isDone !== null && (
            <span role="img" aria-label={isDone ? t`Done` : t`To do`} data-done={isDone || undefined} />
          )}
          {render(children)}
        </li>
      ))}
    </List>
  );
}
