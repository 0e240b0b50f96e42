import type { Message } from '@confab/protocol';
import { trimContent } from '@confab/protocol/content';
import { limits } from '@confab/protocol/limits';
import { useState } from 'react';
import { readDraft, writeDraft } from '../../lib/drafts.ts';
import { failureText } from '../../lib/failure-text.ts';
import { useClient } from '../session/client.ts';
import { useComposing } from './composing.ts';
import { newestOwnMessage } from './newest-own-message.ts';

/** What is in the composer: a draft, or, for a while, the text of a message that is being edited. */
export function useComposer(chatId: string, onSent: () => void) {
  const client = useClient();
  const { editing, edit } = useComposing();
  const [draft, setDraft] = useState(() => readDraft(chatId));
  const [edited, setEdited] = useEditedText(editing);
  const [error, setError] = useState<string | null>(null);

  const text = editing === null ? draft : edited;
  const length = trimContent(text).length;
  const canSend = length > 0 && length <= limits.contentMax;

  function change(next: string): void {
    setError(null);
    if (editing !== null) return setEdited(next);
    setDraft(next);
    writeDraft(chatId, next);
    if (next.trim() !== '') client.typing(chatId);
  }

  function submit(): void {
    if (!canSend) return;
    if (editing !== null) return saveEdit(editing, trimContent(edited));
    // A refusal shows at the message itself, with what to do about it.
    client.send(chatId, draft).delivered.catch(() => undefined);
    setDraft('');
    writeDraft(chatId, '');
    onSent();
  }

  function saveEdit(message: Message, content: string): void {
    if (content === message.content) return closeEdit();
    client.editMessage(message, content).then(
      () => closeEdit(),
      (reason: unknown) => setError(failureText(reason)),
    );
  }

  function editNewest(): boolean {
    const newest = newestOwnMessage(client.getState(), chatId);
    if (newest) edit(newest);
    return newest !== undefined;
  }

  function closeEdit(): void {
    setError(null);
    edit(null);
  }

  return { text, length, canSend, error, editing, change, submit, editNewest, cancelEdit: closeEdit };
}

/** Starts as what the message says, anew for each message. */
function useEditedText(editing: Message | null): [string, (text: string) => void] {
  const [edited, setEdited] = useState<{ id: string; text: string } | null>(null);
  const text = edited !== null && edited.id === editing?.id ? edited.text : (editing?.content ?? '');
  return [text, (next) => setEdited(editing && { id: editing.id, text: next })];
}
