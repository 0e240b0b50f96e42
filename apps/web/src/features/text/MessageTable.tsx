import type { Block } from '@confab/text';
import { t } from '../../lib/words.ts';
import { InlineNodes } from './InlineNodes.tsx';
import type { TextParts } from './text-parts.ts';

type MessageTableProps = { table: Extract<Block, { kind: 'table' }>; parts: TextParts };

/** Scrolls inside: it never widens the message. */
export function MessageTable({ table: { aligns, head, rows }, parts }: MessageTableProps) {
  return (
    <div role="group" aria-label={t`Table`} tabIndex={0} data-scrolls>
      <table dir="auto">
        <tbody>
          {[head, ...rows].map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => {
                const Cell = index === 0 ? 'th' : 'td';
                return (
                  <Cell key={column} data-align={aligns[column]}>
                    <InlineNodes nodes={cell} parts={parts} />
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
