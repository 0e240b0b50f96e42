import { Menu as Base } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';

type MenuProps = {
  trigger: ReactElement;
  children: ReactNode;
  align?: 'start' | 'end';
  defaultOpen?: boolean;
};

export function Menu({ trigger, children, align = 'end', defaultOpen = false }: MenuProps) {
  return (
    <Base.Root defaultOpen={defaultOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={5} collisionPadding={8} className="z-30">
          <Base.Popup className="pops min-w-44 rounded-md bg-raised p-1 shadow-2 outline-none">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuItemProps = { icon?: LucideIcon; children: ReactNode; danger?: boolean; onClick: () => void };

export function MenuItem({ icon: Icon, children, danger = false, onClick }: MenuItemProps) {
  return (
    <Base.Item
      onClick={onClick}
      className={classNames(
        'flex min-h-8.5 pointer-coarse:min-h-touch cursor-default items-center gap-2.5 rounded-sm px-2.5 text-control outline-none select-none',
        danger ? 'text-danger data-highlighted:bg-danger-soft' : 'data-highlighted:bg-tint',
      )}
    >
      {Icon && <Icon className="size-4" strokeWidth={1.8} aria-hidden="true" />}
      {children}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-2 my-1 h-px bg-line" />;
}
