import { useMemo, useState } from 'react';
import { useMyId } from '../../session/client.ts';
import { idOfEdited, type Composing, type EditBase } from './composing.ts';
import { forgetEdit, readEdit } from './edits.ts';

/** The message of the chat that is being edited; one that was begun before a reload goes on. */
export function useEditing(chatId: string): Composing {
  const myId = useMyId();
  const [editing, setEditing] = useState<EditBase | null>(() => readEdit(myId, chatId)?.base ?? null);
  return useMemo(() => {
    // Asked for once more, what was written so far stays.
    const edit = (next: EditBase | null): void => {
      if (next === null) forgetEdit(myId, chatId);
      setEditing((before) => (next !== null && idOfEdited(before) === idOfEdited(next) ? before : next));
    };
    return { editing, edit };
  }, [editing, myId, chatId]);
}
