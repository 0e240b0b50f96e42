import type { PendingMessage } from '@confab/client';
import { CircleAlert } from 'lucide-react';
import { useRef } from 'react';
import { composerToType } from '../../lib/composer-focus.ts';
import { refusalText } from '../../lib/failure-text.ts';
import { useFocusHandOver } from '../../lib/use-focus-hand-over.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';

/** Why a message was not sent, and what to do about it. */
export function PendingRefusal({ pending }: { pending: PendingMessage }) {
  const client = useClient();
  const line = useRef<HTMLParagraphElement>(null);
  useFocusHandOver(line, composerToType);
  return (
    <p ref={line} role="alert" className="mt-0.5 flex flex-wrap items-center gap-x-2.5 text-sm text-danger">
      <CircleAlert className="size-3.75" strokeWidth={1.8} aria-hidden="true" />
      {pending.error ? t`Not sent. ${refusalText(pending.error)}` : t`Not sent.`}
      <button
        type="button"
        className="font-semibold underline underline-offset-2"
        onClick={() => client.retry(pending.clientId)}
      >
        {t`Retry`}
      </button>
      <button
        type="button"
        className="font-semibold underline underline-offset-2"
        onClick={() => client.discard(pending.clientId)}
      >
        {t`Delete`}
      </button>
    </p>
  );
}
