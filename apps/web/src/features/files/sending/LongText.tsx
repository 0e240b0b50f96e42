import { limits } from '@confab/protocol/limits';
import { FileText } from 'lucide-react';
import { useCallback, useSyncExternalStore } from 'react';
import { contentLength } from '../../../lib/content-length.ts';
import { composerIdOf } from '../../../lib/composer-focus.ts';
import { t } from '../../../lib/words.ts';
import { useClient } from '../../../session/client.ts';
import { readDraft, watchDraft, writeDraft } from '../../drafts/index.ts';
import { addFiles } from './add-files.ts';

/** What is too long for a message can be sent as a file. */
export function LongText({ chatId }: { chatId: string }) {
  const client = useClient();
  // No letter before that renders anything.
  const isTooLong = useSyncExternalStore(
    useCallback((listener) => watchDraft(client, chatId, listener), [client, chatId]),
    () => isTooMuch(readDraft(client, chatId)),
  );
  if (!isTooLong) return null;

  async function sendAsFile(): Promise<void> {
    const text = readDraft(client, chatId);
    const file = new File([text], `${t`Text`}.txt`, { type: 'text/plain' });
    const taken = await addFiles(client, chatId, [file]);
    if (taken > 0 && readDraft(client, chatId) === text) writeDraft(client, chatId, '');
    document.getElementById(composerIdOf(chatId))?.focus();
  }

  return (
    <p className="flex flex-wrap items-center gap-x-3 border-b border-line px-3.5 py-1 text-sm">
      {t`This is too long for one message.`}
      <button
        type="button"
        onClick={() => void sendAsFile()}
        className="inline-flex min-h-8 items-center gap-1.5 font-semibold text-accent-text underline underline-offset-2 pointer-coarse:min-h-touch"
      >
        <FileText className="size-4" strokeWidth={1.8} aria-hidden="true" />
        {t`Send as a file`}
      </button>
    </p>
  );
}

function isTooMuch(text: string): boolean {
  return text.length > limits.contentMax && contentLength(text) > limits.contentMax;
}
