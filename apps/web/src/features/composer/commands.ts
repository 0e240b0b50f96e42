import {
  Bold,
  Code,
  Italic,
  Link,
  List,
  ListOrdered,
  ListTodo,
  SquareCode,
  Strikethrough,
  TextQuote,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { withCtrl } from '../../lib/key-names.ts';
import { t } from '../../lib/words.ts';
import type { Edit, Selected } from './editing/edit.ts';
import { toggleLink } from './editing/make-link.ts';
import { toggleCodeBlock } from './editing/toggle-code-block.ts';
import { toggleLines } from './editing/toggle-lines.ts';
import { toggleMark } from './editing/toggle-mark.ts';

/** A button of the toolbar, and a key with Ctrl or Command. */
export type Command = {
  icon: LucideIcon;
  label: () => string;
  /** As `event.code` has it: where the key is, whatever a layout writes with it. */
  key?: { code: string; name: string; withShift?: true; onlySelected?: true };
  /** Something else begins with it. */
  beginsGroup?: true;
  run: (selected: Selected) => Edit | null;
};

export const commands: readonly Command[] = [
  {
    icon: Bold,
    label: () => t`Bold`,
    key: { code: 'KeyB', name: 'B' },
    run: (selected) => toggleMark(selected, '**'),
  },
  {
    icon: Italic,
    label: () => t`Italic`,
    key: { code: 'KeyI', name: 'I' },
    run: (selected) => toggleMark(selected, '*'),
  },
  {
    icon: Strikethrough,
    label: () => t`Strikethrough`,
    key: { code: 'KeyX', name: 'X', withShift: true },
    run: (selected) => toggleMark(selected, '~~'),
  },
  {
    icon: Link,
    label: () => t`Link`,
    // Without a selection it is the key that jumps to a chat.
    key: { code: 'KeyK', name: 'K', onlySelected: true },
    run: toggleLink,
  },
  {
    icon: Code,
    label: () => t`Code`,
    key: { code: 'KeyE', name: 'E' },
    beginsGroup: true,
    run: toggleCode,
  },
  {
    icon: SquareCode,
    label: () => t`Code block`,
    key: { code: 'KeyE', name: 'E', withShift: true },
    run: toggleCodeBlock,
  },
  {
    icon: TextQuote,
    label: () => t`Quote`,
    key: { code: 'Digit9', name: '9', withShift: true },
    beginsGroup: true,
    run: (selected) => toggleLines(selected, 'quote'),
  },
  {
    icon: List,
    label: () => t`List`,
    key: { code: 'Digit8', name: '8', withShift: true },
    run: (selected) => toggleLines(selected, 'bullet'),
  },
  {
    icon: ListOrdered,
    label: () => t`Numbered list`,
    key: { code: 'Digit7', name: '7', withShift: true },
    run: (selected) => toggleLines(selected, 'number'),
  },
  { icon: ListTodo, label: () => t`Task list`, run: (selected) => toggleLines(selected, 'task') },
];

type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function commandFor(event: Keys, { start, end }: Selected): Command | undefined {
  // AltGr is Ctrl and Alt, and writes letters.
  if (event.altKey || event.ctrlKey === event.metaKey) return undefined;
  return commands.find(({ key }) => {
    if (key === undefined || event.shiftKey !== (key.withShift ?? false)) return false;
    if (key.onlySelected && start === end) return false;
    return isKey(event, key);
  });
}

/** A letter is where the layout has it, a digit where the keyboard has it: with Shift it writes something else. */
export function isKey(event: Pick<Keys, 'key' | 'code'>, { code, name }: { code: string; name: string }): boolean {
  return /^Digit\d$/.test(code) ? event.code === code : event.key.toUpperCase() === name;
}

export function keyText({ key }: Command): string | null {
  if (key === undefined) return null;
  return withCtrl(key.withShift ? t`Shift ${key.name}` : key.name);
}

function toggleCode(selected: Selected): Edit | null {
  const isOfLines = selected.text.slice(selected.start, selected.end).includes('\n');
  return isOfLines ? toggleCodeBlock(selected) : toggleMark(selected, '`');
}
