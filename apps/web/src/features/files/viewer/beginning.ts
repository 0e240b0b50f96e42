import type { Message } from '@confab/protocol';
import type { Pictured } from '../showing/blocks.ts';

/** A picture, and where it was sent. */
export type Shown = { picture: Pictured; message: Message };
/** What the viewer begins with, in the order in which it is looked through. */
export type Beginning = { shown: readonly Shown[]; index: number };

let beginning: Beginning = { shown: [], index: 0 };

export function begin(next: Beginning): void {
  beginning = next;
}

/** Of the viewer that opens. */
export function readBeginning(): Beginning {
  return beginning;
}
