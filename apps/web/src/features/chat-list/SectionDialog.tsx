import { chatSettings } from '@confab/client';
import { Check } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogFoot } from '../../ui/DialogFoot.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { sectionOf } from './arrange.ts';
import { headingTitle } from './heading-title.ts';
import type { RowAction } from './row-actions.ts';
import { changeChat, changeSidebar, sidebarSettings } from './settings.ts';

/** As the document has room for. */
const nameMax = 60;
const sectionsMax = 40;

type SectionDialogProps = {
  row: string;
  asked: NonNullable<RowAction['asks']>;
  finalFocus: () => HTMLElement | boolean;
  onClose: () => void;
};

export function SectionDialog({ row, asked, finalFocus, onClose }: SectionDialogProps) {
  const title = asked === 'section' ? t`Move to section` : t`Rename section`;
  return (
    <Dialog title={title} onClose={onClose} finalFocus={finalFocus}>
      {asked === 'section' ? <Choice chatId={row} onClose={onClose} /> : <Rename row={row} onClose={onClose} />}
    </Dialog>
  );
}

function Choice({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const client = useClient();
  const { sections = [] } = useClientState(sidebarSettings);
  const current = useClientState((state) => chatSettings(state, chatId).section);
  const known = sections.some(({ id }) => id === current) ? current : undefined;
  // A favourite stands among the favourites, whatever its section.
  const choose = (section: string | undefined): void => {
    changeChat(client, chatId, { section, favourite: undefined });
    onClose();
  };
  function make(name: string): void {
    const id = crypto.randomUUID().slice(0, 8);
    changeSidebar(client, { sections: [...sections, { id, name }] });
    choose(id);
  }
  return (
    <>
      {sections.length > 0 && (
        <ul className="-mx-2 mb-3 max-h-list overflow-y-auto">
          {[{ id: undefined, name: t`No section` }, ...sections].map(({ id, name }) => (
            <li key={id ?? ''}>
              <button
                type="button"
                aria-current={id === known}
                onClick={() => choose(id)}
                className="flex min-h-9 w-full items-center gap-2.5 rounded-sm px-2 text-start hover:bg-tint pointer-coarse:min-h-touch"
              >
                <Check
                  aria-hidden="true"
                  strokeWidth={2}
                  className={classNames('size-4 shrink-0', id === known ? 'text-accent-text' : 'invisible')}
                />
                <bdi className="min-w-0 truncate">{name}</bdi>
              </button>
            </li>
          ))}
        </ul>
      )}
      {sections.length < sectionsMax && (
        <NameForm label={t`New section`} action={t`Create`} initial="" onSave={make} onCancel={onClose} />
      )}
    </>
  );
}

function Rename({ row, onClose }: { row: string; onClose: () => void }) {
  const client = useClient();
  const id = sectionOf(row);
  const initial = useClientState((state) => headingTitle(state, `#s:${id ?? ''}`));
  function rename(name: string): void {
    const { sections = [] } = sidebarSettings(client.getState());
    changeSidebar(client, { sections: sections.map((one) => (one.id === id ? { ...one, name } : one)) });
    onClose();
  }
  return <NameForm label={t`Section name`} action={t`Save`} initial={initial} onSave={rename} onCancel={onClose} />;
}

type NameFormProps = {
  label: string;
  action: string;
  initial: string;
  onSave: (name: string) => void;
  onCancel: () => void;
};

function NameForm({ label, action, initial, onSave, onCancel }: NameFormProps) {
  const [name, setName] = useState(initial);
  const isFit = name.trim() !== '' && name.trim().length <= nameMax;
  function save(event: SubmitEvent): void {
    event.preventDefault();
    if (isFit) onSave(name.trim());
  }
  return (
    <form onSubmit={save}>
      <TextField
        label={label}
        value={name}
        autoFocus
        maxCharacters={nameMax}
        onChange={(event) => setName(event.target.value)}
      />
      <DialogFoot>
        <Button onClick={onCancel}>{t`Cancel`}</Button>
        <Button look="primary" type="submit" disabled={!isFit}>
          {action}
        </Button>
      </DialogFoot>
    </form>
  );
}
