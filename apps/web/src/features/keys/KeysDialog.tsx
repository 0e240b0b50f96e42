import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { jumpKey, listKey } from '../../lib/jump-key.ts';

const groups: { title: string; keys: [keys: string[], what: string][] }[] = [
  {
    title: 'Everywhere',
    keys: [
      [[jumpKey], 'Jump to a chat or a person'],
      [['Alt ↑', 'Alt ↓'], 'Chat above or below'],
      [['Esc'], 'Close, cancel, then mark as read'],
      [[listKey, '?'], 'These keys, “?” while you are not writing'],
    ],
  },
  {
    title: 'Writing',
    keys: [
      [['Enter'], 'Send'],
      [['Shift Enter'], 'New line'],
      [['↑'], 'Edit your last message, in an empty field'],
    ],
  },
  {
    title: 'Messages',
    keys: [
      [['↑', '↓'], 'Message above or below'],
      [['Home', 'End'], 'First or last message here'],
      [['Tab'], 'Actions of the message'],
    ],
  },
];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      {groups.map(({ title, keys }) => (
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
