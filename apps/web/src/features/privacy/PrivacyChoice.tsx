import { documentOf } from '@confab/client';
import { kindFeature } from '@confab/protocol/documents';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';

type Field = 'receipts' | 'lastSeen';

/** What others are shown of oneself, and one is shown of others: always both. */
export function PrivacyChoice() {
  const client = useClient();
  const isKept = useClientState(({ features }) => features.includes(kindFeature('privacy')));
  const hidden = useClientState((state) => documentOf(state, 'privacy', null));
  if (!isKept) return <p className="text-sm text-muted">{t`This server has no privacy settings.`}</p>;

  function choose(field: Field, isShown: boolean): void {
    const { [field]: _was, ...others } = documentOf(client.getState(), 'privacy', null) ?? {};
    try {
      client.putDocument('privacy', null, isShown ? others : { ...others, [field]: 'hidden' });
    } catch (reason) {
      tell(failureText(reason));
    }
  }
  const rows: readonly { field: Field; label: string; note: string }[] = [
    {
      field: 'receipts',
      label: t`Show what I’ve read`,
      note: t`Others see how far you’ve read, and you see it of them. When off, neither is shown.`,
    },
    {
      field: 'lastSeen',
      label: t`Show when I was last online`,
      note: t`When off, you won’t see it of others either. Being online is always shown.`,
    },
  ];
  return (
    <div className="grid gap-1 rounded-md px-1">
      {rows.map(({ field, label, note }) => (
        <label
          key={field}
          className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-2.5 rounded-sm py-1.5 pointer-coarse:min-h-touch has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="checkbox"
            checked={hidden?.[field] !== 'hidden'}
            onChange={(event) => choose(field, event.target.checked)}
            className="size-4 shrink-0 accent-accent"
          />
          <span className="font-medium">{label}</span>
          <span className="w-full ps-6.5 text-sm text-muted">{note}</span>
        </label>
      ))}
    </div>
  );
}
