type WaveformProps = {
  /** 0–255, from beginning to end. */
  levels: readonly number[];
  /** Of it that was heard, 0–1. */
  heard?: number;
};

const stretched = 'none';
const [stepPx, barPx, highPx] = [4, 2.5, 28];

/** How loud it is, a bar a step. */
export function Waveform({ levels, heard = 0 }: WaveformProps) {
  return (
    <svg
      viewBox={`0 0 ${levels.length * stepPx} ${highPx}`}
      preserveAspectRatio={stretched}
      aria-hidden="true"
      className="h-7 w-full"
    >
      {levels.map((level, index) => {
        const height = Math.max(barPx, (level / 255) * highPx);
        return (
          <rect
            key={index}
            x={index * stepPx}
            y={(highPx - height) / 2}
            width={barPx}
            height={height}
            rx={1}
            className={index < heard * levels.length ? 'fill-accent' : 'fill-edge'}
          />
        );
      })}
    </svg>
  );
}
