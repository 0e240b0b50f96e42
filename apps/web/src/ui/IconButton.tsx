import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  icon: LucideIcon;
  /** Its name for a screen reader, and the tooltip for everyone else. */
  label: string;
  size?: 's' | 'm';
};

export function IconButton({ icon: Icon, label, size = 'm', className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tooltip={label}
      className={classNames(
        'grid shrink-0 place-items-center rounded-sm text-muted transition-colors hover:bg-tint hover:text-text aria-pressed:bg-tint aria-pressed:text-text',
        size === 'm' ? 'size-9' : 'size-7.5',
        'pointer-coarse:min-h-touch pointer-coarse:min-w-touch',
        className,
      )}
      {...rest}
    >
      <Icon className={size === 'm' ? 'size-4.75' : 'size-4.25'} strokeWidth={1.8} aria-hidden="true" />
    </button>
  );
}
