import { type SubmitEvent, useState } from 'react';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { classNames } from '../../ui/class-names.ts';
import { TextField } from '../../ui/TextField.tsx';

export type DaysField = { name: string; label: string; days: number | null; hint?: string };
export type Days = Readonly<Record<string, number | null>>;

type DaysFormProps = {
  fields: readonly DaysField[];
  /** Asked before less is kept than was: it can't be undone. */
  warning?: string;
  /** It is set elsewhere. */
  isLocked?: boolean;
  onSave: (days: Days) => Promise<void>;
  className?: string;
};

/** Numbers of days; empty: for good. */
export function DaysForm({ fields, warning, isLocked = false, onSave, className }: DaysFormProps) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [asked, setAsked] = useState<Days | null>(null);
  const [isBusy, setBusy] = useState(false);
  const textOf = ({ name, days }: DaysField): string => typed[name] ?? (days === null ? '' : String(days));
  const isBad = (field: DaysField): boolean => !/^([1-9]\d{0,4})?$/.test(textOf(field).trim());
  const isChanged = fields.some((field) => textOf(field) !== (field.days === null ? '' : String(field.days)));
  const days = Object.fromEntries(fields.map((field) => [field.name, Number(textOf(field).trim()) || null]));
  const isLess = fields.some(({ name, days: before }) => (days[name] ?? Infinity) < (before ?? Infinity));

  async function save(wanted: Days): Promise<void> {
    setAsked(null);
    setBusy(true);
    await onSave(wanted);
    setBusy(false);
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (fields.some(isBad)) return;
    if (isLess && warning !== undefined) setAsked(days);
    else void save(days);
  }

  return (
    <form onSubmit={submit} className={className} noValidate>
      <div className={classNames('grid gap-3', fields.length > 1 && 'wide:grid-cols-2')}>
        {fields.map((field) => (
          <TextField
            key={field.name}
            label={field.label}
            hint={field.hint}
            inputMode="numeric"
            autoComplete="off"
            placeholder={t`For good`}
            value={textOf(field)}
            disabled={isLocked}
            error={isBad(field) ? t`A number of days, or nothing.` : undefined}
            onChange={(event) => setTyped((before) => ({ ...before, [field.name]: event.target.value }))}
          />
        ))}
      </div>
      {!isLocked && (
        <Button type="submit" size="s" className="mt-3" disabled={isBusy || !isChanged || fields.some(isBad)}>
          {t`Save`}
        </Button>
      )}
      {asked && warning !== undefined && (
        <ConfirmDialog
          title={t`Keep less?`}
          text={warning}
          action={t`Keep less`}
          onConfirm={() => void save(asked)}
          onCancel={() => setAsked(null)}
        />
      )}
    </form>
  );
}
