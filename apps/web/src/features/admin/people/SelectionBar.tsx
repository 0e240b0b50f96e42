import type { PersonChange } from '@confab/protocol';
import { useState } from 'react';
import { plural, t } from '../../../lib/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { RoleDialog } from './RoleDialog.tsx';

type SelectionBarProps = {
  /** Who is chosen, of those in sight. */
  ids: readonly string[];
  /** Where nobody is. */
  summary: string;
  isAllChosen: boolean;
  onChooseAll: (isChosen: boolean) => void;
  onDone: () => void;
};

/** How many there are; with some chosen, what can be done about all of them at once. */
export function SelectionBar({ ids, summary, isAllChosen, onChooseAll, onDone }: SelectionBarProps) {
  const [opened, setOpened] = useState<PersonChange['type'] | null>(null);
  const name = t`${plural(ids.length, { one: '# person', other: '# people' })}`;
  const close = (): void => setOpened(null);
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-1.5">
      <label className="grid size-8 shrink-0 cursor-pointer place-items-center pointer-coarse:min-h-touch pointer-coarse:min-w-touch">
        <input
          type="checkbox"
          aria-label={t`Choose all in sight`}
          checked={isAllChosen}
          onChange={(event) => onChooseAll(event.target.checked)}
          className="size-4 accent-accent"
        />
      </label>
      <span role="status" className="min-w-0 flex-1 text-sm text-muted">
        {ids.length === 0 ? summary : t`${plural(ids.length, { one: '# chosen', other: '# chosen' })}`}
      </span>
      {ids.length > 0 && (
        <>
          <Button size="s" onClick={() => setOpened('set-role')}>
            {t`Change role`}
          </Button>
          <Button size="s" onClick={() => setOpened('end-sessions')}>
            {t`Log out`}
          </Button>
          <Button size="s" onClick={() => setOpened('reactivate')}>
            {t`Reactivate`}
          </Button>
          <Button size="s" look="danger-quiet" onClick={() => setOpened('deactivate')}>
            {t`Deactivate`}
          </Button>
        </>
      )}
      {opened === 'set-role' && <RoleDialog userIds={ids} name={name} current={null} onClose={close} onDone={onDone} />}
      {opened !== null && opened !== 'set-role' && (
        <ChangeDialog userIds={ids} name={name} change={{ type: opened }} onClose={close} onDone={onDone} />
      )}
    </div>
  );
}
