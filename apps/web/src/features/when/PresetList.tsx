import type { Preset } from './presets.ts';

/** Times to choose from with one press. */
export function PresetList({ presets, onChoose }: { presets: readonly Preset[]; onChoose: (at: Date) => void }) {
  return (
    <ul className="-mx-1 mb-3 grid gap-px">
      {presets.map(({ name, label, note, at }) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => onChoose(at)}
            className="flex min-h-9.5 w-full items-baseline justify-between gap-3 rounded-md px-2.5 py-2 text-start hover:bg-tint pointer-coarse:min-h-touch pointer-coarse:items-center"
          >
            {label}
            <span className="tabular text-sm text-muted">{note}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
