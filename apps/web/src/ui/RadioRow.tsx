type RadioRowProps = {
  /** Of all that one of is chosen. */
  name: string;
  label: string;
  note: string;
  isOn: boolean;
  onChoose: () => void;
};

/** One of several, with a line that says what it means. */
export function RadioRow({ name, label, note, isOn, onChoose }: RadioRowProps) {
  return (
    <label className="-mx-2 flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 rounded-md px-2 py-1.5 hover:bg-tint">
      <input type="radio" name={name} checked={isOn} onChange={onChoose} className="size-4 shrink-0 accent-accent" />
      <span className="min-w-0 flex-1 font-medium">{label}</span>
      <span className="basis-full ps-7 text-sm text-muted">{note}</span>
    </label>
  );
}
