import type { Edit, Selected } from '../editing/edit.ts';
import { isInCode } from '../../../lib/is-in-fence.ts';
import { linkSelection } from '../editing/make-link.ts';
import { fenceFor } from '../editing/toggle-code-block.ts';
import { codeIn } from './code-in.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';

/** What a paste is to become, or null for what the browser does: the plain text as it is. */
export function editForPaste(selected: Selected, data: DataTransfer): Edit | null {
  const plain = data.getData('text/plain');
  if (isInCode(selected.text, selected.start)) return null;
  const link = linkSelection(selected, plain.trim());
  if (link !== null) return link;
  try {
    const code = codeIn(data, plain);
    if (code !== null) {
      const ticks = fenceFor(code.text);
      return insertBlock(selected, `${ticks}${code.language}\n${code.text}\n${ticks}`);
    }
    const markdown = htmlToMarkdown(data.getData('text/html'));
    if (markdown === null) return null;
    return markdown.isBlock ? insertBlock(selected, markdown.text) : insertInline(selected, markdown.text);
  } catch {
    // Whatever another program has put there: its plain text is never lost.
    return null;
  }
}

function insertInline({ start, end }: Selected, insert: string): Edit {
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length };
}

/** On lines of its own. */
function insertBlock(selected: Selected, block: string): Edit {
  const { text, start, end } = selected;
  const before = start > 0 && text[start - 1] !== '\n' ? '\n' : '';
  const after = end < text.length && text[end] !== '\n' ? '\n' : '';
  return insertInline(selected, before + block + after);
}
