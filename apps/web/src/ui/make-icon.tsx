import type { LucideProps } from 'lucide-react';
import type { JSX } from 'react';

/** What the build makes of an icon of Lucide (vite/icons.ts): the same, of one path. */
export function makeIcon(d: string): (props: LucideProps) => JSX.Element {
  return function Icon(props) {
    return (
      <svg
        width={24}
        height={24}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden={props['aria-label'] === undefined}
        {...props}
      >
        <path d={d} />
      </svg>
    );
  };
}
