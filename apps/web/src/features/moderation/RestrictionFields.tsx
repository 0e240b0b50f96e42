import type { NewRestriction, RestrictionKind } from '@confab/protocol';
import { useEffect, useRef } from 'react';
import { t } from '../../lib/words.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** What a moderator chose to do to a person; `none` for nothing. */
export type ChosenRestriction = { kind: RestrictionKind | 'none'; reason: string; lasts: Lasts };

type Lasts = 'hour' | 'day' | 'week' | 'month' | 'good';

const hourMs = 3_600_000;
const lengthMs: Record<Exclude<Lasts, 'good'>, number> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
};
const reasonMax = 500;

export const noRestriction: ChosenRestriction = { kind: 'none', reason: '', lasts: 'day' };

type RestrictionFieldsProps = {
  chosen: ChosenRestriction;
  onChange: (chosen: ChosenRestriction) => void;
  /** Nothing is no choice. */
  isRequired?: boolean;
  /** It was asked for without a reason: the field says so, and is where one goes on. */
  isReasonMissing?: boolean;
};

/** Warn, mute or ban somebody; why, and for how long. */
export function RestrictionFields({
  chosen,
  onChange,
  isRequired = false,
  isReasonMissing = false,
}: RestrictionFieldsProps) {
  const { kind, reason, lasts } = chosen;
  const reasonField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isReasonMissing) reasonField.current?.focus();
  }, [isReasonMissing]);
  const change = (changes: Partial<ChosenRestriction>): void => onChange({ ...chosen, ...changes });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-3">
        <SelectField
          className="min-w-40 flex-1 max-wide:basis-full"
          label={t`The person`}
          value={kind}
          onChoose={(next) => change({ kind: next, ...(next === 'mute' && lasts === 'good' && { lasts: 'day' }) })}
          options={[
            ...(isRequired ? [] : [{ value: 'none' as const, label: t`Do nothing` }]),
            { value: 'warning', label: t`Warn` },
            { value: 'mute', label: t`Mute: reads, and can’t write` },
            { value: 'ban', label: t`Ban: is logged out everywhere` },
          ]}
        />
        {(kind === 'mute' || kind === 'ban') && (
          <LastsField lasts={lasts} mayBeForGood={kind === 'ban'} onChoose={(next) => change({ lasts: next })} />
        )}
      </div>
      {kind !== 'none' && (
        <TextField
          ref={reasonField}
          label={t`Reason`}
          hint={t`The person reads it.`}
          error={isReasonMissing ? t`Say why: the person reads it.` : undefined}
          value={reason}
          maxCharacters={reasonMax}
          onChange={(event) => change({ reason: event.target.value })}
        />
      )}
    </div>
  );
}

type LastsFieldProps = { lasts: Lasts; mayBeForGood: boolean; onChoose: (lasts: Lasts) => void };

/** For how long. */
export function LastsField({ lasts, mayBeForGood, onChoose }: LastsFieldProps) {
  return (
    <SelectField
      className="min-w-32 flex-1"
      label={t`For`}
      value={lasts}
      onChoose={onChoose}
      options={[
        { value: 'hour', label: t`an hour` },
        { value: 'day', label: t`a day` },
        { value: 'week', label: t`a week` },
        { value: 'month', label: t`30 days` },
        ...(mayBeForGood ? [{ value: 'good' as const, label: t`good` }] : []),
      ]}
    />
  );
}

/** As the server wants it, from now on; null for nothing. */
export function restrictionOf({ kind, reason, lasts }: ChosenRestriction): NewRestriction | null {
  if (kind === 'none') return null;
  const until = kind === 'warning' || lasts === 'good' ? null : new Date(Date.now() + lengthMs[lasts]).toISOString();
  return { kind, reason: reason.trim(), until };
}

/** Whether something is missing. */
export function isUnfinished({ kind, reason }: ChosenRestriction): boolean {
  return kind !== 'none' && reason.trim() === '';
}
