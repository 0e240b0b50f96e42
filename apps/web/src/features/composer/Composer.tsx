import type { DraftParts } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { doorOf, isThreadId } from '@confab/protocol/threads';
import {
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { catchingField } from '../../lib/key-catcher.ts';
import { composerIdOf } from '../../lib/composer-focus.ts';
import { isComposing } from '../../lib/is-composing.ts';
import { isTouchScreen } from '../../lib/touch.ts';
import { plural, t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import type { Written } from '../../registry/composer-tool.ts';
import { isInDialog } from '../../registry/key.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { enterSends } from '../../session/enter-sends.ts';
import { writeReply, useReply } from '../drafts/index.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';
import { PaneFailure } from '../../ui/SurfaceFailure.tsx';
import { ReplyBar, replyBarId } from '../replies/index.ts';
import { WaitingHere } from '../scheduled/index.ts';
import { addressedChat, chatGoal, handOverToChat } from '../switching/index.ts';
import { Assistant, useHasAssistant } from './assist.ts';
import type { Assist } from './assist-handle.ts';
import { CallManyDialog } from './call-many.ts';
import { ComposerFrame, fieldLook } from './ComposerFrame.tsx';
import { ToolbarSwitch } from './ComposerTools.tsx';
import { isInFence } from '../../lib/is-in-fence.ts';
import { useComposer } from './use-composer.ts';
import { useTakenKeys } from './use-taken-keys.ts';
import { useToolbarChoice } from './use-toolbar-choice.ts';
import { useTypeAnywhere } from './use-type-anywhere.ts';

const EditingBar = lazySurface(async () => (await import('./EditingBar.tsx')).EditingBar, PaneFailure, {
  prefetchOrder: 6,
});

/** The counter appears this close to the limit. */
const counterFrom = limits.contentMax - 500;

type ComposerProps = {
  chatId: string;
  /** What the field is called: to write to whom. */
  label: string;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  onSent: () => void;
  /** Esc with nothing to cancel. */
  onEscape: () => void;
  /** What goes along with the text beside the draft, and how one says so. */
  more?: { parts: DraftParts; Choice: ReactNode };
};

export function Composer({ chatId, label, fieldRef, onSent, onEscape, more }: ComposerProps) {
  const composer = useComposer(chatId, onSent, more?.parts);
  const fieldId = composerIdOf(chatId);
  const { text, length, canSend, isEditing, editing } = composer;
  const { error } = editing;
  const client = useClient();
  const replySeq = useReply(chatId);
  const sendsByEnter = useClientState(enterSends);
  const assist = useRef<Assist | null>(null);
  const hasAssistant = useHasAssistant();
  const written = useRef<Written>(null);
  useImperativeHandle(written, () => composer.written);
  const [hasToolbar, toggleToolbar] = useToolbarChoice();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useTakenKeys(fieldRef, chatGoal(chatId));
  useFocusOnOpen(fieldRef, editing.id);
  useTypeAnywhere(fieldRef, isThreadId(chatId));
  useGuard(fieldRef, doorOf(chatId));

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    void Assistant.prefetch();
    if (isComposing(event)) return;
    const isToSend = event.key === 'Enter' && sends(event, sendsByEnter);
    if (assist.current?.onKeyDown(event, isToSend)) event.stopPropagation();
    else if (!onOwnKey(event, isToSend)) return;
    event.preventDefault();
  }

  function onOwnKey({ key, altKey }: KeyboardEvent, isToSend: boolean): boolean {
    if (key === 'ArrowUp') return text === '' && !altKey && composer.editNewest();
    if (isToSend) composer.submit();
    else if (key === 'Escape') escape();
    else return false;
    return true;
  }

  function escape(): void {
    if (isEditing) editing.close();
    else if (replySeq !== null) writeReply(client, chatId, null);
    else onEscape();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        composer.submit();
        fieldRef.current?.focus();
      }}
      className="composer relative mt-1 shrink-0 self-center rounded-lg border border-edge bg-raised shadow-1 transition-edge focus-within:border-accent"
    >
      <WaitingHere chatId={chatId} />
      <Above chatId={chatId} composer={composer} replySeq={replySeq} />
      <div ref={setPlace} />
      <ComposerFrame
        field={
          <>
            <label className="sr-only" htmlFor={fieldId}>
              {label}
            </label>
            <textarea
              id={fieldId}
              data-chat-id={chatId}
              ref={fieldRef}
              rows={1}
              dir="auto"
              value={text}
              placeholder={label}
              enterKeyHint={isTouchScreen() || !sendsByEnter ? 'enter' : 'send'}
              aria-describedby={`${fieldId}-${replyBarId} ${fieldId}-note`}
              onChange={(event) => composer.change(event.target.value)}
              onKeyDown={onKeyDown}
              onPaste={(event) => assist.current?.onPaste(event) && event.preventDefault()}
              className={fieldLook}
            />
          </>
        }
        tools={
          <>
            <ToolbarSwitch isOn={hasToolbar} onToggle={toggleToolbar} />
            {hasAssistant && (
              <Assistant
                chatId={chatId}
                text={text}
                place={place}
                field={fieldRef}
                handle={assist}
                hasToolbar={hasToolbar}
                canSend={canSend && !isEditing}
                written={written}
              />
            )}
          </>
        }
        send={
          <Button type="submit" look="primary" size="s" disabled={!canSend}>
            {isEditing ? t`Save` : t`Send`}
          </Button>
        }
      />
      {!isEditing && more?.Choice}
      <p
        id={`${fieldId}-note`}
        aria-live="polite"
        className={classNames('px-3.5 text-xs', error || length > limits.contentMax ? 'text-danger' : 'text-muted')}
      >
        {error !== null && <span className="block pb-2">{error}</span>}
        {length >= counterFrom && <span className="tabular block pb-2 text-end">{counterText(length)}</span>}
      </p>
      {composer.asking && <CallManyDialog chatId={chatId} onGiveUp={composer.asking.onCancel} {...composer.asking} />}
    </form>
  );
}

type AboveProps = { chatId: string; composer: ReturnType<typeof useComposer>; replySeq: number | null };

/** What is being edited, or answered. */
function Above({ chatId, composer: { isEditing, editing, keepAsNew }, replySeq }: AboveProps) {
  const client = useClient();
  if (isEditing) return <EditingBar editing={editing} onKeepAsNew={keepAsNew} />;
  if (replySeq === null) return null;
  return (
    <ReplyBar
      id={`${composerIdOf(chatId)}-${replyBarId}`}
      chatId={chatId}
      seq={replySeq}
      onCancel={() => writeReply(client, chatId, null)}
    />
  );
}

/**
 * A keyboard on the screen has no Shift+Enter: there Enter makes a new line, and the button sends. So does Enter in a block of
 * code, and wherever somebody likes it so. Ctrl+Enter sends anywhere.
 */
function sends(event: KeyboardEvent<HTMLTextAreaElement>, byEnter: boolean): boolean {
  const { shiftKey, altKey, ctrlKey, metaKey, currentTarget } = event;
  if (shiftKey || altKey) return false;
  if (ctrlKey || metaKey) return true;
  return byEnter && !isTouchScreen() && !isInFence(currentTarget.value, currentTarget.selectionStart);
}

function counterText(length: number): string {
  const left = limits.contentMax - length;
  const count = Math.abs(left);
  return left >= 0
    ? t`${plural(count, { one: '# character left', other: '# characters left' })}`
    : t`${plural(count, { one: '# character too many', other: '# characters too many' })}`;
}

/** Typing goes to the chat that was just opened. Not on a touch screen, where it would raise the keyboard. */
function useFocusOnOpen(field: RefObject<HTMLTextAreaElement | null>, editingId: string | null): void {
  useEffect(() => {
    if (editingId === null && !window.matchMedia('(pointer: fine)').matches) return;
    const element = field.current;
    const { activeElement } = document;
    // It has taken over what was typed before it was there, or will; or one types elsewhere already, as after Ctrl+K.
    const isTaken = activeElement === element || catchingField() !== null || isInDialog(activeElement);
    if (editingId === null && isTaken) return;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
  }, [field, editingId]);
}

/** The address has changed and the page has not followed yet: by whatever way that came, keys are not for this chat. */
function useGuard(field: RefObject<HTMLTextAreaElement | null>, chatId: string): void {
  const client = useClient();
  useEffect(() => {
    const element = field.current;
    const listening = new AbortController();
    function lead(event: Event): void {
      const addressed = addressedChat();
      if (addressed === chatId) return;
      // The focus that moves in `keydown` takes the key along; what comes later is held back.
      if (addressed === null) element?.blur();
      else handOverToChat(client, addressed);
      if (event.type !== 'keydown') event.preventDefault();
      event.stopImmediatePropagation();
    }
    for (const type of ['keydown', 'beforeinput']) element?.addEventListener(type, lead, { signal: listening.signal });
    return () => listening.abort();
  }, [client, field, chatId]);
}
