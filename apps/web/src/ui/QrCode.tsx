import { useMemo } from 'react';
import { encode } from 'uqr';

type QrCodeProps = {
  text: string;
  /** What it is for: a screen reader says it, and what it holds stands beside it as text. */
  label: string;
  className?: string;
};

/** Modules of light around it, without which cameras find none. */
const quiet = 4;

/** Dark on light in both themes: many cameras read no other. Load it lazily: it brings its encoder along. */
export function QrCode({ text, label, className }: QrCodeProps) {
  const { size, path } = useMemo(() => draw(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      className={className}
      style={{ shapeRendering: 'crispEdges' }}
    >
      <rect width={size} height={size} fill="white" />
      <path d={path} fill="black" />
    </svg>
  );
}

/** Each row's dark stretches, as one path. */
function draw(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: quiet });
  const rows = data.map((row, y) => {
    let line = '';
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] !== true) continue;
      const start = x;
      while (row[x + 1] === true) x += 1;
      line += `M${start} ${y}h${x - start + 1}v1H${start}z`;
    }
    return line;
  });
  return { size, path: rows.join('') };
}
