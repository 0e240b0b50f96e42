import type { ComponentProps, ReactNode } from 'react';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';

type FoldLookProps = {
  isOpen: boolean;
  /** What is said, or its beginning. */
  children: ReactNode;
  /** Stands beside the button while not all is shown. */
  tail: ReactNode;
} & Pick<ComponentProps<'button'>, 'ref' | 'onClick'>;

export function FoldLook({ isOpen, children, tail, ...rest }: FoldLookProps) {
  return (
    <>
      <div className="fold" data-closed={!isOpen || undefined}>
        {children}
      </div>
      <div>
        <Button size="s" aria-expanded={isOpen} {...rest}>
          {isOpen ? t`Show less` : t`Show all`}
        </Button>
        {!isOpen && tail !== null && ' '}
        {!isOpen && tail}
      </div>
    </>
  );
}
