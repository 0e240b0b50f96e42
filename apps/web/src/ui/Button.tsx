import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const looks = {
  primary: 'bg-accent text-on-accent enabled:hover:bg-accent-hover',
  soft: 'bg-accent-soft text-accent-text enabled:hover:bg-accent-soft-hover',
  quiet: 'bg-tint text-text enabled:hover:bg-tint-strong',
  danger: 'bg-danger text-on-danger enabled:hover:opacity-90',
  'danger-quiet': 'text-danger enabled:hover:bg-danger-soft',
} as const;

const sizes = {
  s: 'min-h-8 px-3 text-sm',
  m: 'min-h-9 px-3.5 text-control',
  l: 'min-h-10.5 px-4 text-base',
} as const;

type ButtonProps = ComponentProps<'button'> & { look?: keyof typeof looks; size?: keyof typeof sizes };

export function Button({ look = 'quiet', size = 'm', className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={classNames(
        'inline-flex items-center justify-center gap-1.5 rounded-sm py-1 font-medium pointer-coarse:min-h-touch transition-colors disabled:opacity-55',
        looks[look],
        sizes[size],
        className,
      )}
      {...rest}
    />
  );
}
