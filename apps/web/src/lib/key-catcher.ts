import { isComposing } from './is-composing.ts';
import { t } from './words.ts';

/**
 * Between the event that opens another field and that field lie rendering and sometimes a request. What is typed
 * meanwhile goes to a field of its own, which has the focus before that event ends: nothing reaches what was open before.
 * The field that was opened takes over what it caught.
 */
export type Caught = {
  /** What each Enter ended, where nothing was there to act on it. */
  entered: string[];
  text: string;
  caret: [start: number, end: number];
};

type CatchOptions = {
  text?: string;
  onInput?: (text: string) => void;
  /** Whether Enter ends what is there; it makes a line otherwise. */
  isEnded?: (text: string) => boolean;
  /** Acts on Enter; false leaves the text in the field. */
  onEnter?: (text: string) => boolean;
  /** Inside a dialog that stays open meanwhile, which would take the focus back. */
  host?: Element | null;
};

type Catching = { goal: string; field: HTMLTextAreaElement; entered: string[]; options: CatchOptions; end: () => void };

/** How often the focus is fetched back from a dialog or menu that closes. */
const fetchesMax = 5;
/** Fields that are there already, by goal. */
const takers = new Map<string, () => void>();
let catching: Catching | null = null;

/** Call in the event that opens the goal. What was caught for another goal stays where its `onInput` put it. */
export function catchKeys(goal: string, options: CatchOptions = {}): void {
  if (catching?.goal === goal) return catching.field.focus({ preventScroll: true });
  dropKeys();
  const field = document.createElement('textarea');
  field.className = 'sr-only';
  field.setAttribute('aria-label', t`Keep typing`);
  field.value = options.text ?? '';
  (options.host ?? document.body).append(field);
  const ending = new AbortController();
  const current: Catching = { goal, field, entered: [], options, end: () => ending.abort() };
  catching = current;
  listen(current, ending.signal);
  field.focus({ preventScroll: true });
}

/** Hands over what was caught for the goal, an input method's composition finished. Call the result to stop waiting. */
export function takeKeys(goal: string, take: (caught: Caught) => void): () => void {
  const waiting = new AbortController();
  const hand = (): void => {
    const current = catching;
    const caught = caughtFor(goal);
    if (caught === null) return;
    // The other field is to have the focus before this one goes.
    take(caught);
    if (catching === current) dropKeys();
  };
  takers.set(goal, hand);
  if (catching?.field.dataset['composing'] === undefined) hand();
  else catching.field.addEventListener('compositionend', () => queueMicrotask(hand), { signal: waiting.signal });
  return () => {
    waiting.abort();
    if (takers.get(goal) === hand) takers.delete(goal);
  };
}

/** The goal's field may have been there all along: then it takes over at once. */
export function offerKeys(goal: string): void {
  takers.get(goal)?.();
}

export function caughtFor(goal: string): Caught | null {
  if (catching?.goal !== goal) return null;
  const { field, entered } = catching;
  return { entered, text: field.value, caret: [field.selectionStart, field.selectionEnd] };
}

/** Catches no more: of that goal, or whatever it was. */
export function dropKeys(goal = catching?.goal): void {
  if (catching === null || catching.goal !== goal) return;
  const { field, end } = catching;
  catching = null;
  end();
  field.remove();
}

/** Where typing goes while something opens. */
export function catchingField(): HTMLElement | null {
  return catching?.field ?? null;
}

/** Types into what catches: what was caught on the way here. */
export function typeOn({ entered, text }: Pick<Caught, 'entered' | 'text'>): void {
  if (catching === null) return;
  const { field } = catching;
  for (const line of entered) {
    insert(catching, line);
    enter(catching);
  }
  insert(catching, text);
  field.setSelectionRange(field.value.length, field.value.length);
}

function insert({ field, options }: Catching, text: string): void {
  if (text === '') return;
  field.value += text;
  options.onInput?.(field.value);
}

function enter({ field, entered, options }: Catching): void {
  if (options.onEnter === undefined) entered.push(field.value);
  else if (!options.onEnter(field.value)) return;
  field.value = '';
}

function listen(current: Catching, signal: AbortSignal): void {
  const { field, options, goal } = current;
  field.addEventListener('input', () => options.onInput?.(field.value), { signal });
  field.addEventListener('compositionstart', () => (field.dataset['composing'] = ''), { signal });
  field.addEventListener('compositionend', () => delete field.dataset['composing'], { signal });
  field.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing(event)) return;
      if (options.isEnded?.(field.value) === false) return;
      event.preventDefault();
      enter(current);
    },
    { signal },
  );
  let fetches = 0;
  field.addEventListener(
    'blur',
    () =>
      // A dialog or menu that closes gives the focus to where it came from.
      queueMicrotask(() => {
        if (catching !== current || document.activeElement === field || fetches++ >= fetchesMax) return;
        field.focus({ preventScroll: true });
      }),
    { signal },
  );
  // Whoever points or walks elsewhere types there.
  window.addEventListener('pointerdown', () => dropKeys(goal), { signal, capture: true });
  window.addEventListener('keydown', (event) => event.key === 'Tab' && dropKeys(goal), { signal, capture: true });
}
