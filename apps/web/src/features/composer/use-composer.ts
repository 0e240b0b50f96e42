import type { Draft } from '@confab/client';
import type { DraftParts } from '@confab/protocol';
import { doorOf } from '@confab/protocol/threads';
import { limits } from '@confab/protocol/limits';
import { useState } from 'react';
import { callsMany } from '../../lib/calls-many.ts';
import { contentLength } from '../../lib/content-length.ts';
import { useChat, useClient } from '../../session/client.ts';
import { clearDraft, readWhole, useDraft, useFiles } from '../drafts/index.ts';
import { withSilence } from '../silent/index.tsx';
import { addressedChat } from '../switching/index.ts';
import { useComposing } from './composing.ts';
import { newestOwnMessage } from './newest-own-message.ts';
import { useEdit } from './use-edit.ts';

/** What is in the composer: a draft, or, for a while, the text of a message that is being edited. */
export function useComposer(chatId: string, onSent: () => void, more: DraftParts = {}) {
  const client = useClient();
  const memberCount = useChat(doorOf(chatId))?.members.length ?? 0;
  const { edit } = useComposing();
  const editing = useEdit(chatId);
  const [draft, keepDraft] = useDraft(chatId);
  const files = useFiles(chatId);
  const [isAsking, setAsking] = useState(false);

  const isEditing = editing.id !== null;
  const text = isEditing ? editing.text : draft;
  const length = contentLength(text);
  // In the chat that it is said in too, a message of a thread has no files.
  const saysSomething = length > 0 || (files.length > 0 && !isEditing && !more.toChat);
  const canSend = saysSomething && length <= limits.contentMax && editing.changed === null;

  function change(next: string): void {
    if (isEditing) return editing.write(next);
    keepDraft(next);
    if (next.trim() !== '') client.typing(chatId);
  }

  function submit(): void {
    // While the page follows an address that has changed, this is not the chat that anybody means.
    if (!canSend || addressedChat() !== doorOf(chatId)) return;
    if (callsMany(text, memberCount)) return setAsking(true);
    go();
  }

  function go(): void {
    setAsking(false);
    if (isEditing) return editing.save();
    // A refusal shows at the message itself, with what to do about it.
    client.send(chatId, read()).delivered.catch(() => undefined);
    done();
  }

  function read(): Draft {
    const whole = readWhole(client, chatId);
    return withSilence({ ...whole, parts: { ...whole.parts, ...more } }, client.getState());
  }

  function done(): void {
    clearDraft(client, chatId);
    onSent();
  }

  function editNewest(): boolean {
    const newest = newestOwnMessage(client.getState(), chatId);
    if (newest) edit(newest);
    return newest !== undefined;
  }

  /** The message that was edited is gone: its text becomes that of a new one. */
  function keepAsNew(): void {
    keepDraft(draft.trim() === '' ? editing.text : `${draft}\n${editing.text}`);
    editing.close();
  }

  return {
    text,
    length,
    canSend,
    isEditing,
    editing,
    change,
    submit,
    written: { read, done, sent: onSent },
    editNewest,
    keepAsNew,
    /** Set while somebody is asked whether so many people are to be called. */
    asking: isAsking ? { onConfirm: go, onCancel: () => setAsking(false) } : null,
  };
}
