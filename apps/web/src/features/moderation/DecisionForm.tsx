import { decideReport } from '@confab/protocol/moderation/paths';
import type { Report } from '@confab/protocol';
import { useId, useState } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { isUnfinished, noRestriction, RestrictionFields, restrictionOf } from './RestrictionFields.tsx';

type MessageDeed = 'nothing' | 'remove' | 'send';
const noteMax = 1_000;

/** What is done about the message and the person, in one. Nothing is a decision too. */
export function DecisionForm({ report, onDone }: { report: Report; onDone: (decided: Report) => void }) {
  const { rest } = useClient();
  const noteId = useId();
  const isHeld = report.kind === 'held';
  const [deed, setDeed] = useState<MessageDeed>(isHeld ? 'send' : 'nothing');
  const [restriction, setRestriction] = useState(noRestriction);
  const [note, setNote] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [isReasonMissing, setReasonMissing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const isNothing = !isHeld && deed === 'nothing' && restriction.kind === 'none';

  async function decide(): Promise<void> {
    setReasonMissing(isUnfinished(restriction));
    if (isUnfinished(restriction)) return;
    setBusy(true);
    setError(null);
    const wanted = restrictionOf(restriction);
    const body = {
      ...(deed === 'remove' && { remove: true as const }),
      ...(deed === 'send' && { send: true as const }),
      ...(wanted && { restriction: wanted }),
      note: note.trim(),
    };
    try {
      onDone(await rest.call(decideReport, { params: { report_id: report.id }, body }));
    } catch (reason) {
      setError(failureText(reason));
      setBusy(false);
    }
  }

  return (
    <form
      aria-label={t`Decision`}
      onSubmit={(event) => {
        event.preventDefault();
        void decide();
      }}
      className="flex max-w-form flex-col gap-3 rounded-md border border-line px-3.5 py-3.5"
    >
      <h3 className="text-sm font-semibold">{t`Decision`}</h3>
      {report.message !== null && (
        <SelectField
          label={t`The message`}
          value={deed}
          onChoose={setDeed}
          options={
            isHeld
              ? [
                  { value: 'send', label: t`Send it` },
                  { value: 'remove', label: t`Don’t send it` },
                ]
              : [
                  { value: 'nothing', label: t`Leave it` },
                  { value: 'remove', label: t`Remove it` },
                ]
          }
        />
      )}
      <RestrictionFields
        chosen={restriction}
        onChange={(next) => {
          setRestriction(next);
          setReasonMissing(false);
        }}
        isReasonMissing={isReasonMissing}
      />
      <div>
        <label htmlFor={noteId} className="mb-1 block text-sm font-medium">
          {t`Note for moderators (optional)`}
        </label>
        <textarea
          id={noteId}
          rows={2}
          dir="auto"
          value={note}
          maxLength={noteMax}
          onChange={(event) => setNote(event.target.value)}
          className="w-full resize-none rounded-sm border border-edge bg-bg px-3 py-2 text-sm outline-none focus:border-accent focus:ring-3 focus:ring-(--ring)"
        />
      </div>
      <FormError text={error} />
      <Button type="submit" look="primary" disabled={isBusy} className="self-start">
        {isNothing ? t`Close without doing anything` : t`Decide`}
      </Button>
    </form>
  );
}
