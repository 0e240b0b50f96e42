/** One of a few levels, with a few words about each. `Level` may have one more: as in general. */
type LevelChoiceProps<Level extends string> = {
  /** Of the radio buttons, its own on the page. */
  name: string;
  legend: string;
  level: Level;
  choices: readonly { level: Level; label: string; note: string }[];
  onChoose: (level: Level) => void;
};

export function LevelChoice<Level extends string>({ name, legend, level, choices, onChoose }: LevelChoiceProps<Level>) {
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{legend}</legend>
      {choices.map((choice) => (
        <label
          key={choice.level}
          className="flex min-h-9 cursor-pointer items-start gap-2.5 rounded-sm px-1 py-1.5 hover:bg-tint pointer-coarse:min-h-touch has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            checked={choice.level === level}
            onChange={() => onChoose(choice.level)}
            className="mt-0.75 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0 font-medium">
            {choice.label}
            <span className="block text-sm font-normal text-muted">{choice.note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
