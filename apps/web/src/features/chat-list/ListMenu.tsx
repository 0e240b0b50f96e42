import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { AnchoredMenu, MenuItem, MenuSeparator, type Anchor } from '../../ui/Menu.tsx';
import { Sheet, SheetItem } from '../../ui/Sheet.tsx';
import type { RowAction } from './row-actions.ts';
import { SectionDialog } from './SectionDialog.tsx';
import { useRowActions } from './use-row-actions.ts';

type ListMenuProps = {
  row: string;
  anchor: Anchor;
  /** A finger opened it. */
  isSheet: boolean;
  isOpen: boolean;
  finalFocus: () => HTMLElement | boolean;
  onClose: () => void;
  /** It is out of sight. */
  onClosed: () => void;
};

/** What can be done with a row of the list: beside it, or from the lower edge for fingers. */
export function ListMenu({ row, anchor, isSheet, isOpen, finalFocus, onClose, onClosed }: ListMenuProps) {
  const { title, actions } = useRowActions(row);
  const [asking, setAsking] = useState<RowAction['asks'] | null>(null);
  function choose({ run, asks }: RowAction): void {
    if (asks) return setAsking(asks);
    run?.();
    onClose();
  }

  if (asking) {
    const done = (): void => {
      onClose();
      onClosed();
    };
    return <SectionDialog row={row} asked={asking} finalFocus={finalFocus} onClose={done} />;
  }
  if (isSheet) {
    return (
      <Sheet title={t`Actions for ${title}`} {...{ isOpen, onClose, onClosed, finalFocus }}>
        <p className="truncate px-3.5 pb-2 text-sm font-semibold text-muted">
          <bdi>{title}</bdi>
        </p>
        {actions.map((action) => (
          <SheetItem
            key={action.name}
            icon={action.icon}
            danger={action.isDangerous === true}
            onClick={() => choose(action)}
          >
            {action.label}
          </SheetItem>
        ))}
      </Sheet>
    );
  }
  return (
    <AnchoredMenu label={t`Actions for ${title}`} {...{ anchor, isOpen, onClose, onClosed, finalFocus }}>
      {actions.map((action) => [
        action.beginsGroup && <MenuSeparator key={`before ${action.name}`} />,
        <MenuItem
          key={action.name}
          icon={action.icon}
          danger={action.isDangerous === true}
          onClick={() => choose(action)}
        >
          {action.label}
        </MenuItem>,
      ])}
    </AnchoredMenu>
  );
}
