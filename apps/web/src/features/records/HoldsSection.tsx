import { createRecordActions } from '@confab/client/records';
import type { Hold } from '@confab/protocol';
import { useCallback, useState } from 'react';
import { exactTime, listTime } from '../../lib/dates.ts';
import { failureText } from '../../lib/failure-text.ts';
import { tell } from '../../lib/notices.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { useNow } from '../../lib/use-now.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { HoldGroupDialog } from './HoldDialog.tsx';

export function HoldsSection() {
  const { rest } = useClient();
  const { value: holds, error, reload } = useAnswer(useCallback(() => createRecordActions(rest).holds(), [rest]));
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <FormError text={error} />
      {holds?.length === 0 && (
        <p className="text-sm text-pretty text-muted">
          {t`Nothing is held. To hold a person, open People and choose “Legal hold…” for them.`}
        </p>
      )}
      {holds && holds.length > 0 && (
        <ul aria-label={t`Legal holds`} className="border-t border-line">
          {holds.map((hold) => (
            <HoldRow key={`${hold.kind} ${hold.id}`} hold={hold} onLifted={reload} />
          ))}
        </ul>
      )}
      <Button size="s" className="mt-3" onClick={() => setAdding(true)}>
        {t`Hold a group…`}
      </Button>
      {isAdding && <HoldGroupDialog onClose={() => setAdding(false)} onDone={reload} />}
    </>
  );
}

function HoldRow({ hold, onLifted }: { hold: Hold; onLifted: () => void }) {
  const { rest } = useClient();
  const now = useNow();
  const [isAsking, setAsking] = useState(false);
  const { kind, id, reason, at, by } = hold;
  const name = hold.name ?? (kind === 'chat' ? t`A 1-on-1 chat` : t`Someone who is gone`);
  async function lift(): Promise<void> {
    setAsking(false);
    await createRecordActions(rest)
      .liftHold(kind, id)
      .catch((failure: unknown) => tell(failureText(failure)));
    onLifted();
  }
  return (
    <li className="flex items-center gap-3 border-b border-line py-2 text-sm last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2">
          <bdi className="truncate font-medium">{name}</bdi>
          <span className="shrink-0 text-xs text-muted">{kind === 'chat' ? t`Group` : t`Person`}</span>
        </p>
        <p className="as-written wrap-anywhere text-muted">{reason}</p>
        <p className="text-xs text-muted">
          <time dateTime={at} title={exactTime(at)}>
            {t`since ${listTime(at, now)}, by ${by.name ?? t`someone who is gone`}`}
          </time>
        </p>
      </div>
      <Button size="s" look="danger-quiet" onClick={() => setAsking(true)} aria-label={t`Lift the hold on ${name}`}>
        {t`Lift`}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t`Lift the hold on ${name}?`}
          text={t`What people deleted meanwhile, and what is too old, is then deleted for good.`}
          action={t`Lift`}
          onConfirm={() => void lift()}
          onCancel={() => setAsking(false)}
        />
      )}
    </li>
  );
}
