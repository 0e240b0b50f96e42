import { t } from '../../lib/words.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { jumpKey, listKey } from '../../lib/jump-key.ts';

type Key = [names: string[], what: string];

function listKeys(): { title: string; keys: Key[] }[] {
  return [
    {
      title: t`Everywhere`,
      keys: [
        [[jumpKey()], t`Jump to a chat or a person`],
        [[t`Alt ↑`, t`Alt ↓`], t`Chat above or below`],
        [[t`Esc`], t`Close, cancel, then mark as read`],
        [[listKey(), '?'], t`These keys, “?” while you are not writing`],
      ],
    },
    {
      title: t`Writing`,
      keys: [
        [[t`Enter`], t`Send`],
        [[t`Shift Enter`], t`New line`],
        [['↑'], t`Edit your last message, in an empty field`],
      ],
    },
    {
      title: t`Messages`,
      keys: [
        [['↑', '↓'], t`Message above or below`],
        [[t`Home`, t`End`], t`First or last message here`],
        [[t`Tab`], t`Actions of the message`],
      ],
    },
  ];
}

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t`Keyboard shortcuts`} onClose={onClose}>
      {listKeys().map(({ title, keys }) => (
        <section key={title} className="mt-4 first-of-type:mt-0">
          <h3 className="mb-1 text-xs font-semibold text-muted">{title}</h3>
          <dl>
            {keys.map(([names, what]) => (
              <div key={what} className="flex items-center gap-3 py-1">
                <dt className="order-2 ml-auto flex shrink-0 gap-1.5">
                  {names.map((name) => (
                    <Kbd key={name}>{name}</Kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
