import {
  memo,
  useImperativeHandle,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
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
import { useAutoHeight } from './use-auto-height.ts';

/** Everything that makes writing pleasant and that a first look at a chat does not wait for. */
export function Assistant(props: AssistantProps) {
  const { chatId, text, field, handle, hasToolbar, place, canSend, written } = props;
  const tools = { chatId, field, canSend, place, written };
  const completion = useCompletion(field, chatId);
  useAutoHeight(field, text);
  const [isPreviewed, setPreviewed] = useState(false);
  /** The next paste is to stay as it is: Ctrl+Shift+V. */
  const isPlain = useRef(false);

  const edit = (change: Change): boolean => editIn(field, change);

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
      {/* A narrow row has room for these or for the marks of text. */}
      <div className={hasToolbar ? 'contents max-wide:hidden' : 'contents'}>
        <Tools {...tools} areAtEnd={false} />
      </div>
      {hasToolbar && <FieldToolbar field={field} isPreviewed={isPreviewed} onPreview={setPreviewed} />}
      <Tools {...tools} areAtEnd />
      {isPreviewed && place && <Preview text={text} place={place} onClose={() => setPreviewed(false)} />}
    </>
  );
}

type Change = (selected: Selected) => Edit | null;
type Field = RefObject<HTMLTextAreaElement | null>;

/** False where nothing is to be changed. */
function editIn(field: Field, change: Change): boolean {
  if (field.current === null) return false;
  const made = change(selectedIn(field.current));
  if (made !== null) applyEdit(field.current, made);
  return made !== null;
}

type FieldToolbarProps = { field: Field; isPreviewed: boolean; onPreview: (isPreviewed: boolean) => void };

// These are two dozen buttons that no letter changes.
const FieldToolbar = memo(function FieldToolbar({ field, isPreviewed, onPreview }: FieldToolbarProps) {
  function run(command: Command): void {
    editIn(field, command.run);
    field.current?.focus({ preventScroll: true });
  }
  return <Toolbar onRun={run} isPreviewed={isPreviewed} onPreview={() => onPreview(!isPreviewed)} />;
});

type ToolsProps = Pick<AssistantProps, 'chatId' | 'field' | 'canSend' | 'place' | 'written'> & { areAtEnd: boolean };

const Tools = memo(function Tools({ field, areAtEnd, ...props }: ToolsProps) {
  const { composerTools } = useRegistry();
  const insert = (words: string): void => void (field.current && insertText(field.current, words));
  return composerTools.map(
    ({ name, isAtEnd = false, Tool }) => isAtEnd === areAtEnd && <Tool key={name} insert={insert} {...props} />,
  );
});

function isPreviewKey(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey } = event;
  return ctrlKey !== metaKey && shiftKey && !altKey && isKey(event, { code: 'KeyP', name: 'P' });
}
