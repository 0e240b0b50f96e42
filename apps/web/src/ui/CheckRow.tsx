import { startTransition, useOptimistic } from 'react';

type CheckRowProps = {
  label: string;
  isOn: boolean;
  isLocked?: boolean;
  /** Resolves when what is shown has become true; what is shown until then does not go back and forth. */
  onChange: (isOn: boolean) => Promise<void>;
};

/** One setting that is on or off, in a list of such. */
export function CheckRow({ label, isOn, isLocked = false, onChange }: CheckRowProps) {
  const [shown, setShown] = useOptimistic(isOn);
  const choose = (next: boolean): void =>
    startTransition(async () => {
      setShown(next);
      await onChange(next);
    });
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-tint pointer-coarse:min-h-touch">
      <input
        type="checkbox"
        checked={shown}
        disabled={isLocked}
        onChange={(event) => choose(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
