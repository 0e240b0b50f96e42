import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

type SelectFieldProps<Value extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'children'> & {
  label: string;
  /** It stays for screen readers only. */
  isLabelHidden?: boolean;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChoose: (value: Value) => void;
};

/** One of several, in the browser's own list. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, isLabelHidden = false, value, options, onChoose, className, ...rest } = props;
  return (
    <label className={classNames('block min-w-0', className)}>
      <span className={isLabelHidden ? 'sr-only' : 'mb-1 block text-sm font-medium'}>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChoose(chosen.value);
        }}
        className="min-h-10 w-full min-w-0 rounded-sm border border-edge bg-bg px-2 text-sm text-text outline-none focus:border-accent focus:ring-3 focus:ring-(--ring) disabled:border-line disabled:bg-tint disabled:text-muted pointer-coarse:min-h-touch"
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
