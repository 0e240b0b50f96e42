import type { ReactNode } from 'react';
import { t } from '../../lib/words.ts';

type QuoteLookProps = { name: string; words: string; note?: ReactNode };

/** The line above a message that answers another. Always one line high: when its words come, nothing moves. */
export function QuoteLook({ name, words, note }: QuoteLookProps) {
  return (
    <span className="flex h-5.5 items-center gap-1.5 border-s-2 border-accent ps-2 text-sm text-muted">
      <span className="sr-only">{t`In reply to`}</span>
      <bdi className="max-w-40 shrink-0 truncate font-semibold text-accent-text">{name}</bdi>
      <bdi className="min-w-0 truncate">{words}</bdi>
      {note}
    </span>
  );
}
