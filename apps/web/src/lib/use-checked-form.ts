import { useRef, useState, type SubmitEvent, type RefObject } from 'react';
import { formErrors, noErrors, type FormErrors } from './form-errors.ts';

export type FormValues = Readonly<Record<string, string>>;

type FormTask = {
  /** Finds what the server need not be asked for: messages by the name of the field. */
  check: (values: FormValues) => Record<string, string>;
  request: (values: FormValues) => Promise<unknown>;
  onDone: () => void;
};

type CheckedForm = {
  formRef: RefObject<HTMLFormElement | null>;
  errors: FormErrors;
  isBusy: boolean;
  submit: (event: SubmitEvent<HTMLFormElement>) => void;
  clearField: (name: string) => void;
};

/**
 * One submit at a time; a refusal lands at its field, which gets the focus. The fields are the form's own, so nothing
 * that was typed is ever lost.
 */
export function useCheckedForm({ check, request, onDone }: FormTask): CheckedForm {
  const formRef = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<FormErrors>(noErrors);
  const [isBusy, setBusy] = useState(false);

  function refuse(next: FormErrors): void {
    setErrors(next);
    const firstBad = Object.keys(next.fields)[0];
    const field = firstBad === undefined ? null : formRef.current?.elements.namedItem(firstBad);
    if (field instanceof HTMLInputElement) field.focus();
  }

  async function send(form: HTMLFormElement): Promise<void> {
    const values = textValues(form);
    const fields = check(values);
    if (Object.keys(fields).length > 0) return refuse({ form: null, fields });
    setBusy(true);
    try {
      await request(values);
      setErrors(noErrors);
      onDone();
    } catch (error) {
      refuse(formErrors(error));
    } finally {
      setBusy(false);
    }
  }

  return {
    formRef,
    errors,
    isBusy,
    submit: (event) => {
      event.preventDefault();
      if (!isBusy) void send(event.currentTarget);
    },
    clearField: (name) => setErrors((current) => withoutField(current, name)),
  };
}

function withoutField({ form, fields }: FormErrors, name: string): FormErrors {
  const { [name]: _fixed, ...rest } = fields;
  return { form, fields: rest };
}

function textValues(form: HTMLFormElement): FormValues {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') values[name] = value;
  return values;
}
