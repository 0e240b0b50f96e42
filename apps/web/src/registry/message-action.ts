import type { ClientState, ConfabClient } from '@confab/client';
import type { Message } from '@confab/protocol';
import type { LucideIcon } from 'lucide-react';
import type { Surface } from '../ui/lazy-surface.tsx';

/**
 * Something that can be done about a message: a button of the toolbar that a mouse and the keyboard find, an entry of the
 * sheet that a long press opens, and a key while the message has the focus.
 */
export type MessageAction = {
  name: string;
  order: number;
  icon: LucideIcon;
  label: () => string;
  /** Where `isOn`, it was done before: the same button takes it back, and looks like this. */
  back?: Look & { isOn: (message: Message, state: ClientState) => boolean };
  isDangerous?: boolean;
  /** Not of deleted messages, of which nothing is to be done. */
  isFor: (message: Message, state: ClientState) => boolean;
  key?: ActionKey;
  /** A finger that draws the message towards its beginning does it. One action has that. */
  isSwipe?: true;
} & (Runs | Opens | OnlyInSheet);

export type Look = { icon: LucideIcon; label: () => string };

/** A key that is no text: what can be typed goes to the composer, also from a message. */
type ActionKey = { names: () => readonly string[]; isPressed: (event: KeyboardEvent) => boolean };

/** It is done at once. */
export type Runs = {
  /** Resolves whether it worked, where `done` is to say so. */
  run: (call: ActionCall) => void | Promise<boolean>;
  /** What the button shows for a moment when it worked. */
  done?: Look;
  /** The composer has the focus afterwards, otherwise the message. */
  leadsToComposer?: boolean;
  /** It goes to another address: from the sheet in the place of its entry in the history. */
  leaves?: boolean;
};

/** It asks first. */
export type Opens = {
  Dialog: Surface<ActionDialogProps>;
  /** In the event that opens it, which may come long before it is there. */
  onOpen?: () => void;
  /** At the top of the sheet instead of an entry that opens the dialog. */
  SheetRow?: Surface<{ message: Message; onDone: () => void }>;
};

/** It moves the focus or the selection: the sheet has to be out of the way. */
export type OnlyInSheet = { runAfterSheet: (call: ActionCall) => void };

export type ActionCall = {
  client: ConfabClient;
  message: Message;
  /** The message where it stands in the log. */
  row: HTMLElement | null;
  /** The sheet is an entry of the history, and what comes next replaces it. */
  isOver?: boolean;
  /** Opens it in the composer. */
  edit: (message: Message) => void;
};

export type ActionDialogProps = {
  message: Message;
  /** The button that opened it, or the message where that was a key or the sheet. */
  anchor: HTMLElement | null;
  finalFocus: () => HTMLElement | boolean;
  onClose: () => void;
};
