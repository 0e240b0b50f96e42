import { t } from '../../lib/words.ts';
import type { KeyGroup, ListedKey } from '../../registry/key.ts';
import { useLateRegistry, useRegistry, type LateRegistry } from '../../registry/registry.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';

const groups: readonly { group: KeyGroup; title: () => string }[] = [
  { group: 'everywhere', title: () => t`Everywhere` },
  { group: 'writing', title: () => t`Writing` },
  { group: 'messages', title: () => t`Messages` },
];

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { keys } = useRegistry();
  const late = useLateRegistry();
  const lines = late === null ? [] : [...keys, ...lateKeys(late)].toSorted((a, b) => a.order - b.order);
  return (
    <Dialog title={t`Keyboard shortcuts`} onClose={onClose}>
      {groups.map(({ group, title }) => (
        <section key={group} className="mt-4 first-of-type:mt-0">
          <h3 className="mb-1 text-xs font-semibold text-muted">{title()}</h3>
          <dl>
            {lines
              .filter((line) => line.group === group)
              .map(({ names, label }) => (
                <div key={label()} className="flex items-center gap-3 py-1">
                  <dt className="order-2 ms-auto flex shrink-0 gap-1.5">
                    {names().map((name) => (
                      <Kbd key={name}>{name}</Kbd>
                    ))}
                  </dt>
                  <dd>{label()}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

/** Those of actions stand behind the others. */
function lateKeys({ keys, messageActions }: LateRegistry): ListedKey[] {
  const ofActions = messageActions.flatMap(({ key, label, order }): ListedKey[] =>
    key === undefined ? [] : [{ group: 'messages', order: 1_000 + order, names: key.names, label }],
  );
  return [...keys, ...ofActions];
}
