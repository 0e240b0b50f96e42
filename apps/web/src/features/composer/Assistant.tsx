import { useImperativeHandle, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { Assist, AssistantProps } from './assist-handle.ts';
import { useRegistry } from '../../registry/registry.ts';
import { commandFor, isKey, type Command } from './commands.ts';
import { CompletionList } from './completion/CompletionList.tsx';
import { useCompletion } from './completion/use-completion.ts';
import { applyEdit, insertText, selectedIn } from './editing/apply-edit.ts';
import { continueLine } from './editing/continue-line.ts';
import type { Edit, Selected } from './editing/edit.ts';
import { indentLines } from './editing/indent-lines.ts';
import { editForPaste } from './paste/edit-for-paste.ts';
import { Preview } from './Preview.tsx';
import { Toolbar } from './Toolbar.tsx';

/** Everything that makes writing pleasant and that a first look at a chat does not wait for. */
export function Assistant({ chatId, text, field, handle, hasToolbar, previewPlace }: AssistantProps) {
  const { composerTools } = useRegistry();
  const completion = useCompletion(field, chatId);
  const [isPreviewed, setPreviewed] = useState(false);
  /** The next paste is to stay as it is: Ctrl+Shift+V. */
  const isPlain = useRef(false);

  function edit(change: (selected: Selected) => Edit | null): boolean {
    if (field.current === null) return false;
    const made = change(selectedIn(field.current));
    if (made !== null) applyEdit(field.current, made);
    return made !== null;
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>, isToSend: boolean): boolean {
    if (completion.onKeyDown(event)) return true;
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const hasCtrl = ctrlKey || metaKey;
    isPlain.current = hasCtrl && shiftKey && key.toUpperCase() === 'V';
    const command = commandFor(event, selectedIn(event.currentTarget));
    if (command) {
      edit(command.run);
      return true;
    }
    if (isPreviewKey(event) || (key === 'Escape' && isPreviewed)) {
      setPreviewed(!isPreviewed);
      return true;
    }
    if (hasCtrl || altKey) return false;
    if (key === 'Tab') return edit((selected) => indentLines(selected, shiftKey ? 'out' : 'in'));
    return key === 'Enter' && !isToSend && edit(continueLine);
  }

  function onPaste({ clipboardData }: ClipboardEvent<HTMLTextAreaElement>): boolean {
    const isToStay = isPlain.current;
    isPlain.current = false;
    return !isToStay && edit((selected) => editForPaste(selected, clipboardData));
  }

  useImperativeHandle(handle, (): Assist => ({ onKeyDown, onPaste }));

  return (
    <>
      <CompletionList completion={completion} field={field} />
      {composerTools.map(({ name, Tool }) => (
        <Tool key={name} chatId={chatId} insert={(words) => field.current && insertText(field.current, words)} />
      ))}
      {hasToolbar && (
        <Toolbar
          onRun={(command: Command) => {
            edit(command.run);
            field.current?.focus({ preventScroll: true });
          }}
          isPreviewed={isPreviewed}
          onPreview={() => setPreviewed((before) => !before)}
        />
      )}
      {isPreviewed && previewPlace && <Preview text={text} place={previewPlace} onClose={() => setPreviewed(false)} />}
    </>
  );
}

function isPreviewKey(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  return ctrlKey !== metaKey && shiftKey && !altKey && isKey(event, { code: 'KeyP', name: 'P' });
}
