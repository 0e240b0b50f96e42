import type { Block, Inline } from './tokens.ts';

/** As many characters, lines as they were typed, and tokens within them: each of those is drawn by itself. */
export type Room = { characters: number; lines: number; tokens: number };

/**
 * As much of the blocks, from the beginning, as fits into the room; the same blocks where all do. Nothing is cut from a word.
 * Code that is cut keeps all of it in `whole`.
 */
export function beginningOf(blocks: readonly Block[], room: Room): { blocks: readonly Block[]; isCut: boolean } {
  const cutter = new Cutter(room);
  const shown = cutter.blocks(blocks);
  return cutter.isCut ? { blocks: shown, isCut: true } : { blocks, isCut: false };
}

/** Takes from the room what it lets pass. */
class Cutter {
  isCut = false;
  #characters: number;
  #lines: number;
  #tokens: number;

  constructor({ characters, lines, tokens }: Room) {
    this.#tokens = tokens;
    this.#characters = characters;
    this.#lines = lines;
  }

  blocks(blocks: readonly Block[]): Block[] {
    return this.#eachLine(blocks, (block) => {
      // What contains blocks takes no line by itself.
      if (block.kind === 'quote') return { ...block, children: this.blocks(block.children) };
      if (block.kind === 'list') {
        const items = this.#eachLine(block.items, (item) => ({ ...item, children: this.blocks(item.children) }));
        return { ...block, items };
      }
      this.#lines--;
      if (block.kind === 'table') return this.#table(block);
      if (block.kind === 'code') return this.#code(block);
      return { ...block, children: this.#inline(block.children) };
    });
  }

  #table(block: Extract<Block, { kind: 'table' }>): Block {
    const cells = (row: Inline[][]): Inline[][] => this.#each(row, (cell) => this.#inline(cell));
    const head = cells(block.head);
    const rows = this.#eachLine(block.rows, (row) => {
      this.#lines--;
      return cells(row);
    });
    return { ...block, head, rows };
  }

  #code(block: Extract<Block, { kind: 'code' }>): Block {
    const text = this.#text(block.text);
    return text === block.text ? block : { ...block, text, whole: block.whole ?? block.text };
  }

  #inline(nodes: readonly Inline[]): Inline[] {
    return this.#each(nodes, (node) => {
      this.#tokens--;
      if ('children' in node) return { ...node, children: this.#inline(node.children) };
      if (node.kind !== 'mention') return { ...node, text: this.#text(node.text) };
      this.#characters -= node.name.length + 1;
      return node;
    });
  }

  #text(text: string): string {
    let end = 0;
    while (end < text.length) {
      const next = nextLine(text, end);
      if (text.charAt(end) === '\n' && --this.#lines < 0) return this.#cut(text, end);
      if (next - end > this.#characters) return this.#cut(text, endOfWord(text, end, this.#characters));
      this.#characters -= next - end;
      end = next;
    }
    return text;
  }

  #cut(text: string, end: number): string {
    this.isCut = true;
    return text.slice(0, end);
  }

  /** Of what begins a line nothing is shown where none is left: no mark of a list without its words. */
  #eachLine<Part>(parts: readonly Part[], take: (part: Part) => Part): Part[] {
    return this.#each(parts, take, 1);
  }

  #each<Part>(parts: readonly Part[], take: (part: Part) => Part, linesMin = 0): Part[] {
    const taken: Part[] = [];
    for (const part of parts) {
      this.isCut ||= this.#characters <= 0 || this.#tokens <= 0 || this.#lines < linesMin;
      if (this.isCut) break;
      taken.push(take(part));
    }
    return taken;
  }
}

function nextLine(text: string, from: number): number {
  const next = text.indexOf('\n', from + 1);
  return next < 0 ? text.length : next;
}

/** The last space that fits, or where a text without spaces has to be cut: between two characters. */
function endOfWord(text: string, from: number, characters: number): number {
  const end = from + Math.max(0, characters);
  const space = text.lastIndexOf(' ', end);
  if (space > from && end - space < 40) return space;
  return /[\udc00-\udfff]/.test(text.charAt(end)) ? end - 1 : end;
}
