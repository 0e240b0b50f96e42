import type { Emitter } from 'highlight.js';

/** A stretch of code, and what the highlighter takes it for: `title.function`, of the innermost. */
export type ScopedPiece = { text: string; scope: string | null };

/** Receives what the highlighter finds. Its usual receiver writes HTML, which this page takes from nobody. */
export class PieceEmitter implements Emitter {
  readonly pieces: ScopedPiece[] = [];
  readonly #open: (string | null)[] = [];

  addText(text: string): void {
    if (text !== '') this.pieces.push({ text, scope: this.#open.findLast((scope) => scope !== null) ?? null });
  }

  startScope(name: string): void {
    this.#open.push(name);
  }

  endScope(): void {
    this.#open.pop();
  }

  openNode(name: string): void {
    this.startScope(name);
  }

  closeNode(): void {
    this.endScope();
  }

  __addSublanguage(emitter: Emitter): void {
    if (emitter instanceof PieceEmitter) this.pieces.push(...emitter.pieces);
  }

  finalize(): void {
    // Nothing is left open that would have to be closed.
  }

  toHTML(): string {
    return '';
  }
}
