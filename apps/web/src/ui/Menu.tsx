import { Menu as Base } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import { Check } from 'lucide-react';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
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
        <Base.Positioner align={align} sideOffset={5} collisionPadding={8} className="z-50">
          <Base.Popup className={popupLook}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const popupLook = 'pops min-w-44 rounded-md bg-raised p-1 shadow-2 outline-none';
const itemLook =
  'flex min-h-8.5 pointer-coarse:min-h-touch cursor-default items-center gap-2.5 rounded-sm px-2.5 text-control outline-none select-none';

/** Where a menu without a button opens: beside an element, or where the mouse is. */
export type Anchor = ComponentProps<typeof Base.Positioner>['anchor'];

type AnchoredMenuProps = {
  label: string;
  anchor: Anchor;
  align?: 'start' | 'end';
  /** What opened it, where pressing that again closes it: it does so itself. */
  button?: HTMLElement | null;
  isOpen: boolean;
  onClose: () => void;
  /** It is out of sight. */
  onClosed?: () => void;
  finalFocus: () => HTMLElement | boolean;
  children: ReactNode;
};

/** Opened by something else than a button of its own, as a context menu is. */
export function AnchoredMenu(props: AnchoredMenuProps) {
  const { label, anchor, align = 'start', button, isOpen, onClose, onClosed, finalFocus, children } = props;
  const isOnButton = ({ type, target }: Event): boolean =>
    type !== 'keydown' && target instanceof Node && button?.contains(target) === true;
  return (
    <Base.Root
      open={isOpen}
      modal={false}
      onOpenChange={(next, { event }) => !next && !isOnButton(event) && onClose()}
      onOpenChangeComplete={(next) => !next && onClosed?.()}
    >
      <Base.Portal>
        <Base.Positioner anchor={anchor} align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup aria-label={label} finalFocus={finalFocus} className={popupLook}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuChoiceProps<Value extends string> = {
  label: string;
  value: Value;
  /** What is left out is not offered. */
  options: Readonly<Partial<Record<Value, string>>>;
  onChoose: (value: Value) => void;
};

/** One of several; the menu stays open. */
export function MenuChoice<Value extends string>({ label, value, options, onChoose }: MenuChoiceProps<Value>) {
  return (
    <Base.RadioGroup aria-label={label} value={value} onValueChange={(next: Value) => onChoose(next)}>
      {(Object.keys(options) as Value[]).map((option) => (
        <Base.RadioItem key={option} value={option} className={classNames(itemLook, 'data-highlighted:bg-tint')}>
          <span className="grid size-4 place-items-center">
            <Base.RadioItemIndicator>
              <Check className="size-4" strokeWidth={2} aria-hidden="true" />
            </Base.RadioItemIndicator>
          </span>
          {options[option]}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

type MenuCheckProps = { isOn: boolean; onChange: (isOn: boolean) => void; children: ReactNode };

export function MenuCheck({ isOn, onChange, children }: MenuCheckProps) {
  return (
    <Base.CheckboxItem
      checked={isOn}
      onCheckedChange={(next) => onChange(next)}
      closeOnClick
      className={classNames(itemLook, 'data-highlighted:bg-tint')}
    >
      <span className="grid size-4 place-items-center">
        <Base.CheckboxItemIndicator>
          <Check className="size-4" strokeWidth={2} aria-hidden="true" />
        </Base.CheckboxItemIndicator>
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

type MenuItemProps = { icon?: LucideIcon; children: ReactNode; danger?: boolean; onClick: () => void };

export function MenuItem({ icon: Icon, children, danger = false, onClick }: MenuItemProps) {
  return (
    <Base.Item
      onClick={onClick}
      className={classNames(
        itemLook,
        danger ? 'text-danger data-highlighted:bg-danger-soft' : 'data-highlighted:bg-tint',
      )}
    >
      {Icon && <Icon className="size-4" strokeWidth={1.8} aria-hidden="true" />}
      {children}
    </Base.Item>
  );
}

/** Items that belong together, and what they do. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 pt-1.5 pb-1 text-xs font-semibold text-muted">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-2 my-1 h-px bg-line" />;
}
