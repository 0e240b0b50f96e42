import { countCharacters } from '@confab/protocol/characters';
import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { isComposing } from '../lib/is-composing.ts';
import { atMostText } from '../lib/length-text.ts';
import { classNames } from './class-names.ts';

type TextFieldProps = ComponentProps<'input'> & {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Past it the field says so. Not `maxLength`: that counts an emoji twice. */
  maxCharacters?: number;
  /** Stands inside the field, at its end. */
  end?: ReactNode;
};

const inputLook =
  'w-full rounded-sm border border-edge bg-bg px-3 text-text transition-edge outline-none focus:border-accent focus:ring-3 focus:ring-(--ring) aria-invalid:border-danger disabled:border-line disabled:bg-tint disabled:text-muted';

export function TextField({
  label,
  hint,
  error: given,
  end,
  className,
  maxCharacters,
  onInput,
  ...rest
}: TextFieldProps) {
  const [isTooLong, setTooLong] = useState(false);
  const id = useId();
  const noteId = `${id}-note`;
  const error = given ?? (isTooLong && maxCharacters !== undefined ? atMostText(maxCharacters) : undefined);
  const note = error ?? hint;
  const onTyped: NonNullable<TextFieldProps['onInput']> = (event) => {
    setTooLong(maxCharacters !== undefined && countCharacters(event.currentTarget.value) > maxCharacters);
    onInput?.(event);
  };
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          className={classNames(inputLook, 'min-h-10 pointer-coarse:min-h-touch', end !== undefined && 'pe-11')}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : noteId}
          {...rest}
          onInput={onTyped}
          onKeyDown={(event) => {
            // The Enter that ends a composition is no Enter that sends the form.
            if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
            rest.onKeyDown?.(event);
          }}
        />
        {end !== undefined && <div className="absolute inset-y-0 end-0.5 grid place-items-center">{end}</div>}
      </div>
      {note !== undefined && (
        <p id={noteId} className={classNames('mt-1.5 text-xs', error === undefined ? 'text-muted' : 'text-danger')}>
          {note}
        </p>
      )}
    </div>
  );
}
