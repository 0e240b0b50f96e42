import type { ComponentProps } from 'react';
import { t } from '../lib/words.ts';
import { TextField } from './TextField.tsx';

/** The six digits of an app. Whole, they are sent: there is nothing left to think about. */
export function CodeField({ onInput, ...rest }: Omit<ComponentProps<typeof TextField>, 'label'>) {
  return (
    <TextField
      label={t`Code`}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCorrect="off"
      spellCheck={false}
      dir="ltr"
      onInput={(event) => {
        onInput?.(event);
        const field = event.currentTarget;
        if (/^\s*\d{3}\s?\d{3}\s*$/.test(field.value)) field.form?.requestSubmit();
      }}
      {...rest}
    />
  );
}
