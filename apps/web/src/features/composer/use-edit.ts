import { ApiError, messageAt } from '@confab/client';
import type { Message } from '@confab/protocol';
import { trimContent } from '@confab/protocol/content';
import { useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { loadChunk } from '../../lib/load-chunk.ts';
import { useChat, useClient, useMyId } from '../../session/client.ts';
import { idOfEdited, isInLog, useComposing, type EditBase } from './composing.ts';
import { readEdit, writeEdit, type Edited } from './edits.ts';
import { isMoved } from './is-moved.ts';
import type { saveEdit } from './save-edit.ts';

/**
 * The text of a message that is being edited. It belongs to one editing: what was cancelled is gone, anything else finds it
 * again. It starts from the
 * message as it is, names that state to the server, and where another device changes the message meanwhile the person
 * decides which of the two texts it is to be.
 */
export function useEdit(chatId: string) {
  const client = useClient();
  const chat = useChat(chatId);
  const { editing, edit } = useComposing();
  const myId = useMyId();
  const [written, setWritten] = useState<Edited | null>(() => readEdit(myId, chatId));
  const [refusal, setRefusal] = useState<Message | null>(null);
  const [error, setError] = useState<string | null>(null);

  const known = editing !== null && isInLog(editing) && chat ? messageAt(chat.log, editing.seq) : undefined;
  const { base, text, changed, follows } = compare(editing, written, newest(known, refusal, editing));

  function put(next: Edited): void {
    setWritten(next);
    writeEdit(myId, chatId, next);
  }

  function write(next: string): void {
    setError(null);
    if (base) put({ base: follows && changed ? changed : base, text: next });
  }

  function close(): void {
    setWritten(null);
    setRefusal(null);
    setError(null);
    edit(null);
  }

  function save(): void {
    const content = trimContent(text);
    if (base === null || (changed !== null && !follows)) return;
    const target = follows && changed ? changed : base;
    if (content === target.content) return close();
    void send(client, target, content).then(
      () => close(),
      (reason: unknown) => {
        if (reason instanceof ApiError && reason.current) {
          put({ base: target, text });
          setRefusal(reason.current);
        } else setError(failureText(reason));
      },
    );
  }

  return {
    id: idOfEdited(editing),
    text,
    error,
    /** The message as another device has left it. */
    changed: follows ? null : changed,
    write,
    save,
    close,
    /** Mine is written over it, knowingly. */
    keepMine: () => changed && put({ base: changed, text }),
    takeTheirs: () => changed && put({ base: changed, text: changed.content }),
  };
}

/** It comes with what edits are begun by (vite/group-parts.ts): it is here by now. */
async function send(...edit: Parameters<typeof saveEdit>): Promise<void> {
  const { saveEdit } = await loadChunk(() => import('./save-edit.ts'));
  await saveEdit(...edit);
}

type Comparison = {
  base: EditBase | null;
  text: string;
  /** The message, where its text is another by now. */
  changed: Message | null;
  /** Nothing was written yet: it simply starts from the newer text. */
  follows: boolean;
};

function compare(editing: EditBase | null, written: Edited | null, now: Message | null): Comparison {
  if (editing === null) return { base: null, text: '', changed: null, follows: false };
  const isSame = written !== null && idOfEdited(written.base) === idOfEdited(editing);
  const { base, text } = isSame ? written : { base: editing, text: editing.content };
  const changed = isInLog(base) && now?.id === base.id && isMoved(base, now) ? now : null;
  const follows = changed !== null && changed.deletedAt === null && text === base.content;
  return { base, text: follows ? changed.content : text, changed, follows };
}

/** The latest that is known of the message: from the stream, or from the refusal of an edit of it. */
function newest(known: Message | undefined, refusal: Message | null, of: EditBase | null): Message | null {
  const refused = refusal !== null && refusal.id === idOfEdited(of) ? refusal : null;
  if (known === undefined || (refused !== null && refused.rev > known.rev)) return refused;
  return known;
}
