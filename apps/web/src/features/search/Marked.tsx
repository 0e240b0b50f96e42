import { Fragment } from 'react';
import type { Piece } from './found-words.ts';

export function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, isFound }, index) =>
    isFound ? (
      <mark key={index} className="rounded-xs bg-highlight font-medium text-text">
        {text}
      </mark>
    ) : (
      <Fragment key={index}>{text}</Fragment>
    ),
  );
}
