import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { CompletionItem, CompletionSource } from '../../../registry/completion.ts';
import { useRegistry } from '../../../registry/registry.ts';
import { useClient } from '../../../session/client.ts';
import { useComposing } from '../composing.ts';
import { applyEdit } from '../editing/apply-edit.ts';
import { finishWord } from './finish-word.ts';
import { findWord, type Word } from './find-word.ts';

type Offer = { word: Word; items: readonly CompletionItem[] };

const itemsShown = 8;

/** Offers what finishes the word that is being typed. The focus stays in the field, whose keys steer the list. */
export function useCompletion(field: RefObject<HTMLTextAreaElement | null>, chatId: string) {
  const client = useClient();
  const { late } = useRegistry();
  const isNew = useComposing().editing === null;
  const [offer, setOffer] = useState<Offer | null>(null);
  /** What is offered from the moment it is found: a key may come before the list is drawn. */
  const offered = useRef<Offer | null>(null);
  const [index, setIndex] = useState(0);
  const asked = useRef(0);
  /** Where Esc was pressed: that word is offered nothing more. */
  const closedAt = useRef<number | null>(null);

  function wordIn(element: HTMLTextAreaElement): Word | null {
    const state = late.read();
    return state.status === 'here' ? wordAtCaret(element, state.value.completions) : null;
  }

  async function find(element: HTMLTextAreaElement, { source, query, from }: Word): Promise<readonly CompletionItem[]> {
    const startsMessage = isNew && element.value.slice(0, from).trim() === '';
    return await source.find(query, { client, chatId, startsMessage }).catch(() => []);
  }

  function show(next: Offer | null): void {
    offered.current = next;
    setOffer(next);
  }

  function close(): void {
    asked.current++;
    show(null);
  }

  /** Moving through what was written long ago opens nothing. */
  async function look(isTyped: boolean): Promise<void> {
    const element = field.current;
    if (element === null) return;
    const word = wordIn(element);
    if (closedAt.current !== null && word?.from !== closedAt.current && isTyped) closedAt.current = null;
    if (word === null || word.from === closedAt.current) return close();
    const before = offered.current?.word;
    if (isSameWord(before, word)) {
      if (before?.query === word.query) return;
    } else if (!isTyped) return close();
    const number = ++asked.current;
    const items = await find(element, word);
    if (asked.current !== number) return;
    setIndex(0);
    show(items.length === 0 ? null : { word, items: items.slice(0, itemsShown) });
  }

  const onInput = useEffectEvent((event: Event) => {
    const state = late.read();
    if (state.status !== 'here') return void late.fetch().then(() => look(true));
    void look(true);
    if (field.current) void finishWord(event, field.current, state.value.completions, { client, chatId });
  });
  const onMove = useEffectEvent(() => void (offered.current !== null && look(false)));
  const onLeave = useEffectEvent(close);
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    field.current?.addEventListener('input', (event) => onInput(event), options);
    field.current?.addEventListener('blur', () => onLeave(), options);
    document.addEventListener('selectionchange', () => onMove(), options);
    return () => listening.abort();
  }, [field]);

  /** Without an item the one that is current. Whoever types fast means what fits by now, not what fitted a letter ago. */
  async function take(chosen?: CompletionItem): Promise<void> {
    const element = field.current;
    const word = element && wordIn(element);
    const current = offered.current;
    if (element === null || current === null || word?.from !== current.word.from) return close();
    close();
    const isLate = chosen === undefined && word.query !== current.word.query;
    const items = isLate ? await find(element, word) : current.items;
    const item = chosen ?? items[isLate ? 0 : index];
    if (item !== undefined) put(element, word, item.insert);
  }

  /** Whether the key was for the list. */
  function onKeyDown({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
    const current = offered.current;
    if (current === null || ctrlKey || metaKey || altKey || shiftKey) return false;
    const count = current.items.length;
    if (key === 'ArrowDown') setIndex((index + 1) % count);
    else if (key === 'ArrowUp') setIndex((index - 1 + count) % count);
    else if (key === 'Enter' || key === 'Tab') void take();
    else if (key === 'Escape') {
      closedAt.current = current.word.from;
      close();
    } else return false;
    return true;
  }

  return { offer, index, setIndex, take, onKeyDown };
}

function wordAtCaret(
  { value, selectionStart, selectionEnd }: HTMLTextAreaElement,
  sources: readonly CompletionSource[],
): Word | null {
  return selectionStart === selectionEnd ? findWord(value, selectionStart, sources) : null;
}

function isSameWord(one: Word | undefined, other: Word): boolean {
  return one?.from === other.from && one.source === other.source;
}

function put(element: HTMLTextAreaElement, { from, query }: Word, insert: string): void {
  const to = from + 1 + query.length;
  // The blank that stands there already serves.
  const hasBlank = insert.endsWith(' ') && element.value[to] === ' ';
  const caret = from + insert.length;
  applyEdit(element, { from, to: hasBlank ? to + 1 : to, insert, start: caret, end: caret });
}
