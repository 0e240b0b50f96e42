import type { Message } from '@confab/protocol';
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { composerIdOf } from '../../lib/composer-focus.ts';
import { useBackToClose } from '../../lib/use-back-to-close.ts';
import { useLongPress } from '../../lib/use-long-press.ts';
import { useSwipe } from '../../lib/use-swipe.ts';
import type { ActionCall, MessageAction, Opens } from '../../registry/message-action.ts';
import { useLateRegistry } from '../../registry/registry.ts';
import { useClient } from '../../session/client.ts';
import type { Surface } from '../../ui/lazy-surface.tsx';
import { useComposing } from '../composer/index.ts';
import type { MessageSheetProps } from './MessageSheet.tsx';
import type { Row } from './rows.ts';

type TouchActionsProps = {
  log: RefObject<HTMLElement | null>;
  rows: readonly Row[];
  /** Opens with what can be done about a message. */
  Sheet: Surface<MessageSheetProps>;
};

/** A long press on a message opens a sheet with what can be done about it, a swipe does one of it. One for the whole log: rows stay light. */
export function TouchActions({ log, rows, Sheet }: TouchActionsProps) {
  const client = useClient();
  const { edit } = useComposing();
  // Kept while the sheet slides out.
  const [rowKey, setRowKey] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [asking, setAsking] = useState<Opens | null>(null);
  const goesToComposer = useRef(false);
  const afterwards = useRef<(() => void) | null>(null);
  const message = messageOf(rows, rowKey);
  const back = useBackToClose(isOpen, () => setOpen(false));

  function openFor(target: Element): void {
    const key = target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null;
    if (messageOf(rows, key) === null) return;
    goesToComposer.current = false;
    setRowKey(key);
    setOpen(true);
    back.push();
  }
  useLongPress(log, openFor);
  useMenuButtons(log, openFor);
  const late = useLateRegistry();
  useSwipe(log, (swiped) => {
    const about = messageOf(rows, swiped.dataset['row'] ?? null);
    const action = late?.messageActions.find(({ isSwipe = false }) => isSwipe);
    if (about === null || action === undefined || !('run' in action)) return;
    if (action.isFor(about, client.getState())) void action.run({ client, message: about, row: swiped, edit });
  });

  function close(): void {
    if (!isOpen) return;
    setOpen(false);
    back.pop();
  }

  /** What moves the focus or the selection waits until the sheet is out of the way. */
  function closeThen(task: () => void): void {
    afterwards.current = task;
    close();
  }

  const row = (): HTMLElement | null =>
    log.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowKey ?? '')}"]`) ?? null;

  function choose(action: MessageAction, about: Message): void {
    const call = (): ActionCall => ({ client, message: about, row: row(), edit });
    if ('Dialog' in action) return closeThen(() => setAsking(action));
    if ('runAfterSheet' in action) return closeThen(() => action.runAfterSheet(call()));
    if (action.leaves) {
      setOpen(false);
      return void action.run({ ...call(), isOver: true });
    }
    // At once and not afterwards: a phone raises its keyboard only for what a tap did.
    goesToComposer.current = action.leadsToComposer === true;
    void action.run(call());
    close();
  }

  if (message === null) return null;
  const stopAsking = (): void => setAsking(null);
  return (
    <>
      <Sheet
        message={message}
        isOpen={isOpen}
        finalFocus={() =>
          (goesToComposer.current ? document.getElementById(composerIdOf(message.chatId)) : row()) ?? true
        }
        onClose={close}
        onGiveUp={() => {
          close();
          setRowKey(null);
        }}
        onClosed={() => {
          afterwards.current?.();
          afterwards.current = null;
        }}
        onChoose={(action) => choose(action, message)}
      />
      {asking !== null && (
        <asking.Dialog
          message={message}
          anchor={row()}
          finalFocus={() => row() ?? true}
          onClose={stopAsking}
          onGiveUp={stopAsking}
        />
      )}
    </>
  );
}

function messageOf(rows: readonly Row[], key: string | null): Message | null {
  if (key === null) return null;
  const row = rows.find((one) => one.key === key);
  return row?.kind === 'message' && row.message.deletedAt === null ? row.message : null;
}

/** The way for those who can't press long: a button in each message that only a screen reader finds. */
function useMenuButtons(log: RefObject<HTMLElement | null>, openFor: (target: Element) => void): void {
  const open = useEffectEvent(openFor);
  useEffect(() => {
    const listening = new AbortController();
    log.current?.addEventListener(
      'click',
      ({ target }) => {
        if (target instanceof Element && target.closest('[data-message-menu]')) open(target);
      },
      { signal: listening.signal },
    );
    return () => listening.abort();
  }, [log]);
}
